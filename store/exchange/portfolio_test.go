package exchange_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"benefitdesk/model"
	"benefitdesk/store/exchange"
)

func written(t fataler, facts *memory, reveal bool) string {
	t.Helper()
	var out bytes.Buffer
	if err := exchange.Write(&out, exchange.Portfolio{Records: facts.All, Reveal: facts.reveal}, reveal); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestPortfolioComesBackTheSame(t *testing.T) {
	want, err := os.ReadFile(fixtures + "portfolio.json")
	if err != nil {
		t.Fatal(err)
	}
	facts := newMemory()
	load(t, facts, fixture(t, "portfolio.json"))
	if diff := cmp.Diff(string(want), written(t, facts, false)); diff != "" {
		t.Error(diff)
	}
}

const keyText = "AAAA1-BBBB2-CCCC3-DDDD4-EEEE5"

// withKeys is a store with the fixture, one of whose keys has its text.
func withKeys(t fataler) *memory {
	facts := newMemory()
	load(t, facts, fixture(t, "portfolio.json"))
	facts.keys[model.Ref{Kind: model.KindProductKey, ID: 8}], _ = model.ParseKey(keyText)
	return facts
}

func TestRevealedPortfolioIsLossless(t *testing.T) {
	facts := withKeys(t)
	masked, revealed := written(t, facts, false), written(t, facts, true)
	if strings.Contains(masked, "AAAA1") || !strings.Contains(revealed, keyText) {
		t.Fatalf("masked %s, revealed %s", masked, revealed)
	}
	other := newMemory()
	load(t, other, readText(t, "p", revealed))
	if diff := cmp.Diff(revealed, written(t, other, true)); diff != "" {
		t.Error(diff)
	}
	if diff := load(t, other, readText(t, "p", revealed)); diff.Unchanged != 11 {
		t.Errorf("again: %+v", diff)
	}
	load(t, other, readText(t, "p", masked))
	if written(t, other, true) != revealed {
		t.Error("masked keys overwrote keys")
	}
	load(t, newMemory(), fixture(t, "portfolio.json"), readText(t, "p", revealed))
	late := newMemory()
	load(t, late, fixture(t, "portfolio.json"))
	load(t, late, readText(t, "p", revealed))
	if written(t, late, true) != revealed {
		t.Error("revealed text did not join the masked key")
	}
}

// TestARoleWithoutItsTenantIsLeftOut: it would be for the whole account.
func TestARoleWithoutItsTenantIsLeftOut(t *testing.T) {
	file := readText(t, "p", `{"format":"benefitdesk portfolio","version":1,"tenants":[{"id":16,"domain":"contoso.onmicrosoft.com"}],
"users":[{"id":2,"name":"Adele Vance","roles":[{"role":"global-admin","tenant":999},{"role":"billing-admin","tenant":16},{"role":"referral-admin"}]}]}`)
	users := planned[model.User](t, newMemory(), file)
	want := []model.Role{model.BillingAdmin, model.ReferralAdmin}
	if len(users) != 1 || len(users[0].Roles) != len(want) || users[0].Roles[0].Role != want[0] || users[0].Roles[0].Tenant == 0 || users[0].Roles[1].Role != want[1] {
		t.Errorf("%+v", users)
	}
	if notes := fmt.Sprint(file.Notes); !strings.Contains(notes, "dangling_ref") {
		t.Errorf("nothing is said of it: %s", notes)
	}
}

func TestPortfolioIntoAnotherStore(t *testing.T) {
	facts := newMemory()
	load(t, facts, fixture(t, "benefits.tsv"), fixture(t, "graph-subscriptions.json"))
	before := len(facts.records)
	diff := load(t, facts, readText(t, "p", written(t, withKeys(t), true)))
	// The tenant and the subscription are known by their ids, the credit by
	// its name and source.
	if diff.New != 8 || diff.Changed != 3 || len(facts.records) != before+8 {
		t.Fatalf("%+v", diff)
	}
	redemption := facts.where(model.KindRedemption, func(model.Record) bool { return true })[0].(model.Redemption)
	benefit := facts.records[model.Ref{Kind: model.KindBenefit, ID: redemption.Benefit}].(model.Benefit)
	key := facts.records[model.Ref{Kind: model.KindProductKey, ID: redemption.Keys[0]}].(model.ProductKey)
	if benefit.Subscription != redemption.Subscription || key.Redemption != redemption.ID || key.Benefit != benefit.ID || benefit.Name != "Microsoft 365 E3" {
		t.Errorf("%+v %+v %+v", redemption, benefit, key)
	}
}

func TestWritingStopsAtAnError(t *testing.T) {
	facts := withKeys(t)
	err := exchange.Write(brokenWriter{}, exchange.Portfolio{Records: facts.All}, false)
	if err == nil || !strings.Contains(err.Error(), "broken") {
		t.Errorf("%v", err)
	}
	fail := func(model.ProductKey) (model.Key, error) { return model.Key{}, fmt.Errorf("locked") }
	if err := exchange.Write(&bytes.Buffer{}, exchange.Portfolio{Records: facts.All, Reveal: fail}, true); err == nil {
		t.Error("an error of Reveal got lost")
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, fmt.Errorf("broken") }

// TestAnyPortfolioComesBackTheSame fills records at random.
func TestAnyPortfolioComesBackTheSame(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		facts := newMemory()
		for n := range rapid.IntRange(0, 12).Draw(rt, "records") {
			kind := rapid.SampledFrom(model.Kinds()[1:]).Draw(rt, "kind")
			pointer := model.New(kind)
			fill(rt, reflect.ValueOf(pointer).Elem())
			record := model.WithID(model.Value(pointer), model.ID(n+1))
			facts.records[record.Ref()] = record
		}
		text := written(rt, facts, true)
		file, err := exchange.Read("p", strings.NewReader(text), exchange.Options{Today: today})
		if err != nil || len(file.Bad) > 0 {
			rt.Fatalf("%v %v\n%s", err, file.Bad, text)
		}
		other := newMemory()
		load(rt, other, file)
		if diff := cmp.Diff(text, written(rt, other, true)); diff != "" {
			rt.Fatal(diff)
		}
	})
}

