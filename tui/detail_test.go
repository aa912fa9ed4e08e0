package tui

import (
	"testing"

	"benefitdesk/model"
	"benefitdesk/tui/locale"
)

// TestTheDayOfAStatus: a computed end has the day it came on, what is recorded
// the day of the record.
func TestTheDayOfAStatus(t *testing.T) {
	recorded := today - 100
	for _, c := range []struct {
		status       model.Status
		due, expires model.Date
		want         string
	}{
		{model.Redeemed, today - 90, today - 10, "× Expired  2026-11-10"},
		{model.NotRedeemed, today - 5, today + 10, "× Lapsed  2026-11-15"},
		{model.Redeemed, today - 90, today + 10, "● Redeemed  " + recorded.String()},
		{model.Cancelled, today - 5, 0, "× Cancelled  " + recorded.String()},
		{model.Expired, today - 5, 0, "× Expired  " + recorded.String()},
	} {
		benefit := theBenefit(visio, func(b *model.Benefit) {
			b.Status, b.StatusOn, b.ActivateBy, b.Expires = c.status, recorded, c.due, c.expires
		})
		onDesk(t, newMemory(append(contoso(), benefit)...), 80, 50, func(d *driver) {
			d.goTo(visio)
			d.press("enter")
			d.see(c.want)
		})
	}
}

// theBenefit is a benefit of the tests' partner that is changed.
func theBenefit(id model.ID, change func(*model.Benefit)) model.Benefit {
	for _, record := range contoso() {
		if b, ok := record.(model.Benefit); ok && b.ID == id {
			change(&b)
			return b
		}
	}
	return model.Benefit{}
}

// TestWhatIsOverGivesNothing: nothing is said of redeeming today what can't be
// redeemed any more.
func TestWhatIsOverGivesNothing(t *testing.T) {
	for status, shown := range map[model.Status]bool{model.NotRedeemed: true, model.Pending: true, model.Cancelled: false, model.Expired: false} {
		benefit := theBenefit(powerBI, func(b *model.Benefit) { b.Status, b.StatusOn = status, today })
		onDesk(t, newMemory(append(contoso(), benefit)...), 80, 50, func(d *driver) {
			d.goTo(powerBI)
			d.press("enter")
			look := d.dontSee
			if shown {
				look = d.see
			}
			look(locale.English.Text(locale.SectionRedeemingNow))
		})
	}
}
