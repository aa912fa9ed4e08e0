package desk

import (
	"cmp"
	"context"
	"errors"

	"benefitdesk/model"
)

// Reminders tells what needs attention from today until a day, that day
// included; of each kind at most limit, those nearest to today, or all when
// limit is 0. It reads every row that a rule may ask for.
func (d *Desk) Reminders(ctx context.Context, today, until model.Date, limit int) (model.Outlook, model.Revision, error) {
	for {
		revision, err := d.Revision(ctx)
		if err != nil {
			return model.Outlook{}, 0, err
		}
		outlook, err := d.outlook(ctx, model.NewAgenda(today, until, limit))
		if errors.Is(err, model.ErrChanged) && ctx.Err() == nil {
			continue // somebody wrote meanwhile
		}
		return outlook, revision, err
	}
}

func (d *Desk) outlook(ctx context.Context, agenda *model.Agenda) (model.Outlook, error) {
	for _, list := range model.AgendaLists() {
		for row, err := range d.rows(ctx, list) {
			if err != nil {
				return model.Outlook{}, err
			}
			agenda.Add(list, row)
		}
		if list == model.ListMemberships {
			for record, err := range d.Records(ctx, model.KindMembership) {
				if err != nil {
					return model.Outlook{}, err
				}
				m := record.(model.Membership)
				agenda.Begins(m.ID, m.Starts)
			}
		}
	}
	outlook := agenda.Outlook()
	names, known := d.name(ctx), map[model.ID]string{0: ""}
	for i := range outlook.Reminders {
		r := &outlook.Reminders[i]
		if r.Name != "" && r.List != model.ListSubscriptions { // whose names portals cut short
			continue
		}
		if _, ok := known[r.Product]; !ok {
			known[r.Product] = names(r.Product)
		}
		r.Name = cmp.Or(known[r.Product], r.Name)
	}
	return outlook, nil
}
