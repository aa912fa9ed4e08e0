package tui

import (
	"cmp"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
)

// What can be done under Accounts.

func (w *workspace) membershipActions() []action {
	m, _ := w.record().(model.Membership)
	m.Name = cleanText(m.Name)
	whyNot := cmp.Or(w.nothingSelected(), w.whyNotMay(model.VerbCancel, model.KindMembership))
	if err := m.Cancellable(w.Today); whyNot == "" && err != nil {
		whyNot = w.Words.Error(err)
	}
	return append([]action{
		{keys: []string{"x"}, name: locale.ActionCancelMembership, whyNot: whyNot, perform: w.openCancel},
	}, w.accountActions()...)
}

func (w *workspace) tenantActions() []action {
	t, _ := w.record().(model.Tenant)
	return append([]action{w.retiring(t.Retired, "")}, w.accountActions()...)
}

func (w *workspace) userActions() []action {
	u, _ := w.record().(model.User)
	me, known := model.Me(w.overview.People, w.Actor)
	isMe := known && me.ID == u.ID && u.ID != 0
	itself := ""
	if isMe {
		itself = w.Words.Text(locale.WhyThisIsYou)
	}
	return append([]action{
		{keys: []string{"R"}, name: locale.ActionRoles, whyNot: cmp.Or(w.nothingSelected(), w.whyNotMay(model.VerbEdit, model.KindUser)),
			perform: func() tea.Cmd { return w.Push(newRolesForm(w.App, w.dossier)) }},
		w.identifying(u, isMe),
		w.retiring(u.Retired, itself),
	}, w.accountActions()...)
}

// accountActions are those of every list under Accounts.
func (w *workspace) accountActions() []action {
	return []action{
		{keys: []string{"t"}, name: locale.ActionOtherAccounts, perform: w.openBeside},
		{keys: []string{"E"}, name: locale.ActionEditPartner, quiet: true, whyNot: w.whyNotMay(model.VerbEdit, model.KindPartner),
			perform: func() tea.Cmd { return w.Push(w.formFor(w.overview.Partner, model.Dossier{})) }},
		{keys: []string{"d"}, name: locale.ActionRights, perform: w.showRights},
	}
}

// retiring retires the selected record, which it asks about, or restores it.
func (w *workspace) retiring(retired model.Date, whyNot string) action {
	name, verb, perform := locale.ActionRetire, model.VerbRetire, w.askRetire
	if !retired.IsZero() {
		name, verb, whyNot = locale.ActionRestore, model.VerbRestore, ""
		perform = func() tea.Cmd { return w.carry(model.Restore{Ref: w.ref()}) }
	}
	return action{
		keys: []string{"x"}, name: name, quiet: true,
		whyNot:  cmp.Or(w.nothingSelected(), w.whyNotMay(verb, w.spec.list.Kind()), whyNot),
		perform: perform,
	}
}

// askRetire asks whether the selected record is retired, and says which rights
// nobody would have any more.
func (w *workspace) askRetire() tea.Cmd {
	ref := w.ref()
	lines := []string{w.Words.Text(locale.RetireQuestion, cleanText(w.dossier.Title()))}
	switch r := w.record().(type) {
	case model.User:
		lines = append(lines, w.rightsLost(r)...)
	case model.Tenant:
		if n := len(w.dossier.Subscriptions); n > 0 {
			lines = append(lines, w.Words.Text(locale.RetireTenant, n))
		}
	}
	w.App.ask(locale.RetireTitle, lines, func() tea.Cmd { return w.carry(model.Retire{Ref: ref}) })
	return nil
}

// rightsLost says what nobody may any more once a person leaves.
func (s *Session) rightsLost(leaves model.User) []string {
	rights := model.OnlyOf(s.overview.People, leaves)
	if len(rights) == 0 {
		return nil
	}
	var names []string
	for _, right := range rights {
		names = append(names, s.Words.Right(right))
	}
	lines := []string{s.Words.Text(locale.RetireRights, strings.Join(names, " · "))}
	if slices.Contains(rights, model.AddUsers) {
		lines = append(lines, s.Words.Text(locale.RetireRoles))
	}
	return lines
}

// identifying says that the selected person is at the screens, or no longer is.
func (w *workspace) identifying(u model.User, isMe bool) action {
	name, command := locale.ThisIsMe, model.Identify{User: u.ID, Account: w.Actor.Name}
	whyNot := cmp.Or(w.nothingSelected(), w.whyNotMay(model.VerbIdentify, model.KindUser))
	switch {
	case whyNot == "" && isMe && u.Account == "":
		whyNot = w.Words.Text(locale.WhyKnownByName)
	case isMe:
		name, command.User = locale.ThisIsNotMe, 0
	case whyNot == "" && !u.Retired.IsZero():
		whyNot = w.Words.Text(locale.RefusedRetired, cleanText(u.Label()), u.Retired)
	}
	return action{keys: []string{"m"}, name: name, whyNot: whyNot, perform: func() tea.Cmd { return w.carry(command) }}
}

// carry carries a command out that has nothing to ask.
func (w *workspace) carry(command model.Command) tea.Cmd {
	w.doing = w.newTicket()
	return w.carryOut(w.doing, command)
}

// The forms.

func newAccountForm(a *App, title locale.Message, fields []input, record func() model.Record) *form {
	return newForm(a, a.Words.Text(title), onePage(editOrNew(record().Ref().ID), fields),
		func() model.Command { return model.SaveAccount{Record: record()} })
}

func partnerFields(p *model.Partner) []input {
	return []input{
		needed(textInput(locale.LabelPartner, "Contoso", &p.Name), "name"),
		textInput(locale.LabelPartnerID, "0000001", &p.PartnerID),
	}
}

func membershipFields(m *model.Membership) []input {
	return []input{
		needed(textInput(locale.LabelMembership, "Solutions Partner for Modern Work", &m.Name), "name"),
		textInput(locale.ColumnSource, "Solutions Partner - Core", &m.Source),
		dateInput(locale.LabelBought, &m.Bought),
		dateInput(locale.LabelStarts, &m.Starts),
		dateInput(locale.ColumnEnds, &m.Ends),
	}
}

func tenantFields(t *model.Tenant) []input {
	domain := textInput(locale.LabelDomain, "contoso.onmicrosoft.com", &t.Domain)
	id := textInput(locale.LabelTenantID, "00000000-0000-0000-0000-000000000000", &t.TenantID)
	domain.set = func(text string) error {
		return setTenantPart(&t.Domain, text, func(p model.Tenant) string { return p.Domain })
	}
	id.set = func(text string) error {
		return setTenantPart(&t.TenantID, text, func(p model.Tenant) string { return p.TenantID })
	}
	return []input{domain, id, textInput(locale.LabelTenantName, "Contoso", &t.Name)}
}

// setTenantPart takes the domain or the id of a tenant; the other is refused.
func setTenantPart(to *string, text string, part func(model.Tenant) string) error {
	*to = text
	if model.Fold(text) == "" {
		*to = ""
		return nil
	}
	typed, err := redemption.ParseTenant(text)
	if err == nil && part(typed) == "" {
		err = model.Refuse(redemption.TenantMalformed, echo(text))
	}
	if err == nil {
		*to = part(typed)
	}
	return err
}

func userFields(u *model.User) []input {
	return []input{
		textInput(locale.FieldUserName, "Adele Vance", &u.Name),
		textInput(locale.LabelEmail, "adele.vance@contoso.com", &u.Email),
		textInput(locale.LabelAccount, "", &u.Account),
	}
}
