package model_test

import (
	"testing"

	"benefitdesk/model"
	"benefitdesk/model/modeltest"
)

func TestGiveUp(t *testing.T) {
	for status, allowed := range map[model.Status]bool{
		0: true, model.NotRedeemed: true, model.Pending: true,
		model.Reserved: false, model.Assigned: false, model.Redeemed: false, model.Cancelled: false, model.Expired: false,
	} {
		b := model.Benefit{ID: 4, Workspace: model.Cloud, Name: "Visio Plan 2", Status: status, StatusOn: today - 9, ActivateBy: today + 9}
		w := want{code: model.CodeNotOpen}
		if allowed {
			after := b
			after.Status, after.StatusOn = model.Cancelled, today
			w = want{
				receipt: model.Receipt{Verb: model.VerbGiveUp, Object: b.Ref(), Label: b.Name},
				changes: []model.Change{model.Changed(b, after)},
			}
		}
		decide(t, model.GiveUp{Benefit: 4}, modeltest.New(b, model.ProductKey{ID: 5, Benefit: 4, Status: model.NotRedeemed}), w)
	}
	b := model.Benefit{ID: 4, Workspace: model.Cloud, Name: "Visio Plan 2", Status: model.NotRedeemed}
	for _, status := range []model.Status{model.Reserved, model.Redeemed} {
		decide(t, model.GiveUp{Benefit: 4}, modeltest.New(b, model.ProductKey{ID: 5, Benefit: 4, Status: status}), want{code: model.CodeNotOpen})
	}
	decide(t, model.GiveUp{Benefit: 5}, modeltest.New(b), want{err: model.ErrNotFound})
	broken := modeltest.New(b)
	broken.Broken = modeltest.ErrBroken
	decide(t, model.GiveUp{Benefit: 4}, broken, want{err: modeltest.ErrBroken})
	if final := model.RuleOf(model.VerbGiveUp, model.KindBenefit).Final; final != "" {
		t.Errorf("it can't be undone: %s", final)
	}
}
