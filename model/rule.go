package model

import (
	"iter"
	"slices"
	"strings"
)

// Rule is what holds for everything that is logged under a verb.
type Rule struct {
	Rights []Right // one of them is needed
	// Final says why our record of it can't be undone; "": it can be.
	Final Code
}

// Reasons why something can't be undone.
const (
	FinalCorrected Code = "final_corrected" // a redemption is corrected with a reason, not undone
	FinalSeen      Code = "final_seen"      // what was seen or copied stays so
	FinalWritten   Code = "final_written"   // a file was written or read
)

// RuleOf gives the rule of a verb on a kind of record (the roles are those of
// the table in the portals' documentation). Our own notes of facts are open to
// everybody who may view benefits.
func RuleOf(verb Verb, kind Kind) Rule {
	switch verb {
	case VerbRedeem, VerbCorrect:
		return Rule{Rights: []Right{ActivateBenefits, RedeemKeys}, Final: FinalCorrected}
	case VerbReserve, VerbRelease: // who may redeem may do so another day
		return Rule{Rights: []Right{ActivateBenefits, RedeemKeys}}
	case VerbReplace, VerbGiveUp, VerbCancel:
		return Rule{Rights: []Right{ActivateBenefits}}
	case VerbReveal, VerbCopy:
		return Rule{Rights: []Right{ActivateBenefits}, Final: FinalSeen}
	case VerbImport, VerbExport:
		return Rule{Rights: []Right{ViewBenefits}, Final: FinalWritten}
	case VerbAdd, VerbEdit, VerbRetire, VerbRestore, VerbIdentify, VerbUndo:
		if kind == KindUser && verb != VerbIdentify {
			return Rule{Rights: []Right{AddUsers}}
		}
		return Rule{Rights: []Right{ViewBenefits}}
	}
	return Rule{}
}

// Rules are what an import takes: the rule of its verb and, where it changes
// people with a role or an account, theirs. Otherwise a file could give roles
// that nobody may give by hand.
func (p ImportPlan) Rules(verb Verb) []Rule {
	rules := []Rule{RuleOf(verb, 0)}
	if slices.ContainsFunc(p.Changes, func(c Change) bool { return isPerson(c.Before) || isPerson(c.After) }) {
		rules = append(rules, RuleOf(VerbEdit, KindUser))
	}
	return rules
}

// isPerson tells whether a record is one of those that People gives.
func isPerson(record Record) bool {
	user, ok := record.(User)
	return ok && user.Groups() != nil
}

// CodeRoleMissing refuses what the person's roles do not allow; its arguments
// are the Rights of which one would, and who has one of them: names with commas
// between, "" for nobody.
const CodeRoleMissing Code = "role_missing"

// Permit refuses what the roles of the actor do not allow. Somebody to whom the
// accounts give no role may do everything: roles guard against mistakes, not
// against the owner of the file (rulings). It also refuses a name that no record
// could have, for the log keeps it.
func Permit(people []User, actor Actor, rule Rule, tenant ID) error {
	if err := actor.Valid(); err != nil {
		return err
	}
	me, known := Me(people, actor)
	if !known || len(me.Roles) == 0 || mayAny(me, rule, tenant) {
		return nil
	}
	var who []string
	for _, person := range people {
		if mayAny(person, rule, tenant) {
			who = append(who, person.Label())
		}
	}
	return Refuse(CodeRoleMissing, rule.Rights, strings.Join(who, ", "))
}

// CodeNoPerson refuses to act as somebody whom the accounts do not name, while
// they give others a role; its argument is the name.
const CodeNoPerson Code = "no_person"

// CodeSeveralPersons refuses a name that several people have; its arguments are
// the name and what tells them apart, with commas between.
const CodeSeveralPersons Code = "several_persons"

// ActAs gives the actor whom a name of the accounts stands for: an account of
// the system, an e-mail address, a name that nobody else has, or a reference
// like "user 12". Where the accounts give nobody a role, any name will do. The
// users are all of them, for somebody without a role may do everything, too.
func ActAs(people []User, users iter.Seq2[Record, error], name string) (Actor, error) {
	actor := Actor{Name: name}
	if err := actor.Valid(); err != nil {
		return Actor{}, err
	}
	found := called(people, name)
	restricted := slices.ContainsFunc(people, func(u User) bool { return len(u.Roles) > 0 })
	if restricted && (len(found) == 0 || Fold(found[0].Name) == Fold(name)) { // others may have the name
		var all []User
		for user, err := range users {
			if err != nil {
				return Actor{}, err
			}
			all = append(all, called([]User{user.(User)}, name)...)
		}
		found = called(all, name)
	}
	switch {
	case len(found) > 1:
		return Actor{}, Refuse(CodeSeveralPersons, name, strings.Join(apart(found), ", "))
	case len(found) == 1:
		actor.Person = found[0].ID
	case restricted:
		return Actor{}, Refuse(CodeNoPerson, name)
	}
	return actor, nil
}

// apart are texts that tell people of one name apart, each good for ActAs.
func apart(people []User) (texts []string) {
	for _, u := range people {
		texts = append(texts, firstOf(u.Email, u.Account, u.Ref().String()))
	}
	return texts
}

// called are the people whom a name stands for: those whose account of the
// system it is, else whose e-mail address, else whose name.
func called(people []User, name string) (found []User) {
	folded := Fold(name)
	if folded == "" {
		return nil
	}
	for _, text := range []func(User) string{
		func(u User) string { return u.Account },
		func(u User) string { return u.Email },
		func(u User) string { return u.Ref().String() },
		func(u User) string { return u.Name },
	} {
		for _, u := range people {
			if Fold(text(u)) == folded {
				found = append(found, u)
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

func mayAny(u User, rule Rule, tenant ID) bool {
	return slices.ContainsFunc(rule.Rights, func(r Right) bool { return u.May(r, tenant) })
}

// Me finds the person who an actor is among those whom the accounts name: the
// one whose account of the system the name is, else of those whose e-mail
// address or name it is the one that ActAs found.
func Me(people []User, actor Actor) (me User, known bool) {
	for _, u := range called(people, actor.Name) {
		if actor.Person == 0 || u.ID == actor.Person || Fold(u.Account) == Fold(actor.Name) {
			return u, true
		}
	}
	return User{}, false
}

// People gives the persons with a role or an account, by ascending id: those
// for whom roles are checked. Others are only known to hold something.
func People(facts Facts) ([]User, error) {
	found, err := facts.Lookup(KindUser, groupPeople)
	people := make([]User, len(found))
	for i, record := range found {
		people[i] = record.(User)
	}
	return people, err
}
