package line

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"benefitdesk/model"
	"benefitdesk/redemption"
)

// plans runs the plan command; an argument may contain blanks.
func plans(t *testing.T, ctx context.Context, args ...string) (out string, err error) {
	t.Helper()
	var f PlanFlags
	flags := pflag.NewFlagSet("plan", pflag.ContinueOnError)
	f.Register(flags)
	if err := flags.Parse(args); err != nil {
		return "", Usage{err}
	}
	var written bytes.Buffer
	err = f.Run(ctx, session(&written))
	return written.String(), err
}

// planOf runs it for a command line without blanks in its arguments.
func planOf(t *testing.T, args string) (string, error) {
	t.Helper()
	return plans(t, t.Context(), strings.Fields(args)...)
}

// TestPlanJSONIsTheContract: field for field and in this order.
func TestPlanJSONIsTheContract(t *testing.T) {
	const contract = `{"on":"2026-11-20","before":{"licenses":100,"end_date":"2027-03-31"},"keys":[25,25,100],` +
		`"goals":{"licenses":150,"end_date":"2028-01-31"},"meets_goals":true,"exact":true,"total":1,` +
		`"plans":[{"licenses":150,"end_date":"2028-02-17","keys_used":3,"keys_kept":[],` +
		`"steps":[{"action":"add","keys":[0,1],"key_licenses":50,"licenses":150,"end_date":"2027-06-17"},` +
		`{"action":"extend","keys":[2],"key_licenses":100,"licenses":150,"end_date":"2028-02-17"}],"warnings":[]}],"missing":null}`
	for _, keys := range []string{"25,25,100", "25, 25, 100", " 25 ,25,100 "} {
		out, err := plans(t, t.Context(), "--licenses", "100", "--ends", "2027-03-31", "--keys", keys,
			"--want-licenses", "150", "--want-end", "2028-01-31", "--json")
		if err != nil || out != contract+"\n" {
			t.Errorf("%q: %v\n got %s\nwant %s", keys, err, out, contract)
		}
	}
}

func TestPlanRefusals(t *testing.T) {
	for args, code := range map[string]model.Code{
		"--licenses 100 --ends 2027-03-31 --keys 25,0":                         redemption.BadInput,
		"--licenses 100 --ends 2027-02-30 --keys 25":                           redemption.BadInput,
		"--licenses 100 --ends 2027-03-31 --keys 25 --want-licenses -1":        redemption.BadInput,
		"--licenses 100 --ends 2027-03-31 --keys 25 --want-licenses 0":         redemption.BadInput,
		"--licenses 100 --ends 2027-03-31 --keys 25 --key-months 37":           redemption.BadInput,
		"--licenses 1000001 --ends 2027-03-31 --keys 25":                       redemption.BadInput,
		"--licenses 1 --ends 2027-03-31 --keys 1" + strings.Repeat(",1", 1000): redemption.BadInput,
	} {
		out, err := planOf(t, args+" --json")
		var answer struct {
			On      string
			Refused struct {
				Code    model.Code
				Message string
			}
		}
		if bad := json.Unmarshal([]byte(out), &answer); bad != nil {
			t.Fatalf("%.80s: %v in %q", args, bad, out)
		}
		if !errors.Is(err, ErrRefused) || answer.Refused.Code != code || answer.Refused.Message == "" || answer.On != "2026-11-20" {
			t.Errorf("%.80s: %v, %+v", args, err, answer)
		}
	}
}

func TestPlanWrongUsage(t *testing.T) {
	for _, args := range []string{
		"", "--keys 25", "--licenses 100 --keys 25", "--licenses 0 --ends 2027-03-31 --keys 25", "--licenses 100 --ends 2027-03-31",
		"--licenses many --ends 2027-03-31 --keys 25", "--licenses 100 --ends soon --keys 25", "--licenses 100 --ends 2027-03-31 --keys 25,,25",
		"--licenses 100 --ends 2027-03-31 --keys 25;25", "--licenses 100 --ends 2027-03-31 --keys 25 --limit 0",
		"--licenses 100 --ends 2027-03-31 --keys 25 --limit few", "--licenses 100 --ends 2027-03-31 --keys 25 --on today",
		"--licenses 100 --ends 2027-03-31 --keys 25 --want-end later", "--licenses 100 --ends 2027-03-31 --keys 25 --want-licenses x",
		"--licenses 100 --ends 2027-03-31 --keys 25 --nonsense",
		"--licenses 100 --ends 2027-03-31 --keys 25 --on=", "--licenses 100 --ends 2027-03-31 --keys 25 --want-end=",
		"--licenses 100 --ends 2027-03-31 --keys 25 --want-licenses=", "--licenses 0 --ends= --keys 25",
		"--licenses 100 --ends 2027-03-31 --keys 25 --limit 99999999999999999999",
	} {
		if out, err := planOf(t, args); !wrongUsage(err) || out != "" {
			t.Errorf("%q: %v, %q", args, err, out)
		}
	}
}

