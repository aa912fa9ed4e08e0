package redemption

import (
	"fmt"
	"slices"

	"benefitdesk/model"
)

// Action is what a key does to a subscription.
type Action uint8

// The four actions, in the order in which they are offered.
const (
	Extend Action = iota + 1
	Add
	Renew
	Activate
)

var actionNames = []string{"extend", "add", "renew", "activate"}

// Actions lists the actions in the order in which they are offered.
func Actions() []Action { return []Action{Extend, Add, Renew, Activate} }

// String gives the action's name on the command line.
func (a Action) String() string {
	if a < 1 || int(a) > len(actionNames) {
		return ""
	}
	return actionNames[a-1]
}

// MarshalText gives the name.
func (a Action) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// UnmarshalText reads a name; any other text wraps model.ErrUnknownName.
func (a *Action) UnmarshalText(text []byte) error {
	i := slices.Index(actionNames, string(text))
	if i < 0 {
		return fmt.Errorf("%w for an action: %q", model.ErrUnknownName, text)
	}
	*a = Action(i + 1)
	return nil
}
