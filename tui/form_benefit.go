package tui

import (
	"slices"
	"strconv"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
)

// benefitDraft is a benefit with its product as typed.
type benefitDraft struct {
	record  model.Benefit
	product string
}

func newBenefitForm(a *App, b model.Benefit, d model.Dossier) *form[benefitDraft] {
	if b.ID == 0 {
		b.Status = model.NotRedeemed
		b.Quantity.Unit = usualUnit(b.Workspace)
		if b.Workspace == model.AzureCredits {
			b.Quantity.Currency = "USD"
		}
	}
	title := a.Words.Text(locale.FormBenefit, a.Words.List(model.ListOf(b.Workspace)))
	draft := benefitDraft{record: b, product: d.Product.Label()}
	return newForm(a, title, draft, onePage(editOrNew(b.ID), a.benefitFields(d.Membership)), func(d benefitDraft) model.Command {
		return model.SaveBenefit{Record: d.record, Product: d.product}
	})
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

func (a *App) benefitFields(own model.Membership) []input[benefitDraft] {
	text := func(label locale.Message, placeholder string, at func(*model.Benefit) *string) input[benefitDraft] {
		return textInput(label, placeholder, func(d *benefitDraft) *string { return at(&d.record) })
	}
	return []input[benefitDraft]{
		needed(text(locale.ColumnBenefit, "Microsoft 365 E5", func(b *model.Benefit) *string { return &b.Name }), "name"),
		text(locale.ColumnSource, "Solutions Partner - Core", func(b *model.Benefit) *string { return &b.Source }),
		a.quantityInput(),
		{label: locale.FieldUnit, options: a.units,
			skip: func(d benefitDraft) bool {
				return len(unitsOf(d.record)) == 1 || d.record.Quantity.Amount == model.Unlimited
			}},
		dateInput(locale.ColumnActivateBy, func(d *benefitDraft) *model.Date { return &d.record.ActivateBy }),
		dateInput(locale.LabelBenefitExpiry, func(d *benefitDraft) *model.Date { return &d.record.Expires }),
		{label: locale.LabelMembership, options: a.memberships(own)},
		textInput(locale.ColumnProduct, "Microsoft 365 E5", func(d *benefitDraft) *string { return &d.product }),
		{label: locale.LabelBenefitType, options: a.benefitTypes},
		{label: locale.LabelRedemptionModel, options: a.redemptionModels, skip: func(d benefitDraft) bool {
			return d.record.Workspace != model.Cloud || d.record.Status != model.NotRedeemed
		}},
		text(locale.LabelNote, "", func(b *model.Benefit) *string { return &b.Note }),
	}
}

func (a *App) quantityInput() input[benefitDraft] {
	return input[benefitDraft]{
		label: locale.ColumnQuantity, placeholder: "25",
		skip: func(d benefitDraft) bool {
			return d.record.Quantity.Unit == 0 || d.record.Quantity.Amount == model.Unlimited
		},
		reads: func(d benefitDraft) string { return a.Words.Quantity(d.record.Quantity) },
		get: func(d benefitDraft) string {
			if d.record.Quantity.Amount == 0 {
				return ""
			}
			return strconv.FormatInt(d.record.Quantity.Amount/scale(d.record.Quantity.Unit), 10)
		},
		set: func(d *benefitDraft, text string) error {
			q := &d.record.Quantity
			n, err := parseOptionalCount(text, redemption.LicensesOutOfRange, model.MaxCount)
			if n != q.Amount/scale(q.Unit) { // the cents of an amount nobody touched stay
				q.Amount = n * scale(q.Unit)
			}
			return err
		},
	}
}

func (a *App) units(d benefitDraft) []option[benefitDraft] {
	var options []option[benefitDraft]
	for _, unit := range unitsOf(d.record) {
		options = append(options, option[benefitDraft]{label: a.Words.Unit(unit), chosen: unit == d.record.Quantity.Unit,
			choose: func(d *benefitDraft) { setUnit(&d.record.Quantity, unit) }})
	}
	return options
}

// memberships offers those that are not over, and a benefit's own.
func (a *App) memberships(own model.Membership) func(benefitDraft) []option[benefitDraft] {
	offered := []model.Membership{{}}
	for _, m := range a.overview.Memberships {
		state := m.StateOn(a.Today)
		if m.ID != own.ID && state != model.MembershipEnded && state != model.MembershipCancelled {
			offered = append(offered, m)
		}
	}
	if own.ID != 0 {
		offered = append(offered, own)
	}
	return func(d benefitDraft) []option[benefitDraft] {
		var options []option[benefitDraft]
		for _, m := range offered {
			options = append(options, option[benefitDraft]{label: orElse(cleanText(m.Name), a.Words.Text(locale.ChoiceNone)),
				chosen: m.ID == d.record.Membership, choose: func(d *benefitDraft) { d.record.Membership = m.ID }})
		}
		return options
	}
}

func (a *App) benefitTypes(d benefitDraft) []option[benefitDraft] {
	var options []option[benefitDraft]
	for _, t := range []model.BenefitType{0, model.Core, model.Incremental} {
		options = append(options, option[benefitDraft]{label: orElse(a.Words.BenefitType(t), a.Words.Text(locale.ChoiceNone)),
			chosen: t == d.record.Type, choose: func(d *benefitDraft) { d.record.Type = t }})
	}
	return options
}

func (a *App) redemptionModels(d benefitDraft) []option[benefitDraft] {
	to := func(m model.RedemptionModel) func(*benefitDraft) {
		return func(d *benefitDraft) { d.record.Model = m }
	}
	return []option[benefitDraft]{
		{label: a.Words.Text(locale.ValueByKey), chosen: !d.record.ByPurchase(), choose: to(model.ByKey)},
		{label: a.Words.Text(locale.ChoicePurchase), chosen: d.record.ByPurchase(), choose: to(model.ByPurchase)},
	}
}
