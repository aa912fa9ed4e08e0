package tui

import (
	"cmp"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
)

// pastActions are those on what was redeemed or is held, with upper-case keys
// because they are rare; quiet keeps them out of the footer.
func (w *workspace) pastActions(quiet bool) []action {
	correct := action{keys: []string{"C"}, name: locale.ActionCorrect, quiet: quiet, whyNot: w.whyNotPast(model.VerbCorrect, model.Redeemed, locale.WhyNotRedeemed),
		perform: func() tea.Cmd { return w.Push(newCorrectWizard(w.App, w.redemptions(model.Redeemed), w.dossier)) }}
	switch w.spec.list {
	case model.ListOf(model.Cloud):
		release := action{keys: []string{"X"}, name: locale.ActionRelease, quiet: quiet, whyNot: w.whyNotPast(model.VerbRelease, model.Reserved, locale.WhyNotReserved), perform: w.askRelease}
		replace := action{keys: []string{"R"}, name: locale.ActionReplace, quiet: quiet, whyNot: w.whyNotReplace(),
			perform: func() tea.Cmd {
				return w.Push(newReplaceWizard(w.App, w.redemptions(model.Redeemed), w.dossier))
			}}
		return []action{correct, replace, release}
	case model.ListSubscriptions:
		return []action{correct}
	}
	return nil
}

// whyNotPast tells why nothing of the selected record's redemptions can be
// corrected, released or replaced.
func (w *workspace) whyNotPast(verb model.Verb, status model.Status, none locale.Message) string {
	if why := w.nothingSelected(); why != "" {
		return why
	}
	found := w.redemptions(status)
	if len(found) == 0 {
		return w.Words.Text(none)
	}
	return w.whyNotIn(found[0].Tenant, model.RuleOf(verb, model.KindBenefit))
}

// whyNotReplace tells why no key of the selected benefit is replaced.
func (w *workspace) whyNotReplace() string {
	why := w.whyNotPast(model.VerbReplace, model.Redeemed, locale.WhyNotRedeemed)
	if why != "" {
		return why
	}
	for _, r := range w.redemptions(model.Redeemed) {
		err := redemption.WhyNotReplaced(r, keysOf(w.dossier))
		if err == nil {
			return ""
		}
		why = orElse(why, w.Words.Error(err))
	}
	return why
}

// redemptions are those of the selected record with a status, the latest
// first.
func (w *workspace) redemptions(status model.Status) []model.Redemption {
	found := slices.DeleteFunc(slices.Clone(w.dossier.Redemptions), func(r model.Redemption) bool { return r.Status != status })
	slices.SortFunc(found, func(a, b model.Redemption) int {
		return cmp.Or(cmp.Compare(b.Effective, a.Effective), cmp.Compare(b.ID, a.ID))
	})
	return found
}

// redemptionText is a redemption in a line: when, what, and what it gave.
func (s *Session) redemptionText(r redemption.Record) string {
	return s.Words.Text(locale.RedemptionLine, r.On, s.Words.ActionNamed(r.Action), r.After.Licenses, s.Words.Date(r.Ends()))
}

// granted is what a redemption gave.
func (s *Session) granted(r redemption.Record) string {
	return s.Words.Listed(s.Words.Text(locale.UnitLicenses, r.After.Licenses), s.Words.Date(r.Ends()))
}

// redemptionOptions are redemptions to choose one from; those whose trial was
// refused say why.
func redemptionOptions(s *Session, d model.Dossier, of []model.Redemption, tried []attempt, chosen model.ID, choose func(model.Redemption)) []option {
	var options []option
	for i, r := range of {
		o := option{
			label: s.Words.Date(r.On) + "  " + s.Words.ActionNamed(r.Action), chosen: r.ID == chosen,
			help:   s.granted(redemption.RecordOf(r)) + "  " + cleanText(d.Tenants[r.Tenant].Label()),
			choose: func() { choose(r) },
		}
		if i < len(tried) && tried[i].err != nil {
			o.whyNot = s.Words.Error(tried[i].err)
		}
		options = append(options, o)
	}
	return options
}
