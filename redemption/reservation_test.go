package redemption_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"benefitdesk/model"
	"benefitdesk/model/modeltest"
	"benefitdesk/redemption"
)

// heldToRenew is a drawer whose first key is held to renew the subscription on
// 2027-04-01, the day after its end.
func heldToRenew(t *testing.T, alterations ...model.Record) *modeltest.Facts {
	t.Helper()
	f := drawer(alterations...)
	apply(t, f, redeem(func(c *redemption.Redeem) { c.Action = renew }), today)
	return f
}

func ofSecond(action redemption.Action) redemption.Redeem {
	return redeem(func(c *redemption.Redeem) { c.Benefit, c.Action = secondBenefit, action })
}

// TestWhatMovesAReservationSaysSo: an extension by 1.8 months, by a key of 15 on
// 100 licenses, moves the end and with it the day of the renewal that waits for it.
func TestWhatMovesAReservationSaysSo(t *testing.T) {
	for _, c := range []struct {
		what   string
		last   string // of the key that is held
		redeem redemption.Redeem
		want   []model.Notice
	}{
		{"an extension", "2027-12-31", ofSecond(extend), []model.Notice{{Code: redemption.MovesReservation, Args: []any{"Power BI Pro", date("2027-04-01"), date("2027-05-26")}}}},
		{"past the key's last day", "2027-05-25", ofSecond(extend), []model.Notice{{Code: redemption.ReservationTooLate, Args: []any{"Power BI Pro", date("2027-05-26"), date("2027-05-25")}}}},
		{"on it", "2027-05-26", ofSecond(extend), []model.Notice{{Code: redemption.MovesReservation, Args: []any{"Power BI Pro", date("2027-04-01"), date("2027-05-26")}}}},
		{"as the portal showed it", "2027-12-31", redeem(func(c *redemption.Redeem) { c.Benefit, c.PortalEnds = secondBenefit, date("2027-05-01") }),
			[]model.Notice{{Code: redemption.MovesReservation, Args: []any{"Power BI Pro", date("2027-04-01"), date("2027-05-02")}}}},
		{"a second renewal", "2027-12-31", ofSecond(renew), []model.Notice{{Code: redemption.ReservedAlready, Args: []any{"Power BI Pro", date("2027-04-01")}}}},
		{"an extension that is only held", "2027-12-31", redeem(func(c *redemption.Redeem) { c.Benefit, c.Reserve = secondBenefit, true }), nil},
		{"another subscription", "2027-12-31", redeem(func(c *redemption.Redeem) { c.Benefit, c.Action, c.Subscription = secondBenefit, activate, 0 }), nil},
	} {
		f := heldToRenew(t, keyWith(func(k *model.ProductKey) { k.ActivateBy = date(c.last) }))
		warnings := mustDecide(t, c.redeem, f).summary.Outcome.Warnings
		of := slices.DeleteFunc(warnings, func(n model.Notice) bool {
			return !slices.Contains([]model.Code{redemption.MovesReservation, redemption.ReservationTooLate, redemption.ReservedAlready}, n.Code)
		})
		if diff := cmp.Diff(c.want, of[:len(of):len(of)]); diff != "" && len(c.want)+len(of) > 0 {
			t.Errorf("%s (-want +got):\n%s", c.what, diff)
		}
	}
}

// TestAReservationFollowsItsSubscription, whatever moves that: a redemption, its
// correction, or an import.
func TestAReservationFollowsItsSubscription(t *testing.T) {
	f := heldToRenew(t)
	reserved := keyIn(f).Redemption
	day := func() model.Date {
		dossier, err := model.DossierOf(f, model.Ref{Kind: model.KindBenefit, ID: benefit})
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(dossier.Redemptions, func(r model.Redemption) bool { return r.ID == reserved })
		return dossier.Redemptions[i].Effective
	}
	want := func(what, wanted string) {
		t.Helper()
		if got := day(); got != date(wanted) {
			t.Errorf("%s: %v, want %s", what, got, wanted)
		}
	}
	want("reserved", "2027-04-01")
	apply(t, f, ofSecond(extend), today)
	want("extended", "2027-05-26")
	apply(t, f, redemption.Correct{Redemption: subscriptionIn(f).Redemption, PortalEnds: date("2027-05-20"), Reason: "misread"}, today)
	want("corrected", "2027-05-21")
	s := subscriptionIn(f)
	s.Ends = date("2026-01-31")
	f.Records[s.Ref()] = s
	want("ended before", today)
}
