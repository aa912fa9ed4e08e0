package tui

import (
	"crypto/rand"
	"strconv"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// form is a wizard that carries one command out, most often of one page that
// saves one record.
type form struct {
	*wizard
	command func() model.Command
	ticket  ticket
	saving  bool
	said    string // once it is done
	request model.RequestID
}

// newForm makes a form of its steps.
func newForm(a *App, title string, steps []step, command func() model.Command) *form {
	f := &form{wizard: &wizard{App: a, title: title}, command: command, said: a.Words.Text(locale.Saved)}
	rand.Read(f.request[:]) // never fails
	f.flow.steps = steps
	f.changed = func() tea.Cmd { return nil }
	f.commit = f.save
	return f
}

// Waits holds keys back while the record is being saved.
func (f *form) Waits(tea.KeyMsg) bool { return f.saving }

// save tries the command, and carries it out once it is known to be allowed.
func (f *form) save() tea.Cmd {
	if f.flow.step().name == locale.ActionEdit && !f.dirty {
		return tea.Batch(f.Pop(), f.Toast(theme.Muted, f.Words.Text(locale.NothingChanged)))
	}
	f.ticket = f.newTicket()
	f.saving = true
	return f.try(f.ticket, f.command())
}

// Update takes up answers and typed text.
func (f *form) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return f.wizard.key(msg)
	case attemptsMade:
		if !f.saving || msg.ticket != f.ticket {
			return nil
		}
		tried := msg.attempts[0]
		if tried.err != nil {
			f.saving = false
			return f.Fail(tried.err)
		}
		return f.do(f.ticket, f.command(), tried.receipt, f.request)
	case commandDone:
		if !f.saving || msg.ticket != f.ticket {
			return nil
		}
		f.saving = false
		if msg.err != nil {
			return f.Fail(msg.err)
		}
		f.dirty = false
		return tea.Batch(f.saved(), f.Toast(theme.Good, f.said))
	}
	return nil
}

// saved goes back to the list; a new record is selected there.
func (f *form) saved() tea.Cmd {
	back := f.Pop()
	if list, ok := f.top().(*workspace); ok && f.flow.step().name == locale.ActionNew {
		list.awaitNew()
	}
	return back
}

// onePage is the steps of a form with one page; name is what it does, as the
// rail shows it.
func onePage(name locale.Message, fields []input) []step {
	return []step{{name: name, fields: fields}}
}

// editOrNew names what the form of a record does.
func editOrNew(id model.ID) locale.Message {
	if id == 0 {
		return locale.ActionNew
	}
	return locale.ActionEdit
}

// textInput edits a text of the draft.
func textInput(label locale.Message, example string, at *string) input {
	return input{
		label: label, example: example,
		get: func() string { return *at },
		set: func(text string) error {
			*at = text
			return nil
		},
	}
}

// needed refuses an input that is blank, or that holds a product key; name is
// what a person misses.
func needed(in input, name string) input {
	set := in.set
	in.set = func(text string) error {
		switch err := set(text); {
		case err != nil:
			return err
		case model.Fold(text) == "":
			return model.Refuse(model.CodeMissing, name)
		case model.HoldsKey(text):
			return model.Refuse(model.CodeKeyInText, model.Field(name))
		}
		return nil
	}
	return in
}

func dateInput(label locale.Message, at *model.Date) input {
	return input{
		label: label, example: "2027-06-30",
		get: func() string { return at.String() },
		set: func(text string) (err error) {
			*at, err = parseOptionalDay(text)
			return err
		},
	}
}

// subscriptionDraft is a subscription with its tenant as typed.
type subscriptionDraft struct {
	record model.Subscription
	tenant string
}

func newSubscriptionForm(a *App, s model.Subscription, known model.Dossier) *form {
	if s.Name == "" {
		s.Name = known.Product.Label()
	}
	d := &subscriptionDraft{record: s, tenant: known.Tenant.Label()}
	return newForm(a, a.Words.Text(locale.FormSubscription), onePage(editOrNew(s.ID), d.inputs()), func() model.Command {
		return redemption.SaveSubscription{Record: d.record, Tenant: d.tenant}
	})
}

func (d *subscriptionDraft) inputs() []input {
	return []input{
		needed(textInput(locale.ColumnProduct, "Dynamics 365 Sales", &d.record.Name), "name"),
		{label: locale.FieldTenant, example: "contoso.onmicrosoft.com",
			get: func() string { return d.tenant },
			set: func(text string) error {
				d.tenant = text
				if model.Fold(text) == "" {
					return nil
				}
				_, err := redemption.ParseTenant(text)
				return err
			}},
		{label: locale.ColumnLicenses, example: "25",
			get: func() string { return countText(d.record.Licenses) },
			set: func(text string) (err error) {
				d.record.Licenses, err = parseCount(text, redemption.LicensesOutOfRange, model.MaxCount)
				return err
			}},
		dateInput(locale.ColumnEndDate, &d.record.Ends),
	}
}

// keyDraft is a product key that is put into a benefit's drawer.
type keyDraft struct {
	text     string
	licenses int64
	months   int
}

func newKeyForm(a *App, b model.Benefit) *form {
	d := &keyDraft{licenses: max(1, b.Quantity.Amount), months: redemption.DefaultMonths}
	return newForm(a, a.Words.Text(locale.FormKey, cleanText(b.Name)), onePage(locale.ActionAddKey, d.inputs()), func() model.Command {
		key, _ := model.ParseKey(d.text) // its field has refused a malformed one
		return model.AddKey{Benefit: b.ID, Key: key, Licenses: d.licenses, Months: d.months}
	})
}

func (d *keyDraft) inputs() []input {
	return []input{
		{label: locale.FieldKey, secret: true,
			hint: func() string { return maskedKey(d.text) },
			get:  func() string { return d.text },
			set: func(text string) error {
				d.text = text
				_, err := model.ParseKey(text)
				return err
			}},
		{label: locale.FieldKeyLicenses,
			get: func() string { return strconv.FormatInt(d.licenses, 10) },
			set: func(text string) (err error) {
				d.licenses, err = parseCount(text, redemption.KeyLicensesOutOfRange, model.MaxCount)
				return err
			}},
		{label: locale.FieldKeyMonths,
			get: func() string { return strconv.Itoa(d.months) },
			set: func(text string) error {
				months, err := parseCount(text, redemption.KeyMonthsOutOfRange, model.MaxMonths)
				d.months = int(months)
				return err
			}},
	}
}

// maskedKey is a whole key masked, so that its last group can be compared.
func maskedKey(text string) string {
	key, err := model.ParseKey(text)
	if err != nil {
		return ""
	}
	return key.String()
}