// fill draws the fields of a valid record that refers to nothing.
func fill(t *rapid.T, v reflect.Value) {
	for i := range v.NumField() {
		field := v.Field(i)
		switch field.Interface().(type) {
		case model.ID, []model.ID, model.Key, model.Quantity:
		case []model.Grant:
			role := rapid.SampledFrom(model.Roles()).Draw(t, "role")
			field.Set(reflect.ValueOf([]model.Grant{{Role: role}}))
		case model.Date:
			field.SetInt(int64(rapid.Int32Range(0, int32(model.Never)).Draw(t, "date")))
		case model.Workspace, model.Status, model.BenefitType, model.RedemptionModel:
			field.SetUint(uint64(rapid.Uint8Range(1, 2).Draw(t, "enum")))
		case string:
			text := rapid.StringMatching(`[A-Za-z<&"'=é權] ?[a-z]{1,9}`).Draw(t, "text")
			if v.Type().Field(i).Name == "Tail" {
				text = rapid.StringMatching(`[A-Z0-9]{5}`).Draw(t, "tail")
			}
			field.SetString(text)
		case []string:
			field.Set(reflect.ValueOf([]string{"alias"}))
		case model.Term:
			fill(t, field)
		case bool:
			field.SetBool(rapid.Bool().Draw(t, "bool"))
		default:
			field.SetInt(rapid.Int64Range(1, 36).Draw(t, "count"))
		}
	}
}

// schemaNode is the part of JSON Schema that the schema of portfolios uses.
type schemaNode struct {
	Ref        string                `json:"$ref"`
	Type       any                   `json:"type"`
	Const      any                   `json:"const"`
	Enum       []any                 `json:"enum"`
	Properties map[string]schemaNode `json:"properties"`
	Required   []string              `json:"required"`
	Items      *schemaNode           `json:"items"`
	Defs       map[string]schemaNode `json:"$defs"`
}

