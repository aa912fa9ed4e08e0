package line

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/spf13/pflag"

	"benefitdesk/model"
	"benefitdesk/redemption"
)

// PreviewFlags are the numbers of a preview as they are typed. They are texts
// so that a number that is out of range is refused by the rules, while
// something that is no number at all is wrong usage.
type PreviewFlags struct {
	action, licenses, ends, keyLicenses, keyMonths, on string
}

// allActions asks for every action at once.
const allActions = "all"

// Register adds the flags to a command.
func (f *PreviewFlags) Register(flags *pflag.FlagSet) {
	flags.StringVar(&f.action, "action", allActions, "add, extend, activate, renew or all")
	flags.StringVar(&f.licenses, "licenses", "", "active `licenses` of the subscription, 0 for none (required)")
	flags.StringVar(&f.ends, "ends", "", "end `date` of the subscription; before the redeem day it has expired")
	flags.StringVar(&f.keyLicenses, "key-licenses", "", "`licenses` of the key (required)")
	flags.StringVar(&f.keyMonths, "key-months", "12", "term of the key in `months`")
	flags.StringVar(&f.on, "on", "", "redeem `date` (default today)")
}

// Preview reads the flags. The error is wrong usage; what the rules refuse is
// in the preview's Refused.
func (f *PreviewFlags) Preview(today model.Date) (Preview, error) {
	actions, err := f.actions()
	if err != nil {
		return Preview{}, err
	}
	r := reader{}
	request := redemption.Request{
		Before: model.Term{Licenses: r.count("--licenses", f.licenses), Ends: r.date("--ends", f.ends)},
		Key:    redemption.Key{Licenses: r.count("--key-licenses", f.keyLicenses), Months: int(r.count("--key-months", f.keyMonths))},
		On:     today,
	}
	preview := Preview{Asked: f.action, On: today.String()}
	if f.on != "" {
		request.On, preview.On = r.date("--on", f.on), f.on
	}
	switch {
	case r.usage != nil:
		return Preview{}, r.usage
	case request.Before.Licenses > 0 && f.ends == "":
		return Preview{}, errors.New("--licenses needs --ends, the subscription's end date")
	case request.Before.Licenses == 0 && f.ends != "":
		return Preview{}, errors.New("--ends goes with --licenses above 0")
	}
	preview.Refused = r.refused
	for _, action := range actions {
		request.Action = action
		preview.Requests = append(preview.Requests, request)
	}
	return preview, nil
}

func (f *PreviewFlags) actions() ([]redemption.Action, error) {
	if f.action == allActions {
		return redemption.Actions(), nil
	}
	var action redemption.Action
	if err := action.UnmarshalText([]byte(f.action)); err != nil {
		return nil, errors.New("--action takes add, extend, activate, renew or all")
	}
	return []redemption.Action{action}, nil
}

// reader keeps the first wrong usage and the first refusal, so that the flags
// read as a list.
type reader struct{ usage, refused error }

// count reads a whole number of any size; one that fits no count becomes the
// nearest that fits, which the rules then refuse.
func (r *reader) count(flag, text string) int64 {
	digits, negative := strings.CutPrefix(text, "-")
	if !negative {
		digits = strings.TrimPrefix(text, "+")
	}
	n := int64(0)
	for _, c := range digits {
		if c < '0' || c > '9' {
			digits = ""
			break
		}
		n = min(n*10+int64(c-'0'), math.MaxInt32)
	}
	if digits == "" && r.usage == nil {
		r.usage = fmt.Errorf("%s needs a whole number", flag)
	}
	if negative {
		return -n
	}
	return n
}

func (r *reader) date(flag, text string) model.Date {
	if text == "" {
		return 0
	}
	date, err := model.ParseDate(text)
	switch {
	case errors.Is(err, model.ErrNoSuchDay):
		if r.refused == nil {
			r.refused = model.Refuse(redemption.BadInput, redemption.DateOutOfRange, text)
		}
	case err != nil && r.usage == nil:
		r.usage = fmt.Errorf("%s: %w", flag, err)
	}
	return date
}
