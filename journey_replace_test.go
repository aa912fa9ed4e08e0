package main

import "testing"

// TestReplacementRefused: a key that is none or known, and a day before the
// redemption or to come, are told beside their fields; nothing is recorded.
func TestReplacementRefused(t *testing.T) {
	t.Parallel()
	p := extended(t)
	before := p.kept()
	x := p.open(usual)
	x.replacing()
	x.write("ZXCVB-NMASD")
	x.waitFor("! this is not a 25-character product key: 10 characters, 25 needed")
	x.press("enter")
	x.waitFor("step 2 of 2", "10 characters, 25 needed")
	x.retype(firstKey)
	x.waitFor("! the key " + masked + " already belongs to Visio Plan 2")
	x.press("enter", "enter")
	x.waitFor("step 2 of 2", "already belongs to Visio Plan 2")
	x.press("tab")
	x.retype(otherKey)
	x.waitFor("•••••-7777F")
	x.press("enter")
	for _, c := range []struct{ day, why string }{
		{"2026-11-19", "a replacement can't be requested before the redemption on " + testDay},
		{"2026-11-21", "2026-11-21 is after today, " + testDay + "; record the replacement once Microsoft has given the key"},
		{"2026-11-31", "2026-11-31 is not a date"},
	} {
		x.retype(c.day)
		x.beside(c.day, c.why)
		x.press("enter")
		x.waitFor("step 2 of 2", c.why)
	}
	x.quitAnyway()
	p.unchanged(before)
	p.didLast("redeem Visio Plan 2")
}

// TestOneOfThreeKeysIsReplaced: the wizard asks which, what takes its place must
// be another key, and the benefit of the replaced one alone is free again.
func TestOneOfThreeKeysIsReplaced(t *testing.T) {
	t.Parallel()
	p := newPerson(t)
	p.must("import", p.fixture("drawer.json"))
	p.must("redeem", "7", "--with", "8,9", "--subscription", "Power BI Pro", "--tenant", tenant, "--action", "add", "--confirm-end", "2027-10-28")
	x := p.open(usual)
	x.choose("power maps", "Power BI Pro")
	x.press("R")
	x.waitFor("step 1 of 3", "▸ •••••-EEEE5  15 licenses", "of this benefit", "•••••-4444D  15 licenses", "of another benefit")
	x.press("down", "enter")
	x.waitFor("step 2 of 3", "7777F was redeemed")
	x.press("enter")
	x.write(otherKey)
	x.waitFor("! the key •••••-•••••-•••••-•••••-7777F already belongs to Power BI Pro")
	x.press("enter", "enter")
	x.waitFor("step 3 of 3", "already belongs to Power BI Pro")
	p.expect("Power BI Pro", "Solutions", "redeemed", "2027-10-28")
	x.press("tab")
	x.retype("JJJJ1-KKKK2-LLLL3-MMMM4-NNNN5")
	x.waitFor("•••••-NNNN5")
	x.press("enter", "enter")
	x.waitFor("[All 3")
	x.press("R", "down")
	x.waitFor("NNNN5 replaced the key already")
	x.quit()
	p.expect("Power BI Pro", "MAPS", "redeemed", "2027-10-28")
	p.expect("Power BI Pro", "Solutions", "not-redeemed", "2027-10-28")
	p.expect("Power BI Pro", "Legacy", "redeemed", "2027-10-28")
}

// TestNothingToReplaceOrRelease: the actions on what is past are greyed where
// nothing was redeemed or held, and say so.
func TestNothingToReplaceOrRelease(t *testing.T) {
	t.Parallel()
	p := contoso(t)
	before := p.kept()
	x := p.open(usual)
	x.choose("visio", "Visio Plan 2")
	for _, c := range []struct{ key, says string }{
		{"C", "correct: nothing is redeemed"}, {"R", "replacement key: nothing is redeemed"}, {"X", "release: nothing is reserved"},
	} {
		x.press(c.key)
		x.waitFor(c.says)
	}
	x.quit()
	p.unchanged(before)
}

// TestThePastBelongsToWhoMayActivate: what Alex Wilber redeemed and held, adele
// may look at, but neither correct, replace nor release.
func TestThePastBelongsToWhoMayActivate(t *testing.T) {
	t.Parallel()
	p := withRoles(t, `[{"role":"referral-admin"}]`, `[{"role":"global-admin"}]`)
	for _, r := range []struct{ key, benefit, subscription, action, ends string }{
		{firstKey, "7", "Power BI Pro", "extend", later(t, "2027-03-31", 3)},
		{otherKey, "9", "Visio Plan 2", "renew", later(t, "2027-04-21", 12)},
	} {
		a := p.run(r.key, "redeem", r.benefit, "--as", "Alex Wilber", "--subscription", r.subscription, "--tenant", tenant,
			"--action", r.action, "--confirm-end", r.ends, "--key", "-")
		if a.code != exitDone {
			t.Fatalf("exit %d\n%s%s", a.code, a.out, a.err)
		}
	}
	before := p.kept()
	x := p.open(usual)
	x.choose("power maps", "Power BI Pro")
	x.waitFor("Adele Vance · Referral admin")
	x.press("R")
	x.waitFor("replacement key: this needs Partner admin (MPN) or Global admin; ask Alex Wilber")
	x.press("C")
	x.waitFor("correct: this needs ", "Global admin", "ask Alex Wilber")
	x.press("/", "ctrl+u")
	x.write("visio")
	x.press("enter")
	x.waitUntil("the held benefit", func(s seen) bool { return s.has("▌ Visio Plan 2") && s.filtered("visio", 1) })
	x.press("X")
	x.waitFor("release: this needs ", "Billing admin", "ask Alex Wilber")
	x.quit()
	p.unchanged(before)
	p.expect("Visio Plan 2", "MAPS", "reserved", "2027-04-20")
}
