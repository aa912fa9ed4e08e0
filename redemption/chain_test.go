package redemption_test

import (
	"testing"

	"pgregory.net/rapid"

	"benefitdesk/model"
	"benefitdesk/redemption"
)

// TestTogetherAndOneByOneDiffer is the example of the rules: 5 licenses, keys
// of 15 and 15 are over three years together, and 36 months twice one by one.
func TestTogetherAndOneByOneDiffer(t *testing.T) {
	request := redemption.Request{On: date(today), Before: model.Term{Licenses: 5, Ends: date(later)}}
	stage := redemption.Stage{Action: extend, Key: redemption.Key{Licenses: 15, Months: 12}}
	outcomes, err := redemption.Chain(request, []redemption.Stage{stage, stage})
	if err != nil || len(outcomes) != 2 || outcomes[1].After.Ends != date("2033-03-31") {
		t.Errorf("%+v, %v", outcomes, err)
	}
	request.Action, request.Key = extend, redemption.Key{Licenses: 30, Months: 12}
	if _, err := redemption.Preview(request); model.CodeOf(err) != redemption.ExtensionOverThreeYears {
		t.Errorf("together: %v", err)
	}
}

func TestChainEndsWithWhatIsRefused(t *testing.T) {
	request := redemption.Request{On: date(today), Before: model.Term{Licenses: 5, Ends: date(later)}}
	key := redemption.Key{Licenses: 5, Months: 12}
	outcomes, err := redemption.Chain(request, []redemption.Stage{{extend, key}, {redemption.Activate, key}, {extend, key}})
	if len(outcomes) != 1 || model.CodeOf(err) != redemption.AlreadyActive {
		t.Errorf("%+v, %v", outcomes, err)
	}
}

// TestChainIsPreviewAfterPreview replays chains by hand.
func TestChainIsPreviewAfterPreview(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		request := redemption.Request{On: date(today), Before: model.Term{
			Licenses: rapid.Int64Range(1, 50).Draw(t, "licenses"),
			Ends:     date(today).AddDays(rapid.IntRange(-200, 1200).Draw(t, "days")),
		}}
		stages := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) redemption.Stage {
			return redemption.Stage{
				Action: rapid.SampledFrom(redemption.Actions()).Draw(t, "action"),
				Key:    redemption.Key{Licenses: rapid.Int64Range(1, 60).Draw(t, "key"), Months: rapid.IntRange(1, 36).Draw(t, "months")},
			}
		}), 0, 5).Draw(t, "stages")
		outcomes, err := redemption.Chain(request, stages)
		before, on := request.Before, request.On
		for i, stage := range stages {
			outcome, refused := redemption.Preview(redemption.Request{
				Action: stage.Action, On: on, Before: before, Key: stage.Key, Computed: i > 0,
			})
			if refused != nil {
				if len(outcomes) != i || model.CodeOf(err) != model.CodeOf(refused) {
					t.Fatalf("stage %d is refused, %d outcomes, %v", i, len(outcomes), err)
				}
				return
			}
			if i >= len(outcomes) || outcomes[i].After != outcome.After {
				t.Fatalf("stage %d: %+v", i, outcomes)
			}
			before, on = outcome.After, outcome.Effective
		}
		if err != nil || len(outcomes) != len(stages) {
			t.Fatalf("%d outcomes of %d, %v", len(outcomes), len(stages), err)
		}
	})
}
