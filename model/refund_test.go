package model_test

import (
	"errors"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"benefitdesk/model"
	"benefitdesk/model/modeltest"
)

func TestRefundDays(t *testing.T) {
	bought := today - model.RefundDays
	for _, c := range []struct {
		m      model.Membership
		left   int
		last   model.Date
		stands bool
	}{
		{model.Membership{ID: 3, Bought: bought + 1}, 1, today + 1, true},
		{model.Membership{ID: 3, Bought: bought}, 0, today, true},
		{model.Membership{ID: 3, Bought: bought - 1}, -1, today - 1, false},
		{model.Membership{ID: 3, Bought: today}, 30, today + 30, true},
		{model.Membership{ID: 3, Bought: today + 1}, 30, today + 31, true},
		{model.Membership{ID: 3}, 0, 0, false},
		{model.Membership{ID: 3, Bought: today, Cancelled: today}, 0, 0, false},
	} {
		refund, err := model.RefundOn(modeltest.New(c.m), c.m, today)
		if err != nil || refund.Stands() != c.stands || refund.DaysLeft != c.left || refund.Last != c.last {
			t.Errorf("%+v: %+v, %v", c.m, refund, err)
		}
	}
}

// TestWhatEndsTheRefundRight lists every cause with who and when, the earliest
// first; what belongs to other memberships ends nothing.
func TestWhatEndsTheRefundRight(t *testing.T) {
	pack := model.Membership{ID: 3, Name: "Microsoft Action Pack", Bought: today - 10}
	facts := modeltest.New(pack,
		model.Benefit{ID: 20, Membership: 3, Workspace: model.Cloud, Name: "Power BI Pro"},
		model.Benefit{ID: 21, Membership: 3, Workspace: model.Software, Name: "Windows Server", Used: 2, UsedOn: today - 4},
		model.Benefit{ID: 22, Membership: 3, Workspace: model.Software, Name: "SQL Server", Status: model.Redeemed, StatusOn: today - 6},
		model.Benefit{ID: 23, Membership: 3, Workspace: model.VisualStudio, Name: "a seat is no software", Status: model.Redeemed, Used: 1},
		model.Benefit{ID: 24, Membership: 2, Workspace: model.Software, Name: "of another membership", Used: 1},
		model.ProductKey{ID: 40, Benefit: 20, Tail: "AAAA1", RevealedOn: today - 5, RevealedBy: "ada"},
		model.ProductKey{ID: 41, Benefit: 20, Tail: "BBBB2", Status: model.Redeemed, Redemption: 60},
		model.ProductKey{ID: 42, Benefit: 20, Tail: "CCCC3", Status: model.Redeemed},
		model.ProductKey{ID: 43, Benefit: 20, Tail: "DDDD4", Status: model.NotRedeemed},
		model.ProductKey{ID: 44, Benefit: 24, Tail: "EEEE5", RevealedOn: today},
		model.Redemption{ID: 60, Benefit: 20, On: today - 7, By: "grace"},
	)
	refund, err := model.RefundOn(facts, pack, today)
	want := []model.RefundEnd{
		{Cause: model.RefundRedeemed, Benefit: "Power BI Pro", Key: model.MaskTail("BBBB2"), On: today - 7, By: "grace"},
		{Cause: model.RefundUsed, Benefit: "SQL Server", On: today - 6},
		{Cause: model.RefundRevealed, Benefit: "Power BI Pro", Key: model.MaskTail("AAAA1"), On: today - 5, By: "ada"},
		{Cause: model.RefundUsed, Benefit: "Windows Server", On: today - 4},
		{Cause: model.RefundRedeemed, Benefit: "Power BI Pro", Key: model.MaskTail("CCCC3")},
	}
	if diff := gocmp.Diff(want, refund.Ended); diff != "" || err != nil || refund.Stands() || !refund.Open() {
		t.Errorf("%v, %+v\n%s", err, refund, diff)
	}
}

// TestBenefitsThatNameNoMembership end the right of the one of their source
// whose term takes their last day in; of several side by side, that of each.
func TestBenefitsThatNameNoMembership(t *testing.T) {
	before := model.Membership{ID: 2, Name: "Microsoft Action Pack", Source: "MAPS - Core", Bought: today - 375, Ends: today - 11}
	now := model.Membership{ID: 3, Name: "Microsoft Action Pack", Source: "MAPS - Core", Bought: today - 10, Ends: today + 355}
	beside := model.Membership{ID: 4, Name: "Another", Source: "maps - core", Bought: today - 5, Ends: today + 360}
	cancelled := model.Membership{ID: 5, Name: "Twice", Source: "MAPS - Core", Bought: today - 9, Ends: today + 356, Cancelled: today - 8}
	seen := func(b model.Benefit) []model.Record {
		b.ID, b.Workspace, b.Name = 20, model.Cloud, "Power BI Pro"
		return []model.Record{b, model.ProductKey{ID: 40, Benefit: 20, Tail: "AAAA1", RevealedOn: today - 1}}
	}
	for _, c := range []struct {
		what    string
		benefit model.Benefit
		others  []model.Record
		ended   bool // the right of now
	}{
		{"of its source", model.Benefit{Source: " maps -  core", ActivateBy: today + 90}, []model.Record{before}, true},
		{"without a last day", model.Benefit{Source: "MAPS - Core"}, []model.Record{before}, true},
		{"of the one before", model.Benefit{Source: "MAPS - Core", ActivateBy: today - 30}, []model.Record{before}, false},
		{"of the one before, an offer", model.Benefit{Source: "MAPS - Core", Expires: today - 30}, []model.Record{before}, false},
		{"of two side by side", model.Benefit{Source: "MAPS - Core", ActivateBy: today + 90}, []model.Record{beside}, true},
		{"beside one that was cancelled", model.Benefit{Source: "MAPS - Core", ActivateBy: today + 90}, []model.Record{cancelled}, true},
		{"of another source", model.Benefit{Source: "Solutions Partner - Core", ActivateBy: today + 90}, nil, false},
		{"of no source", model.Benefit{ActivateBy: today + 90}, nil, false},
		{"that names another", model.Benefit{Membership: 4, Source: "MAPS - Core", ActivateBy: today + 90}, []model.Record{beside}, false},
	} {
		facts := modeltest.New(append(append(seen(c.benefit), now), c.others...)...)
		if refund, err := model.RefundOn(facts, now, today); err != nil || refund.Stands() == c.ended {
			t.Errorf("%s: %+v, %v", c.what, refund, err)
		}
	}
	facts := modeltest.New(before, now, beside)
	for last, want := range map[model.Date]model.ID{today - 30: 2, today + 90: 0} {
		m, err := model.MembershipOf(facts, model.Benefit{Source: "MAPS - Core", ActivateBy: last})
		if m.ID != want || err != nil {
			t.Errorf("until %v: %+v, %v", last, m, err)
		}
	}
}

// TestNothingIsReadOutsideTheWindow: a store that can't be read does not
// matter when the days are over.
func TestNothingIsReadOutsideTheWindow(t *testing.T) {
	broken := modeltest.New()
	broken.Broken = modeltest.ErrBroken
	if _, err := model.RefundOn(broken, model.Membership{ID: 3, Bought: today - 31}, today); err != nil {
		t.Error(err)
	}
	if _, err := model.RefundOn(broken, model.Membership{ID: 3, Bought: today - 30}, today); !errors.Is(err, modeltest.ErrBroken) {
		t.Error(err)
	}
}
