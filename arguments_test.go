package main

import (
	"strings"
	"testing"
)

// TestAKeyIsNeverAnArgument: wherever somebody types a product key, no command
// begins, nothing repeats it, and the store stays as it is.
func TestAKeyIsNeverAnArgument(t *testing.T) {
	t.Parallel()
	const key = firstKey
	bare := strings.ToLower(strings.ReplaceAll(key, "-", ""))
	redeem := []string{"redeem", "Power BI Pro", "--subscription", "Power BI Pro", "--tenant", tenant, "--action", "extend", "--confirm-end", "2027-06-30"}
	s := filled(t)
	for _, args := range [][]string{
		{key}, {bare}, {"--" + key}, {"-" + bare}, {"--" + key + "=1"}, {"--demo=" + key}, {"demo", key}, {"help", key}, {"completion", key},
		{"list", key}, {"list", bare}, {"list", "cloud", key}, {"list", "--filter", key}, {"list", "--filter=" + key}, {"list", "--quick", key}, {"list", "--sort", "-" + key},
		{"list", "--json=" + key}, {"list", "--" + key}, {"list", "--db", key}, {"list", "--as", key}, {"list", "--as=" + key}, {"list", "--lang", key}, {"list", "--today", key},
		{"log", key}, {"log", "--action", key}, {"log", "--object", key}, {"log", "--person", key}, {"log", "--from", key}, {"log", "--to", bare},
		{"preview", "--action", key}, {"preview", "--licenses", key, "--key-licenses", bare}, {"preview", "--on", key},
		{"plan", "--licenses", "5", "--keys", "5," + key}, {"plan", "--limit", key},
		{"due", key}, {"due", "--within", key},
		{"import", key}, {"import", "--dates", bare, "a.csv"}, {"import", "a.csv", "--map=" + key},
		{"export", "--json", key}, {"export", key}, {"export", "--csv", "cloud", key},
		{"redeem", key}, append(redeem, "--key", key), append(redeem, "--key="+bare), append(redeem, "--with", "54,"+key), append(redeem, key),
		append(redeem, "--tenant", "contoso "+key), append(redeem, "--subscription", strings.ReplaceAll(key, "-", " ")),
	} {
		s.unchanged(func() {
			a := s.want(exitUsage, args...)
			a.sentence(t, "never an argument")
			if said := strings.ToUpper(a.out + a.err); strings.Contains(said, key[:5]) || strings.Contains(said, key[24:]) {
				t.Errorf("%q repeats it: %s%s", args, a.out, a.err)
			}
		})
	}
}

// TestAnEmptyArgumentIsWrongUsage: where a script's variable was not set, no
// command takes the usual store, today, the recorded key or whatever has no
// name.
func TestAnEmptyArgumentIsWrongUsage(t *testing.T) {
	t.Parallel()
	redeem := []string{"redeem", "7", "--subscription", "Power BI Pro", "--tenant", tenant, "--action", "extend", "--confirm-end", "2027-06-30", "--key", "-"}
	with := func(more ...string) []string { return append(redeem[:len(redeem):len(redeem)], more...) }
	s := filled(t)
	for _, args := range [][]string{
		with("--on", ""), with("--portal-end="), with("--key", ""), with("--db", ""), with("--today="),
		append([]string{"redeem", ""}, redeem[2:]...), with("--subscription", " "),
		{"list", ""}, {"list", "", "--json"}, {"due", "--today", ""}, {"log", "--from", ""}, {"log", "--to="}, {"import", ""},
		with("--with", ""), with("--with", "7,"), {"list", "--quick", ""}, {"list", "--sort="}, {"list", "--lang", ""}, {"import", "-", "--dates", ""},
	} {
		s.unchanged(func() { s.want(exitUsage, args...).sentence(t, "empty") })
	}
}
