package tui

import (
	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// whyNotMay says which role it takes to do something, and who has it; empty:
// the person may. The store decides by the same rule.
func (s *Session) whyNotMay(verb model.Verb, kind model.Kind) string {
	return s.whyNotIn(0, model.RuleOf(verb, kind))
}

func (s *Session) whyNotIn(tenant model.ID, rule model.Rule) string {
	if err := model.Permit(s.overview.People, s.Actor, rule, tenant); err != nil {
		return s.Words.Error(err)
	}
	return ""
}

// whyNotInAnyTenant is whyNotMay where the tenant is only chosen later.
func (s *Session) whyNotInAnyTenant(verb model.Verb, kind model.Kind) string {
	why := s.whyNotMay(verb, kind)
	me, _ := model.Me(s.overview.People, s.Actor)
	for _, grant := range me.Roles {
		if why != "" && s.whyNotIn(grant.Tenant, model.RuleOf(verb, kind)) == "" {
			return ""
		}
	}
	return why
}

// whoIam is the person at the screens and what that person may do, for the
// header.
func (s *Session) whoIam() (who, may string) {
	me, known := model.Me(s.overview.People, s.Actor)
	switch {
	case !known:
		return cleanText(s.Actor.Name), s.Words.Text(locale.Unrestricted)
	case len(me.Roles) == 0:
		return cleanText(me.Label()), s.Words.Text(locale.Unrestricted)
	case !me.Retired.IsZero():
		return cleanText(me.Label()), s.Words.Text(locale.RetiredShort)
	}
	return cleanText(me.Label()), s.rolesInShort(me)
}

// rolesInShort names the roles of a person, without their tenants.
func (s *Session) rolesInShort(u model.User) string {
	var names []string
	for _, role := range model.Roles() {
		for _, grant := range u.Roles {
			if grant.Role == role {
				names = append(names, s.Words.Role(role))
				break
			}
		}
	}
	return s.Words.Listed(names...)
}

// people names those who have a right, for the whole account or in some
// tenant.
func (s *Session) people(may func(model.User) bool) string {
	var names []string
	for _, person := range s.overview.People {
		if person.Retired.IsZero() && may(person) {
			names = append(names, cleanText(person.Label()))
		}
	}
	if len(names) == 0 {
		return s.Words.Text(locale.NobodyNamed)
	}
	return s.Words.Listed(names...)
}

func has(role model.Role) func(model.User) bool {
	return func(u model.User) bool {
		for _, grant := range u.Roles {
			if grant.Role == role {
				return true
			}
		}
		return false
	}
}

// hasRight tells whether a person has a right anywhere.
func hasRight(right model.Right) func(model.User) bool {
	return func(u model.User) bool {
		for _, grant := range u.Roles {
			if u.May(right, grant.Tenant) {
				return true
			}
		}
		return false
	}
}

// showRights opens the table of who may do what.
func (a *App) showRights() tea.Cmd {
	a.dialog = &dialog{title: a.Words.Text(locale.RightsTitle), text: a.rightsLines}
	return nil
}

func (s *Session) rightsLines(w int) []string {
	var lines []string
	for _, right := range model.Rights() {
		for _, line := range kit.Wrap(s.Words.Right(right), w) {
			lines = append(lines, s.Theme.Paint(theme.Accent, line))
		}
		for _, text := range []string{s.Words.RolesOf(right), s.Words.Text(locale.RightWho, s.people(hasRight(right)))} {
			for _, line := range kit.Wrap(text, w-2) {
				lines = append(lines, "  "+line)
			}
		}
	}
	for _, note := range []locale.Message{locale.RightsAssignNote, locale.RightsLogNote, locale.RightsTenantNote, locale.RightsGuardNote} {
		lines = append(lines, "")
		for _, line := range kit.Wrap(s.Words.Text(note), w) {
			lines = append(lines, s.Theme.Paint(theme.Muted, line))
		}
	}
	return lines
}
