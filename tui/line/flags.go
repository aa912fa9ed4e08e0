package line

import (
	"errors"
	"slices"
	"strconv"
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
	asJSON                                             bool
}

// allActions asks for every action at once.
const allActions = "all"

// Register adds the flags to a command.
func (f *PreviewFlags) Register(flags *pflag.FlagSet) {
	flags.StringVar(&f.action, "action", allActions, "add, extend, activate, renew or all")
	flags.StringVar(&f.licenses, "licenses", "", "active `licenses` of the subscription, 0 for none (required)")
	flags.Var((*optional)(&f.ends), "ends", "end `date` of the subscription; before the redeem day it has expired")
	flags.StringVar(&f.keyLicenses, "key-licenses", "", "`licenses` of the key (required)")
	flags.StringVar(&f.keyMonths, "key-months", "12", "term of the key in `months`")
	flags.Var((*optional)(&f.on), "on", "redeem `date` (default today)")
	flags.BoolVar(&f.asJSON, "json", false, "one JSON object on standard output")
}

// optional is the text of a flag that may be left out but not be empty, as it
// is where a script's variable was not set.
type optional string

// Set takes the text.
func (o *optional) Set(text string) error {
	if text == "" {
		return errors.New("it is empty")
	}
	*o = optional(text)
	return nil
}

func (o *optional) String() string { return string(*o) }

// Type names the flag's type in the help.
func (*optional) Type() string { return "string" }

// optionals are the parts, between commas, of a flag that may be given again
// and not be empty.
type optionals []string

// Set takes the text.
func (o *optionals) Set(text string) error {
	parts := strings.Split(text, ",")
	if slices.Contains(parts, "") {
		return errors.New("a part of it is empty")
	}
	*o = append(*o, parts...)
	return nil
}

func (o *optionals) String() string { return strings.Join(*o, ",") }

// Type names the flag's type in the help.
func (*optionals) Type() string { return "strings" }

// Run calculates and writes the preview.
func (f *PreviewFlags) Run(s Session) error {
	preview, err := f.Preview(s.Today)
	if err != nil {
		return err
	}
	return s.answer(preview, f.asJSON)
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
		Before: model.Term{Licenses: r.count("--licenses", f.licenses, redemption.LicensesOutOfRange), Ends: r.date("--ends", f.ends)},
		Key: redemption.Key{
			Licenses: r.count("--key-licenses", f.keyLicenses, redemption.KeyLicensesOutOfRange),
			Months:   int(r.count("--key-months", f.keyMonths, redemption.KeyMonthsOutOfRange)),
		},
		On: today,
	}
	preview := Preview{Asked: f.action, On: today.String()}
	if f.on != "" {
		request.On, preview.On = r.date("--on", f.on), f.on
	}
	switch {
	case r.usage != nil:
		return Preview{}, r.usage
	case request.Before.Licenses > 0 && f.ends == "":
		return Preview{}, usage("--licenses needs --ends, the subscription's end date")
	case request.Before.Licenses == 0 && f.ends != "":
		return Preview{}, usage("--ends goes with --licenses above 0")
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
		return nil, usage("--action takes add, extend, activate, renew or all")
	}
	return []redemption.Action{action}, nil
}

// reader keeps the first wrong usage and the first refusal, so that the flags
// read as a list.
type reader struct{ usage, refused error }

// count reads a whole number. One that no computer counts to is refused for
// the reason of its kind, and said as it was typed.
func (r *reader) count(flag, text string, reason model.Code) int64 {
	n, err := strconv.ParseInt(text, 10, strconv.IntSize)
	switch {
	case errors.Is(err, strconv.ErrRange) && r.refused == nil:
		r.refused = model.Refuse(redemption.BadInput, reason, text)
	case errors.Is(err, strconv.ErrSyntax) && r.usage == nil:
		r.usage = usage("%s needs a whole number", flag)
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
		r.usage = usage("%s: %w", flag, err)
	}
	return date
}
