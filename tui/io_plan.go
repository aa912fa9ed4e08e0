package tui

import (
	"context"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/redemption"
)

// longPlanning is how long a search takes until its progress is told.
const longPlanning = 150 * time.Millisecond

type plansMade struct {
	ticket ticket
	plans  redemption.Plans
	err    error
}

// planProgress tells how far a long search is; more waits for what comes next.
type planProgress struct {
	ticket ticket
	done   float64
	more   tea.Cmd
}

// makePlans finds plans until the context ends, which answers nothing.
func makePlans(ctx context.Context, t ticket, d redemption.Drawer) tea.Cmd {
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
			plans, err := redemption.MakePlans(ctx, d, func(done float64) {
				if time.Since(begun) < longPlanning {
					return
				}
				select {
				case answers <- planProgress{t, done, more}:
				default: // the one before was not read yet
				}
			})
			select {
			case answers <- plansMade{t, plans, err}:
			case <-ctx.Done():
			}
		}()
		return more()
	}
}

type keysFound struct {
	ticket ticket
	keys   []int64
	plan   redemption.Plan
	found  bool
	err    error
}

// findKeys finds the smallest set of keys of given sizes that reaches the
// goals.
func findKeys(ctx context.Context, t ticket, d redemption.Drawer, sizes []int64) tea.Cmd {
	return func() tea.Msg {
		keys, plan, found, err := redemption.KeysFor(ctx, d, sizes)
		return keysFound{t, keys, plan, found, err}
	}
}