func schema(t testing.TB) schemaNode {
	var root schemaNode
	if err := json.Unmarshal(exchange.Schema(), &root); err != nil {
		t.Fatal(err)
	}
	return root
}

// TestSchemaKnowsEveryField compares the schema with the types, both ways.
func TestSchemaKnowsEveryField(t *testing.T) {
	root := schema(t)
	for _, kind := range model.Kinds() {
		var want []string
		record := reflect.TypeOf(model.Value(model.New(kind)))
		for i := range record.NumField() {
			if name, _, _ := strings.Cut(record.Field(i).Tag.Get("json"), ","); name != "-" {
				want = append(want, name)
			}
		}
		if kind == model.KindProductKey {
			want = append(want, "key")
		}
		slices.Sort(want)
		got := slices.Sorted(maps.Keys(root.Defs[kind.String()].Properties))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", kind, diff)
		}
		if _, ok := root.Properties[kind.String()+"s"]; !ok && kind != model.KindPartner {
			t.Errorf("no list of %s", kind)
		}
	}
	for i := range 50 {
		if name := model.Status(i).String(); name != "" && !slices.Contains(root.Defs["status"].Enum, any(name)) {
			t.Errorf("no status %q", name)
		}
	}
}

func TestWrittenPortfolioFitsTheSchema(t *testing.T) {
	root := schema(t)
	for _, reveal := range []bool{false, true} {
		var value any
		if err := json.Unmarshal([]byte(written(t, withKeys(t), reveal)), &value); err != nil {
			t.Fatal(err)
		}
		for _, problem := range fits(root, root, "", value) {
			t.Error(problem)
		}
	}
}

// fits lists where a value breaks a schema.
func fits(root, node schemaNode, at string, value any) (problems []string) {
	if name, ok := strings.CutPrefix(node.Ref, "#/$defs/"); ok {
		node = root.Defs[name]
	}
	if node.Const != nil && value != node.Const || node.Enum != nil && !slices.Contains(node.Enum, value) {
		problems = append(problems, fmt.Sprintf("%s: %v is not allowed", at, value))
	}
	if node.Type != nil && !strings.Contains(fmt.Sprint(node.Type), typeName(value)) {
		problems = append(problems, fmt.Sprintf("%s: %v is no %v", at, value, node.Type))
	}
	object, _ := value.(map[string]any)
	for _, name := range node.Required {
		if _, ok := object[name]; !ok {
			problems = append(problems, fmt.Sprintf("%s: no %s", at, name))
		}
	}
	for name, member := range object {
		inner, ok := node.Properties[name]
		if !ok {
			problems = append(problems, fmt.Sprintf("%s: %s is not in the schema", at, name))
		}
		problems = append(problems, fits(root, inner, at+"/"+name, member)...)
	}
	if list, ok := value.([]any); ok && node.Items != nil {
		for i, element := range list {
			problems = append(problems, fits(root, *node.Items, fmt.Sprintf("%s/%d", at, i), element)...)
		}
	}
	return problems
}

func typeName(value any) string {
	switch v := value.(type) {
	case nil:
		return "null"
	case bool:
		return "boolean"
	case string:
		return "string"
	case float64:
		if v == float64(int64(v)) {
			return "integer"
		}
		return "number"
	case []any:
		return "array"
	}
	return "object"
}

// TestHugeIDsLeaveRoom for the ids of records that follow: with those the
// portfolio comes back the same.
func TestHugeIDsLeaveRoom(t *testing.T) {
	facts := newMemory()
	load(t, facts, readText(t, "p", `{"format":"benefitdesk portfolio","version":1,"benefits":[{"id":4611686018427387903,"workspace":"cloud","name":"A"}]}`))
	load(t, facts, readText(t, "b", grid+"Cloud\tB\tMAPS\t5 licenses\t\n"))
	want, other := written(t, facts, true), newMemory()
	load(t, other, readText(t, "p", want))
	if got := written(t, other, true); got != want {
		t.Errorf("%s\nbecame\n%s", want, got)
	}
}
