package tui

import (
	"slices"
	"strconv"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
)

// benefitForm edits a benefit.
type benefitForm struct {
	*form
	record  model.Benefit
	product string // as typed
}

func newBenefitForm(a *App, b model.Benefit, d model.Dossier) *benefitForm {
	if b.ID == 0 {
		b.Status = model.NotRedeemed
		b.Quantity.Unit = usualUnit(b.Workspace)
		if b.Workspace == model.AzureCredits {
			b.Quantity.Currency = "USD"
		}
	}
	f := &benefitForm{record: b, product: d.Product.Label()}
	f.form = newForm(a, a.Words.Text(locale.FormBenefit, a.Words.List(model.ListOf(b.Workspace))), nil, func() model.Command {
		return model.SaveBenefit{Record: f.record, Product: f.product}
	})
	f.flow.steps = onePage(editOrNew(b.ID), f.inputs(d.Membership))
	return f
}

// usualUnit is the unit in which a workspace counts.
func usualUnit(w model.Workspace) model.Unit {
	switch w {
	case model.AzureCredits:
		return model.MoneyPerMonth
	case model.Software:
		return model.Activations
	case model.VisualStudio:
		return model.Users
	case model.Technical:
		return model.Incidents
	case model.GoToMarket:
		return 0
	}
	return model.Licenses
}

// hundredths is how money is counted.
const hundredths = 100

func scale(u model.Unit) int64 {
	if u == model.MoneyPerMonth || u == model.MoneyPerYear {
		return hundredths
	}
	return 1
}

// unitsOf are the units of which a benefit has one, in its workspace or
// already.
func unitsOf(b model.Benefit) []model.Unit {
	switch b.Workspace {
	case model.AzureCredits:
		return withOwn(b.Quantity.Unit, model.MoneyPerMonth, model.MoneyPerYear)
	case model.Technical:
		return withOwn(b.Quantity.Unit, model.Incidents, model.Hours)
	}
	return []model.Unit{b.Quantity.Unit}
}

func withOwn(own model.Unit, usual ...model.Unit) []model.Unit {
	if own == 0 || slices.Contains(usual, own) {
		return usual
	}
	return append(usual, own)
}

// setUnit counts the same number in another unit.
func setUnit(q *model.Quantity, to model.Unit) {
	q.Amount = q.Amount * scale(to) / scale(q.Unit)
	q.Unit = to
}

func (f *benefitForm) inputs(own model.Membership) []input {
	b := &f.record
	return []input{
		needed(textInput(locale.ColumnBenefit, "Microsoft 365 E5", &b.Name), "name"),
		textInput(locale.ColumnSource, "Solutions Partner - Core", &b.Source),
		f.quantity(),
		{label: locale.FieldUnit, options: f.units,
			skip: func() bool { return len(unitsOf(*b)) == 1 || b.Quantity.Amount == model.Unlimited }},
		dateInput(locale.ColumnActivateBy, &b.ActivateBy),
		dateInput(locale.LabelBenefitExpiry, &b.Expires),
		{label: locale.LabelMembership, options: f.memberships(own)},
		textInput(locale.ColumnProduct, "Microsoft 365 E5", &f.product),
		{label: locale.LabelBenefitType, options: f.types},
		{label: locale.LabelRedemptionModel, options: f.models,
			skip: func() bool { return b.Workspace != model.Cloud || b.Status != model.NotRedeemed }},
		textInput(locale.LabelNote, "", &b.Note),
	}
}

func (f *benefitForm) quantity() input {
	q := &f.record.Quantity
	return input{
		label: locale.ColumnQuantity, example: "25",
		skip:  func() bool { return q.Unit == 0 || q.Amount == model.Unlimited },
		reads: func() string { return f.Words.Quantity(*q) },
		get: func() string {
			if q.Amount == 0 {
				return ""
			}
			return strconv.FormatInt(q.Amount/scale(q.Unit), 10)
		},
		set: func(text string) error {
			n, err := parseOptionalCount(text, redemption.LicensesOutOfRange, model.MaxCount)
			if err != nil {
				err = model.Refuse(model.CodeNoCount, model.Field("quantity"), echo(text))
			}
			if n != q.Amount/scale(q.Unit) { // the cents of an amount nobody touched stay
				q.Amount = n * scale(q.Unit)
			}
			return err
		},
	}
}

func (f *benefitForm) units() []option {
	var options []option
	for _, unit := range unitsOf(f.record) {
		options = append(options, option{label: f.Words.Unit(unit), chosen: unit == f.record.Quantity.Unit,
			choose: func() { setUnit(&f.record.Quantity, unit) }})
	}
	return options
}

// memberships offers those that are not over, and a benefit's own.
func (f *benefitForm) memberships(own model.Membership) func() []option {
	offered := []model.Membership{{}}
	for _, m := range f.overview.Memberships {
		state := m.StateOn(f.Today)
		if m.ID != own.ID && state != model.MembershipEnded && state != model.MembershipCancelled {
			offered = append(offered, m)
		}
	}
	if own.ID != 0 {
		offered = append(offered, own)
	}
	return func() []option {
		var options []option
		for _, m := range offered {
			options = append(options, option{label: orElse(cleanText(m.Name), f.Words.Text(locale.ChoiceNone)),
				chosen: m.ID == f.record.Membership, choose: func() { f.record.Membership = m.ID }})
		}
		return options
	}
}

func (f *benefitForm) types() []option {
	var options []option
	for _, t := range []model.BenefitType{0, model.Core, model.Incremental} {
		options = append(options, option{label: orElse(f.Words.BenefitType(t), f.Words.Text(locale.ChoiceNone)),
			chosen: t == f.record.Type, choose: func() { f.record.Type = t }})
	}
	return options
}

func (f *benefitForm) models() []option {
	to := func(m model.RedemptionModel) func() {
		return func() { f.record.Model = m }
	}
	return []option{
		{label: f.Words.Text(locale.ValueByKey), chosen: !f.record.ByPurchase(), choose: to(model.ByKey)},
		{label: f.Words.Text(locale.ChoicePurchase), chosen: f.record.ByPurchase(), choose: to(model.ByPurchase)},
	}
}
