// Package tui is the full-screen interface: one App with a stack of screens,
// a grid screen for every workspace, and wizards over commands. It reaches
// facts through Desk only and never imports the store.
package tui

import (
	"context"
	"io"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/theme"
	"benefitdesk/tui/words"
)

// Desk is what the screens need of a store.
type Desk interface {
	model.Ledger
	Documents
	Overview(ctx context.Context, today model.Date) (model.Overview, error)
	Page(ctx context.Context, query model.PageQuery) (model.Page, error)
	Table(ctx context.Context, list model.List, today model.Date) (model.Table, model.Revision, error)
	Reminders(ctx context.Context, today, until model.Date, limit int) (model.Outlook, model.Revision, error)
	Dossier(ctx context.Context, ref model.Ref, history int) (model.Dossier, error)
	// Drawer gives the keys that may be redeemed beside the key of a benefit, or
	// on a subscription.
	Drawer(ctx context.Context, of model.Ref) ([]model.DrawerKey, error)
	Revision(ctx context.Context) (model.Revision, error)
	// Refund tells whether a membership would be refunded on a day.
	Refund(ctx context.Context, day model.Date, membership model.ID) (model.Refund, error)
	Activity(ctx context.Context, query model.ActivityQuery) (model.Activity, error)
	// Key reveals a product key; that it was revealed or copied is logged.
	Key(ctx context.Context, actor model.Actor, today model.Date, id model.ID, copied bool) (model.Key, error)
	// ReadImport tells what importing files would do; Import does it.
	ReadImport(ctx context.Context, today model.Date, source model.ImportSource) (model.ImportPlan, error)
	Import(ctx context.Context, actor model.Actor, today model.Date, plan model.ImportPlan) error
}

// Documents are bytes that are kept by kind and name: scenarios, saved views.
// They are no facts and stand in no log.
type Documents interface {
	Documents(ctx context.Context, kind string) (names []string, err error)
	Document(ctx context.Context, kind, name string) ([]byte, error)
	SaveDocument(ctx context.Context, kind, name string, data []byte) error
	DeleteDocument(ctx context.Context, kind, name string) error
}

// Host is the machine around the session.
type Host interface {
	// Copy puts text on the clipboard; sent tells that a remote terminal was
	// asked and nobody can know whether it did.
	Copy(text string) (sent bool, err error)
	// Clear empties the clipboard if it still holds the text.
	Clear(text string)
	// Browsers names the installed browsers that have a private window, the
	// preferred one first; none over SSH.
	Browsers() []string
	// Open shows a page in a private window of one of them. Pages that are not
	// the portals' are refused.
	Open(page, browser string) error
	// Exists tells whether there is a file at a path.
	Exists(path string) bool
	// WriteWhole writes a file so that nobody ever sees half of it, over one
	// that is there.
	WriteWhole(path string, write func(io.Writer) error) error
}

// Session is what all screens of one program share. Today changes at midnight.
type Session struct {
	Desk
	Host  Host
	Theme theme.Theme
	Words words.Words
	Actor model.Actor
	Today model.Date
	Store string // name of the store as the header shows it
	// OpenDemo opens the Contoso portfolio in a store that is thrown away at
	// the end, and gives its name.
	OpenDemo func(ctx context.Context, today model.Date) (Desk, string, error)
	Clock    func() model.Date // the day now
	Context  context.Context   //nolint:containedctx // it ends with the program, not with a call

	overview model.Overview
	tickets  ticket          // the last that was given out
	browser  string          // the one that was chosen; empty: the first
	turn     <-chan struct{} // closed once the host did what it was asked last; nil: nothing
}

// screen is one page of the interface. Its View fills the rectangle of the
// last Resize and changes nothing.
type screen interface {
	Init() tea.Cmd
	Update(tea.Msg) tea.Cmd
	Actions() []action
	Resize(kit.Size)
	View() string
}

// typist is a screen that may hold a focused field, which owns the printable
// keys.
type typist interface {
	Owns(tea.KeyMsg) bool
}

// guarded is a screen that asks before it is left.
type guarded interface {
	// Unsaved tells whether leaving would throw typed text away.
	Unsaved() bool
}

// withdrawn is a guarded screen that others followed already, and that takes
// that back when it is left all the same.
type withdrawn interface {
	Withdraw() tea.Cmd
}

// parting is a guarded screen that knows what is left when it is left.
type parting interface {
	// Parting is asked instead of the usual question; empty: nothing special.
	Parting() string
}
