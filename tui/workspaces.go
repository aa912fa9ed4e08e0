package tui

import (
	"benefitdesk/model"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

func azureSpec() *spec {
	amount := quantityColumn(locale.ColumnAmount)
	amount.width.Min, amount.width.Drop, amount.width.Tight = 15, 0, 10
	return &spec{
		workspace: model.AzureCredits,
		list:      model.ListOf(model.AzureCredits),
		columns: []column{
			nameColumn(locale.ColumnBenefit), sourceColumn(locale.ColumnSource), amount,
			linkColumn(locale.ColumnUser), dueColumn(locale.ColumnActivateBy, model.ByDue, due), statusColumn(),
		},
		detail: func(s *Session, d model.Dossier) []section {
			b := d.Record.(model.Benefit)
			facts := s.benefitFacts(b, d)
			facts = append(facts,
				fact{locale.ColumnUser, cleanText(d.Holder.Label()), theme.Plain},
				fact{locale.ColumnAssignedOn, s.Words.Date(b.HeldSince), theme.Plain})
			if b.Quantity.Unit == model.MoneyPerMonth {
				facts = append(facts, fact{locale.LabelReassignments, s.Words.Text(locale.UsedOf, b.Reassignments, model.MaxReassignments), theme.Plain})
			}
			return []section{{facts: facts}, s.historySection(d)}
		},
	}
}

func softwareSpec() *spec {
	return &spec{
		workspace: model.Software,
		list:      model.ListOf(model.Software),
		columns: []column{
			nameColumn(locale.ColumnBenefit), sourceColumn(locale.ColumnSource), usedColumn(locale.ColumnActivations),
			dueColumn(locale.ColumnActivateBy, model.ByDue, due), statusColumn(),
		},
		detail: usedDetail(locale.ColumnActivations),
	}
}

func studioSpec() *spec {
	seats := quantityColumn(locale.ColumnQuantity)
	seats.width.Drop = 3 // who has the seat says more, and since when
	since := dueColumn(locale.ColumnAssignedOn, model.BySince, model.Row.HeldSince)
	since.width.Drop = 2
	return &spec{
		workspace: model.VisualStudio,
		list:      model.ListOf(model.VisualStudio),
		order:     model.BySince,
		columns: []column{
			nameColumn(locale.ColumnSubscription), sourceColumn(locale.ColumnSource), linkColumn(locale.ColumnSubscriber),
			seats, since, statusColumn(),
		},
		detail: func(s *Session, d model.Dossier) []section {
			b := d.Record.(model.Benefit)
			facts := append(s.benefitFacts(b, d),
				fact{locale.LabelLevel, cleanText(b.Level), theme.Plain},
				fact{locale.ColumnSubscriber, cleanText(d.Holder.Label()), theme.Plain},
				fact{locale.LabelEmail, cleanText(d.Holder.Email), theme.Plain},
				fact{locale.ColumnAssignedOn, s.Words.Date(b.HeldSince), theme.Plain})
			return []section{{facts: facts}, s.historySection(d)}
		},
	}
}

func technicalSpec() *spec {
	return &spec{
		workspace: model.Technical,
		list:      model.ListOf(model.Technical),
		columns: []column{
			nameColumn(locale.ColumnBenefit), sourceColumn(locale.ColumnSource), quantityColumn(locale.ColumnGranted),
			usedColumn(locale.ColumnUsed), dueColumn(locale.ColumnActivateBy, model.ByDue, due), statusColumn(),
		},
		detail: func(s *Session, d model.Dossier) []section {
			b := d.Record.(model.Benefit)
			sections := usedDetail(locale.ColumnUsed)(s, d)
			sections[0].facts = append(sections[0].facts,
				fact{locale.LabelAccessID, cleanText(b.AccessID), theme.Plain},
				fact{locale.LabelContractID, cleanText(b.ContractID), theme.Plain})
			return sections
		},
	}
}

func marketSpec() *spec {
	return &spec{
		workspace: model.GoToMarket,
		list:      model.ListOf(model.GoToMarket),
		order:     model.ByExpires,
		columns: []column{
			nameColumn(locale.ColumnOffer), sourceColumn(locale.ColumnSource),
			dueColumn(locale.ColumnExpires, model.ByExpires, expires), statusColumn(),
		},
		detail: func(s *Session, d model.Dossier) []section {
			return []section{{facts: s.benefitFacts(d.Record.(model.Benefit), d)}, s.historySection(d)}
		},
	}
}

// usedDetail is the detail of benefits that are used up piece by piece.
func usedDetail(label locale.Message) func(*Session, model.Dossier) []section {
	return func(s *Session, d model.Dossier) []section {
		b := d.Record.(model.Benefit)
		facts := s.benefitFacts(b, d)
		if b.UsedOn.IsZero() {
			facts = append(facts, fact{label, s.Words.Text(locale.NotKnown), theme.Muted})
		} else {
			facts = append(facts, fact{label, s.Words.Text(locale.AssignedAsOf, b.Used, s.Words.Quantity(b.Quantity), b.UsedOn), theme.Plain})
		}
		return []section{{facts: facts}, s.historySection(d)}
	}
}
