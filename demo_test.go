package main

import (
	"bytes"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/store"
	"benefitdesk/store/desk"
	"benefitdesk/store/exchange"
)

var (
	demoDay   = model.MustDate(desk.DemoDay)
	demoActor = model.Actor{Name: "Adele Vance"}
	demoDates = regexp.MustCompile(`"\d{4}-\d{2}-\d{2}"`)
	// demoResults are what the rules make of months that have other days.
	demoResults = regexp.MustCompile(`"(?:before|after)":\{[^}]*\}|"portal_ends":"[^"]*"|"ends":"[^"]*"(.*"redemption":)`)
	// keyTexts are keys that nobody takes for real ones; the group is the last one.
	keyTexts = regexp.MustCompile(`"key":"(?:[A-Z]{4}\d-){4}([A-Z]{4}\d)"`)
)

// shifts are moves of today, in days: over leap years, and onto 29 February.
var shifts = []int{
	-1000, -365, 0, 366, 1000,
	int(model.MustDate("2024-02-29")) - int(demoDay), int(model.MustDate("2028-02-29")) - int(demoDay),
}

// demoDesk is a new store with the demo portfolio.
func demoDesk(t *testing.T, today model.Date) *desk.Desk {
	t.Helper()
	folder := t.TempDir()
	opened, err := store.Open(store.Options{
		Path: filepath.Join(folder, "benefits.db"), IdentityDir: filepath.Join(folder, "identities"), Clock: time.Now,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { opened.Close() })
	d := &desk.Desk{Store: opened}
	if err := d.LoadDemo(t.Context(), demoPortfolio, today, redemption.Recalculate); err != nil {
		t.Fatal(err)
	}
	return d
}

// moved is the demo's file with every date moved.
func moved(t *testing.T, file []byte, days int) []byte {
	t.Helper()
	return demoDates.ReplaceAllFunc(file, func(quoted []byte) []byte {
		date, err := model.ParseDate(string(bytes.Trim(quoted, `"`)))
		if err != nil {
			t.Fatalf("%s: %v", quoted, err)
		}
		return []byte(`"` + date.AddDays(days).String() + `"`)
	})
}

// demoRecords are the records of a kind.
func demoRecords[R model.Record](t *testing.T, d *desk.Desk) (records []R) {
	t.Helper()
	var kind R
	for record, err := range d.Records(t.Context(), kind.Ref().Kind) {
		if err != nil {
			t.Fatal(err)
		}
		records = append(records, record.(R))
	}
	return records
}

// byID finds records by their id; the zero record where there is none.
func byID[R model.Record](records []R) map[model.ID]R {
	found := map[model.ID]R{}
	for _, r := range records {
		found[r.Ref().ID] = r
	}
	return found
}

func TestDemoIsAFlawlessPortfolio(t *testing.T) {
	t.Parallel()
	file, err := exchange.Read("demo", bytes.NewReader(demoPortfolio), exchange.Options{Today: demoDay})
	if err != nil {
		t.Fatal(err)
	}
	if len(file.Bad) > 0 || len(file.Notes) > 0 {
		t.Errorf("bad rows %v, notes %v", file.Bad, file.Notes)
	}
	d := demoDesk(t, demoDay)
	err = d.View(t.Context(), func(facts model.Facts, revision model.Revision) error {
		plan, err := exchange.Plan(facts, revision, []exchange.File{file})
		if len(plan.Changes) > 0 {
			t.Errorf("importing it again changes %v", plan.Files[0].Rows)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestDemoMovesWithToday(t *testing.T) {
	t.Parallel()
	want := keyTexts.ReplaceAllString(string(demoPortfolio), `"key":"•••••-•••••-•••••-•••••-$1"`)
	for _, days := range shifts {
		today := demoDay.AddDays(days)
		d := demoDesk(t, today)
		problems, err := d.Check(t.Context())
		if err != nil || len(problems) > 0 {
			t.Errorf("on %s: %v %v", today, problems, err)
		}
		var out bytes.Buffer
		if err := d.Export(t.Context(), demoActor, today, &out, false); err != nil {
			t.Fatal(err)
		}
		want, got := want, string(moved(t, out.Bytes(), -days))
		if days != 0 {
			want, got = demoResults.ReplaceAllString(want, "$1"), demoResults.ReplaceAllString(got, "$1")
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("on %s: %s", today, diff)
		}
	}
}

func TestDemoDatesExistWhereverTheyMove(t *testing.T) {
	t.Parallel()
	for _, quoted := range demoDates.FindAllString(string(demoPortfolio), -1) {
		date := model.MustDate(strings.Trim(quoted, `"`))
		for days := -1000; days <= 1000; days++ {
			to := date.AddDays(days)
			if again, err := model.ParseDate(to.String()); err != nil || again.AddDays(-days) != date {
				t.Fatalf("%s moved by %d days: %v", date, days, err)
			}
		}
	}
}

func TestDemoHasEveryStatus(t *testing.T) {
	t.Parallel()
	common := []model.Status{model.NotRedeemed, model.Redeemed, model.Cancelled, model.Expired}
	want := map[model.Workspace][]model.Status{
		model.Cloud:        append([]model.Status{model.Reserved}, common...),
		model.AzureCredits: append([]model.Status{model.Assigned}, common...),
		model.Software:     common,
		model.VisualStudio: common,
		model.Technical:    append([]model.Status{model.Pending}, common...),
		model.GoToMarket:   append([]model.Status{model.Pending}, common...),
	}
	d := demoDesk(t, demoDay)
	has := map[model.Workspace]map[model.Status]bool{}
	for _, b := range demoRecords[model.Benefit](t, d) {
		if has[b.Workspace] == nil {
			has[b.Workspace] = map[model.Status]bool{}
		}
		has[b.Workspace][b.Status] = true
		if !slices.Contains(want[b.Workspace], b.Status) {
			t.Errorf("%s (%s) is %s", b.Name, b.Source, b.Status)
		}
	}
	for _, w := range model.Workspaces() {
		for _, status := range want[w] {
			if !has[w][status] {
				t.Errorf("%s has no benefit that is %s", w, status)
			}
		}
	}
	subscriptions, keys := map[model.Status]bool{}, map[model.Status]bool{}
	for _, s := range demoRecords[model.Subscription](t, d) {
		subscriptions[s.StatusOn(demoDay)] = true
	}
	for _, status := range []model.Status{model.Active, model.Expired, model.Disabled, model.LockedOut, model.Deleted} {
		if !subscriptions[status] {
			t.Errorf("no subscription is %s", status)
		}
	}
	for _, k := range demoRecords[model.ProductKey](t, d) {
		keys[k.Status] = true
	}
	for _, status := range []model.Status{model.NotRedeemed, model.Reserved, model.Redeemed} {
		if !keys[status] {
			t.Errorf("no key is %s", status)
		}
	}
}

func TestDemoHasEveryPhaseOnEveryDay(t *testing.T) {
	t.Parallel()
	phases := map[model.List][]model.Phase{
		model.ListKeys:          model.Phases(),
		model.ListSubscriptions: {model.PhaseActive, model.PhaseExpired},
		model.ListMemberships:   {model.PhaseActive, model.PhaseExpired},
	}
	for _, w := range model.Workspaces() {
		phases[model.ListOf(w)] = model.Phases()
	}
	var counts []map[model.List]model.Counts
	for _, days := range shifts {
		today := demoDay.AddDays(days)
		d := demoDesk(t, today)
		count := map[model.List]model.Counts{}
		for list, want := range phases {
			var c model.Counts
			for row, err := range d.Rows(t.Context(), list) {
				if err != nil {
					t.Fatal(err)
				}
				phase := row.PhaseOn(list, today)
				if ahead := int(row.Due) - int(today); ahead >= 89 && ahead <= 92 { // three months are as many days
					phase = model.PhaseNotRedeemed
				}
				c.Add(phase, 1)
			}
			for _, phase := range want {
				if c.Of(phase) == 0 {
					t.Errorf("on %s: nothing in %s is %s", today, list, phase)
				}
			}
			count[list] = c
		}
		counts = append(counts, count)
	}
	for i := range counts {
		if diff := cmp.Diff(counts[0], counts[i]); diff != "" {
			t.Errorf("it looks different when moved by %d days: %s", shifts[i], diff)
		}
	}
}

func TestDemoRedemptionsFollowTheRules(t *testing.T) {
	t.Parallel()
	for _, days := range shifts {
		redemptionsFollowTheRules(t, demoDay.AddDays(days))
	}
}

func redemptionsFollowTheRules(t *testing.T, today model.Date) {
	d := demoDesk(t, today)
	benefits, keys := byID(demoRecords[model.Benefit](t, d)), byID(demoRecords[model.ProductKey](t, d))
	memberships := byID(demoRecords[model.Membership](t, d))
	actions, statuses := map[string]bool{}, map[model.Status]bool{}
	for _, r := range demoRecords[model.Redemption](t, d) {
		actions[r.Action], statuses[r.Status] = true, true
		benefit := benefits[r.Benefit]
		request := redemption.Request{
			On: r.On, Before: r.Before, Product: benefit.Name, Purchase: benefit.ByPurchase(),
			Key: redemption.Key{Licenses: r.KeyLicenses, Months: r.KeyMonths, ActivateBy: benefit.ActivateBy}, MembershipEnds: memberships[benefit.Membership].Ends,
		}
		if err := request.Action.UnmarshalText([]byte(r.Action)); err != nil {
			t.Error(err)
		}
		outcome, err := redemption.Preview(request)
		if err != nil {
			t.Errorf("%s of %s: %v", r.Label(), benefit.Name, err)
			continue
		}
		if outcome.After != r.After || outcome.Effective != r.Effective {
			t.Errorf("%s of %s: %v from %s, the rules give %v from %s", r.Label(), benefit.Name, r.After, r.Effective, outcome.After, outcome.Effective)
		}
		if r.On < memberships[benefit.Membership].Starts || r.On > today {
			t.Errorf("%s of %s: on %s", r.Label(), benefit.Name, r.On)
		}
		voided := r.Status == model.Cancelled && !r.Corrected.IsZero()
		if reserved := r.Effective > r.On; !voided && reserved != (r.Status != model.Redeemed) {
			t.Errorf("%s of %s: %s, effective %s", r.Label(), benefit.Name, r.Status, r.Effective)
		}
		replaced := len(r.Keys) > 0 && redemption.ReplacementAmong(slices.Collect(maps.Values(keys)), r, r.Keys[0]).ID != 0
		status, since := r.Status, r.On
		if replaced {
			status, since = model.NotRedeemed, benefit.StatusOn
		}
		if r.Status != model.Cancelled && (benefit.Status != status || benefit.StatusOn != since || benefit.Subscription != r.Subscription) {
			t.Errorf("%s: the benefit says %s, %s", r.Label(), benefit.Status, benefit.StatusOn)
		}
		if len(r.Keys) == 0 != benefit.ByPurchase() {
			t.Errorf("%s of %s: keys %v", r.Label(), benefit.Name, r.Keys)
		}
		var licenses int64
		for _, id := range r.Keys {
			key, given := keys[id], benefits[keys[id].Benefit]
			licenses += key.Licenses
			held := key.Status == r.Status && key.Redemption == r.ID && key.Tenant == r.Tenant
			if key.Product != benefit.Product || key.Months != r.KeyMonths || held != (r.Status != model.Cancelled) {
				t.Errorf("%s of %s: key %+v", r.Label(), benefit.Name, key)
			}
			if given.Status != benefit.Status || given.StatusOn != benefit.StatusOn || given.Subscription != benefit.Subscription {
				t.Errorf("%s of %s: a key of %+v", r.Label(), benefit.Name, given)
			}
		}
		if len(r.Keys) > 0 && (licenses != r.KeyLicenses || keys[r.Keys[0]].Benefit != r.Benefit) {
			t.Errorf("%s of %s: keys of %d licenses, the first of benefit %d", r.Label(), benefit.Name, licenses, keys[r.Keys[0]].Benefit)
		}
	}
	for _, action := range redemption.Actions() {
		if !actions[action.String()] {
			t.Errorf("nothing was redeemed to %s", action)
		}
	}
	for _, status := range []model.Status{model.Reserved, model.Redeemed, model.Cancelled} {
		if !statuses[status] {
			t.Errorf("no redemption is %s", status)
		}
	}
}

func TestDemoSubscriptionsAreWhatTheirRedemptionsMadeThem(t *testing.T) {
	t.Parallel()
	for _, days := range shifts {
		subscriptionsAreWhatTheirRedemptionsMadeThem(t, demoDay.AddDays(days))
	}
}

func subscriptionsAreWhatTheirRedemptionsMadeThem(t *testing.T, today model.Date) {
	d := demoDesk(t, today)
	done := map[model.ID][]model.Redemption{}
	for _, r := range demoRecords[model.Redemption](t, d) {
		if r.Status == model.Redeemed {
			done[r.Subscription] = append(done[r.Subscription], r)
		}
	}
	several := false
	for _, s := range demoRecords[model.Subscription](t, d) {
		history := done[s.ID]
		if len(history) == 0 {
			if s.Redemption != 0 {
				t.Errorf("%s has no redemption", s.Name)
			}
			continue
		}
		for i, r := range history[1:] {
			several = true
			if r.Before != (model.Term{Licenses: history[i].After.Licenses, Ends: history[i].Ends()}) || r.On < history[i].On {
				t.Errorf("%s: %s does not begin where the one before ended", s.Name, r.Label())
			}
		}
		latest := history[len(history)-1]
		if s.Redemption != latest.ID || s.Tenant != latest.Tenant || s.Licenses != latest.After.Licenses || s.Ends != latest.Ends() {
			t.Errorf("%s: %d until %s, redeemed %+v", s.Name, s.Licenses, s.Ends, latest)
		}
	}
	if !several {
		t.Error("no subscription was redeemed on twice")
	}
}

// TestDemoShowsTheRules: what can still be redeemed shows every rule.
func TestDemoShowsTheRules(t *testing.T) {
	t.Parallel()
	d := demoDesk(t, demoDay)
	benefits := demoRecords[model.Benefit](t, d)
	subscriptions := append(demoRecords[model.Subscription](t, d), model.Subscription{})
	tenants := demoRecords[model.Tenant](t, d)
	seen := map[model.Code]bool{}
	try := func(facts model.Facts, command redemption.Redeem) {
		receipt, _, err := command.Decide(facts, demoDay)
		if err != nil {
			seen[model.CodeOf(err)] = true
			return
		}
		for _, warning := range receipt.Detail.(redemption.Summary).Outcome.Warnings {
			seen[warning.Code] = true
		}
	}
	err := d.View(t.Context(), func(facts model.Facts, _ model.Revision) error {
		for _, b := range benefits {
			for _, s := range subscriptions {
				for _, action := range redemption.Actions() {
					for _, tenant := range tenants {
						try(facts, redemption.Redeem{Benefit: b.ID, Subscription: s.ID, Action: action, Tenant: tenant.Domain, Verified: true})
					}
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range []model.Code{
		redemption.NotACloudBenefit, redemption.NotForPurchase, redemption.KeyMissing, redemption.KeyAlreadyRedeemed,
		redemption.KeyPastActivateBy, redemption.WrongProduct, redemption.WrongTenant, redemption.NotActive,
		redemption.AlreadyActive, redemption.NothingToRenew, redemption.ExtensionOverThreeYears,
		redemption.Irreversible, redemption.LessThanTwelveMonths,
		redemption.EndDateMovesEarlier, redemption.EndDateMovesLater, redemption.EndDateUnchanged,
		redemption.BeyondThreeYears, redemption.PortalMayCap, redemption.GapWithoutService, redemption.LicensesDrop,
		redemption.DiscontinuedProduct, redemption.BenefitExpiryDiffers, redemption.Rounding,
	} {
		if !seen[code] {
			t.Errorf("nothing shows %s", code)
		}
	}
}

func TestDemoKeysCanBeRevealedAndDiffer(t *testing.T) {
	t.Parallel()
	texts := map[string]bool{}
	for _, found := range keyTexts.FindAllStringSubmatch(string(demoPortfolio), -1) {
		if tail := found[1]; texts[tail] {
			t.Errorf("two keys end in %s", tail)
		}
		texts[found[1]] = true
	}
	d := demoDesk(t, demoDay)
	keys := demoRecords[model.ProductKey](t, d)
	revealed, err := d.Keys(t.Context(), demoActor, demoDay)
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range keys {
		text := revealed[key.ID].Reveal()
		if !bytes.Contains(demoPortfolio, []byte(`"`+text+`"`)) || !strings.HasSuffix(text, key.Tail) || !texts[key.Tail] {
			t.Errorf("key %d of benefit %d is revealed as %q", key.ID, key.Benefit, text)
		}
	}
	if len(keys) < 20 {
		t.Errorf("only %d keys", len(keys))
	}
}
