package tui

import (
	"context"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/redemption"
)

// longPlanning is how long a search takes until its progress is told.
const longPlanning = 150 * time.Millisecond

type plansMade struct {
	ticket ticket
	plans  redemption.Plans
	err    error
}

type keysFound struct {
	ticket ticket
	keys   []int64
	plan   redemption.Plan
	found  bool
	alone  []oneKey // when one key is enough
	err    error
}

// oneKey is when an action with one key reaches the goals.
type oneKey struct {
	licenses    int64
	action      redemption.Action
	first, last model.Date
}

// searchProgress tells how far a long search is; more waits for what comes
// next.
type searchProgress struct {
	ticket   ticket
	progress progress
	more     tea.Cmd
}

// makePlans finds plans until the context ends, which answers nothing.
func makePlans(ctx context.Context, t ticket, d redemption.Drawer) tea.Cmd {
	return inBackground(ctx, t, func(tell func(float64)) tea.Msg {
		plans, err := redemption.MakePlans(ctx, d, tell)
		return plansMade{t, plans, err}
	})
}

// findKeys finds the smallest set of keys of given sizes that reaches the
// goals, and until a day when one key is enough.
func findKeys(ctx context.Context, t ticket, d redemption.Drawer, sizes []int64, until model.Date) tea.Cmd {
	return inBackground(ctx, t, func(tell func(float64)) tea.Msg {
		answer := keysFound{ticket: t}
		answer.keys, answer.plan, answer.found, answer.err = redemption.KeysFor(ctx, d, sizes, tell)
		for i := 0; i < len(sizes) && answer.err == nil; i++ {
			answer.alone, answer.err = append(answer.alone, daysAlone(d, sizes[i], until)...), ctx.Err()
		}
		return answer
	})
}

func daysAlone(d redemption.Drawer, licenses int64, until model.Date) (alone []oneKey) {
	for _, action := range redemption.Actions() {
		request := redemption.Request{Action: action, On: d.On, Before: d.Before, Key: redemption.Key{Licenses: licenses, Months: d.Months}}
		if first, last, ok := redemption.DaysEnough(request, d.Want, until); ok {
			alone = append(alone, oneKey{licenses, action, first, last})
		}
	}
	return alone
}

// inBackground runs a search that tells its progress and ends with an answer.
func inBackground(ctx context.Context, t ticket, search func(tell func(done float64)) tea.Msg) tea.Cmd {
	return func() tea.Msg {
		answers := make(chan tea.Msg, 1)
		more := func() tea.Msg {
			select {
			case answer := <-answers:
				return answer
			case <-ctx.Done():
				return nil
			}
		}
		go func() {
			begun := time.Now()
			answer := search(func(done float64) {
				elapsed := time.Since(begun)
				if elapsed < longPlanning {
					return
				}
				select {
				case answers <- searchProgress{t, progress{done, elapsed}, more}:
				default: // the one before was not read yet
				}
			})
			select {
			case answers <- answer:
			case <-ctx.Done():
			}
		}()
		return more()
	}
}