// TestPlanWithoutASubscription activates one first.
func TestPlanWithoutASubscription(t *testing.T) {
	for _, before := range []string{"--licenses 0", "--licenses 10 --ends 2026-11-19"} {
		out, err := planOf(t, before+" --keys 5,5 --json")
		if err != nil || !strings.Contains(out, `"steps":[{"action":"activate","keys":[0,1],"key_licenses":10,"licenses":10,"end_date":"2027-11-20"}]`) {
			t.Errorf("%s: %v\n%s", before, err, out)
		}
		if !strings.Contains(out, `"goals":null`) {
			t.Errorf("%s: there are goals in %s", before, out)
		}
	}
}

// TestPlanOutOfReach is refused with the closest plan and what it lacks.
func TestPlanOutOfReach(t *testing.T) {
	const args = "--licenses 100 --ends 2027-03-31 --keys 25,25 --want-licenses 160"
	out, err := planOf(t, args+" --json")
	if !errors.Is(err, ErrRefused) || !strings.Contains(out, `"meets_goals":false`) || !strings.Contains(out, `"missing":{"licenses":10,"days":0,"key":10}`) ||
		!strings.Contains(out, `"plans":[{"licenses":150,`) {
		t.Errorf("%v\n%s", err, out)
	}
	out, err = planOf(t, args)
	if !errors.Is(err, ErrRefused) || !strings.HasPrefix(out, "These keys can't reach the goals. The closest plan lacks 10 licenses. One more key with 10 licenses would do.\n") {
		t.Errorf("%v\n%s", err, out)
	}
	for args, want := range map[string]string{
		"--licenses 10 --ends 2027-03-31 --keys 1 --want-end 2028-03-31":                    "lacks 330 days. One more key with 9 licenses would do.\n",
		"--licenses 10 --ends 2027-03-31 --keys 1 --want-licenses 12 --want-end 2032-03-31": "lacks 1 license and 1,806 days. No single further key would do.\n",
		"--licenses 0 --keys 5 --want-licenses 9":                                           "\n 2  no subscription, no key used, 1 kept back\n",
		"--licenses 10 --ends 2026-11-19 --keys 5 --want-licenses 9 --want-end 2027-01-31":  "\n 2  10 licenses until 2026-11-19, 0 keys used, 1 kept back\n",
	} {
		if out, err := planOf(t, args); !errors.Is(err, ErrRefused) || !strings.Contains(out, want) {
			t.Errorf("%s: %v\n%s", args, err, out)
		}
	}
}

// TestPlanLeavesOut says so in both forms, however few the keys are.
func TestPlanLeavesOut(t *testing.T) {
	const args = "--licenses 10 --ends 2027-03-31 --keys 1000000,1"
	if out, err := planOf(t, args); err != nil || !strings.HasPrefix(out, "Sums of more than 1,000,000 licenses in one redemption are left out.\n") {
		t.Errorf("%v\n%s", err, out)
	}
	if out, err := planOf(t, args+" --json"); err != nil || !strings.Contains(out, `"left_out":true`) {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestPlanLimit(t *testing.T) {
	out, err := planOf(t, "--licenses 100 --ends 2027-03-31 --keys 1,2,3,4,5 --limit 2")
	if err != nil || !strings.Contains(out, "\n 2  115 licenses until") || strings.Contains(out, "\n 3  ") || !strings.Contains(out, "14 more") {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestPlanText shows the first plan with its arithmetic, and others in a line.
func TestPlanText(t *testing.T) {
	out, err := planOf(t, "--licenses 100 --ends 2027-03-31 --keys 25")
	for _, want := range []string{" 1  100 licenses until 2027-06-30, 1 key used\n", "25 licenses × 12 months ÷ 100 licenses = 3 months", " 2  125 licenses until 2027-05-17, 1 key used\n"} {
		if err != nil || !strings.Contains(out, want) {
			t.Errorf("%q is not in it, %v\n%s", want, err, out)
		}
	}
}

// TestPlanStopped: what Ctrl+C ends answers nothing.
func TestPlanStopped(t *testing.T) {
	stopped, stop := context.WithCancel(t.Context())
	stop()
	out, err := plans(t, stopped, "--licenses", "100", "--ends", "2027-03-31", "--keys", "1"+strings.Repeat(",7", 999))
	if !errors.Is(err, context.Canceled) || out != "" {
		t.Errorf("%v, %q", err, out)
	}
}

// watched is somebody who stops the search at the first sign of it.
type watched struct {
	bytes.Buffer
	stop func()
}

func (w *watched) Write(data []byte) (int, error) {
	w.stop()
	return w.Buffer.Write(data)
}

// TestPlanStoppedWhileItIsWatched: the line of the progress is erased, and
// nothing is answered. Of a short plan nothing is shown.
func TestPlanStoppedWhileItIsWatched(t *testing.T) {
	for keys, want := range map[string]string{"7" + strings.Repeat(",9", 999): "\rplanning, 0 %\x1b[2K\r", "7": ""} {
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		errs := watched{stop: stop}
		var out bytes.Buffer
		s := session(&out)
		s.Err, s.Progress = &errs, true
		f := PlanFlags{licenses: "100", ends: "2027-03-31", keys: keys, keyMonths: "12", limit: "20"}
		err := f.Run(ctx, s)
		if errs.String() != want || errors.Is(err, context.Canceled) != (want != "") || (out.Len() == 0) != (want != "") {
			t.Errorf("%.20s: %v, %q, %q", keys, err, errs.String(), out.String())
		}
	}
}
