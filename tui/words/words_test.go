package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
)

// codesOf reads every constant of type model.Code and every fault's code from
// the source of a package, so that a new one without words is found.
func codesOf(t *testing.T, folder string) map[string]model.Code {
	t.Helper()
	codes := map[string]model.Code{}
	err := filepath.WalkDir(filepath.Join("..", "..", folder), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ValueSpec:
				if typeName(n.Type) == "Code" && len(n.Values) == len(n.Names) {
					for i, name := range n.Names {
						codes[name.Name] = literal(n.Values[i])
					}
				}
			case *ast.KeyValueExpr:
				if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Code" && literal(n.Value) != "" {
					codes["fault "+string(literal(n.Value))] = literal(n.Value)
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return codes
}

func typeName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}

func literal(e ast.Expr) model.Code {
	basic, ok := e.(*ast.BasicLit)
	if !ok {
		return ""
	}
	text, _ := strconv.Unquote(basic.Value)
	return model.Code(text)
}

// inEveryLanguage runs a test in each, with a check of what was said.
func inEveryLanguage(t *testing.T, test func(w Words, said func(what, text string))) {
	t.Helper()
	for _, language := range locale.Languages() {
		test(Words{language}, func(what, text string) {
			t.Helper()
			if strings.TrimSpace(text) == "" || strings.ContainsAny(text, "{}") || strings.Contains(text, "%!") || strings.Contains(text, "<nil>") {
				t.Errorf("%s: %s is said as %q", language.Tag(), what, text)
			}
		})
	}
}

var (
	someDay  = model.MustDate("2027-06-30")
	otherDay = model.MustDate("2027-07-01")
)

// arguments are what each code comes with.
var arguments = map[model.Code][]any{
	model.CodeOtherAccount:             {"Adele Vance", "adele"},
	redemption.KeysOutOfRange:          {int64(0), int64(1000)},
	redemption.NotRecorded:             {"extend", someDay},
	redemption.NotReserved:             {"extend", someDay},
	redemption.BuiltOn:                 {"extend", someDay},
	redemption.NothingCorrected:        {"extend", someDay},
	redemption.RedeemedLater:           {someDay, otherDay},
	redemption.ReplacementLater:        {someDay, otherDay},
	redemption.ReplacementOver:         {someDay},
	redemption.ReplacementOnce:         {"•••••-EEEE5"},
	redemption.ReplacementWhich:        {3},
	redemption.ReplacementBefore:       {someDay},
	redemption.NoKeyToReplace:          {"extend", someDay},
	redemption.LinkRefused:             {"https://contoso.com/"},
	redemption.FurtherRedeemed:         {"•••••-EEEE5", someDay, "ada", "Power BI Pro"},
	redemption.FurtherHeld:             {"•••••-EEEE5", "renew", someDay},
	redemption.FurtherPast:             {"•••••-EEEE5", someDay, otherDay},
	redemption.FurtherProduct:          {"•••••-EEEE5", "Visio Plan 2", "Power BI Pro"},
	redemption.FurtherTenant:           {"•••••-EEEE5", "a.example", "b.example"},
	redemption.FurtherTerm:             {"•••••-EEEE5", int64(24), int64(12)},
	redemption.FurtherTwice:            {"•••••-EEEE5"},
	redemption.FurtherTooMany:          {int64(40)},
	redemption.FurtherMissing:          {"Power BI Pro"},
	redemption.TogetherDiffers:         {int64(2), int64(5), someDay},
	model.CodeRoleMissing:              {[]model.Right{model.ActivateBenefits, model.RedeemKeys}, "Adele Vance"},
	redemption.KeyMalformed:            {&model.KeyError{Length: 24}},
	redemption.Replaced:                {"add", someDay, "•••••-EEEE5"},
	redemption.BeforeTheLatest:         {someDay, otherDay},
	redemption.BenefitClosed:           {"Power BI Pro", model.Cancelled},
	redemption.TenantRetired:           {"contoso.com", someDay},
	redemption.MembershipCancelled:     {"Microsoft Action Pack", someDay},
	redemption.MovesReservation:        {"Power BI Pro", someDay, otherDay},
	redemption.ReservationTooLate:      {"Power BI Pro", someDay, otherDay},
	redemption.ReservedAlready:         {"Power BI Pro", someDay},
	model.CodeTakesNoKey:               {"Power BI Pro"},
	redemption.KeyDiffers:              {"•••••-EEEE5", "Power BI Pro"},
	redemption.KeyAlreadyRedeemed:      {someDay, "ada", "Power BI Pro"},
	redemption.KeyPastActivateBy:       {someDay, otherDay},
	redemption.WrongProduct:            {"Power BI Pro", "Visio Plan 2"},
	redemption.WrongTenant:             {"a.example", "b.example"},
	redemption.NotActive:               {someDay},
	redemption.AlreadyActive:           {someDay},
	redemption.ExtensionOverThreeYears: {int64(15)},
	redemption.TenantMalformed:         {"nonsense"},
	redemption.ProductUnconfirmed:      {"Power BI Pro", "Power BI Pr..."},
	redemption.PortalEndsTooEarly:      {someDay},
	redemption.NotACloudBenefit:        {"Visual Studio Enterprise"},
	redemption.ConfirmDiffers:          {someDay, otherDay},
	redemption.LessThanTwelveMonths:    {int64(258), int64(12)},
	redemption.EndDateMovesEarlier:     {int64(3)},
	redemption.EndDateMovesLater:       {int64(1)},
	redemption.BeyondThreeYears:        {someDay},
	redemption.GapWithoutService:       {int64(2), someDay, otherDay},
	redemption.LicensesDrop:            {int64(5), int64(3)},
	redemption.DiscontinuedProduct:     {"Office 365 E3", "Microsoft 365 E3"},
	redemption.BenefitExpiryDiffers:    {someDay, otherDay},
	redemption.Rounding:                {redemption.NewRatio(-1, 3)},
	redemption.RemedyUseActive:         {someDay},
	redemption.RemedySmallerKey:        {int64(15), int64(6)},
	redemption.RemedyEarlierDay:        {someDay},
	redemption.RemedyLaterKey:          {someDay},
	redemption.RemedyOtherKey:          {someDay},
	redemption.RemedyByTheEnd:          {someDay},
	redemption.LicensesOutOfRange:      {"0"},
	redemption.KeyLicensesOutOfRange:   {"0"},
	redemption.KeyMonthsOutOfRange:     {"37"},
	redemption.DateOutOfRange:          {"2027-02-30"},
	model.CodeKeyKnown:                 {"•••••-•••••-•••••-•••••-EEEE5", "Power BI Pro"},
	model.CodeNotOpen:                  {"Power BI Pro", model.Reserved},
	model.ReassignmentsFew:             {4, 5},
	model.CodeKeyInText:                {model.Field("note")},
	model.CodeMissing:                  {"name"},
	model.CodeNoCount:                  {model.Field("quantity"), "x"},
	model.CodeNoVerb:                   {"stolen"},
	model.CodeNegative:                 {"quantity", int64(-3)},
	model.CodeTooMany:                  {"months", int64(40), int64(36)},
	redemption.KeptTooLarge:            {int64(31), int64(30)},
	model.CodeTooLong:                  {"name", int64(model.MaxText)},
	model.CodeNoRecord:                 {"benefit 12"},
	model.CodeNoPerson:                 {"ada"},
	model.CodeKnown:                    {"Adele Vance"},
	model.CodeEndsBefore:               {someDay, model.Field("starts"), otherDay},
	model.CodeNoEmail:                  {"nobody"},
	model.CodeAccountTaken:             {"adele", "Adele Vance"},
	model.CodeSeveralPersons:           {"Adele Vance", "a@contoso.com, user 7"},
	model.CodeRetired:                  {"Adele Vance", someDay},
	model.CodeNotRetired:               {"Adele Vance"},
	model.CodeCancelled:                {"Microsoft Action Pack", someDay},
	model.CodeEnded:                    {"Microsoft Action Pack", someDay},
	redemption.BenefitRedeemed:         {"Power BI Pro"},
	model.CodeDateOrder:                {"a.csv", "03/04/2027"},
	model.CodeUndoneAlready:            {uint64(4)},
	model.CodeChangedSince:             {"Power BI Pro", model.VerbEdit, uint64(4)},
	model.CodeStillNeeded:              {"Ada", "Power BI Pro"},
	model.CodeTargetGone:               {"Power BI Pro", model.Ref{Kind: model.KindUser, ID: 7}},
	model.CodeKeyTextGone:              {"•••••-EEEE5"},
}

// TestEveryCodeHasWords: each code of the rules and of records is a refusal, a
// warning, a reason or the reason of bad input, in every language.
func TestEveryCodeHasWords(t *testing.T) {
	codes := codesOf(t, "redemption")
	for name, code := range codesOf(t, "model") {
		codes[name] = code
	}
	if len(codes) < 40 {
		t.Fatalf("only %d codes were found", len(codes))
	}
	inEveryLanguage(t, func(w Words, said func(string, string)) {
		for name, code := range codes {
			if code == redemption.BadInput || code == "" {
				continue
			}
			var text string
			n := model.Notice{Code: code, Args: arguments[code]}
			switch {
			case refusalMessages[code] != 0 || code == redemption.NotActive || code == model.CodeRoleMissing:
				text = w.Error(model.Refuse(code, n.Args...))
			case badInputMessages[code] != 0:
				text = w.Error(model.Refuse(redemption.BadInput, append([]any{code}, n.Args...)...))
			case warningMessages[code] != 0 || code == redemption.LicensesDrop || code == redemption.Rounding:
				text = w.Warning(n)
			case reminderMessages[code] != 0:
				text = w.Reminder(model.Reminder{Kind: code, Args: n.Args})
			case reasonMessages[code] != 0:
				text = w.Reason(code)
			case remedyMessages[code] != 0:
				text = w.Remedy(n)
			case keptMessages[code] != 0:
				text = w.Kept(n)
			}
			if text == string(code) {
				text = ""
			}
			said(name, text)
		}
	})
}

// TestEveryFieldHasWords: each field of each record, and each of its values.
func TestEveryFieldHasWords(t *testing.T) {
	inEveryLanguage(t, func(w Words, said func(string, string)) {
		for _, kind := range model.Kinds() {
			of := reflect.TypeOf(model.New(kind)).Elem()
			for i := range of.NumField() {
				name, _, _ := strings.Cut(of.Field(i).Tag.Get("json"), ",")
				if name == "id" || name == "-" {
					continue
				}
				if columnMessages[name] == 0 {
					t.Errorf("%s of a %s has no words", name, kind)
				}
				said(name, w.column(name))
				zero := reflect.New(of.Field(i).Type).Elem().Interface()
				if text := w.Value(name, zero); text == "" {
					t.Errorf("nothing stands for a %s without %s", kind, name)
				}
			}
		}
		for what, value := range map[string]any{"yes": true, "no": false, "term": model.Term{Licenses: 25, Ends: someDay}} {
			said(what, w.Value("", value))
		}
		said("by key", w.Value("model", model.ByKey))
	})
	if got := (Words{locale.English}).Changed(model.FieldDiff{Field: "reported", Old: model.Status(0), New: model.LockedOut}, "→"); got != "status: – → Locked out" {
		t.Errorf("%q", got)
	}
}

// faults that need more than their code.
var faultArguments = map[model.Code][]any{
	"store_locked":       {"4711", "09:30:00"},
	"store_damaged":      {"benefit 12"},
	"store_newer":        {7, 3},
	"store_migrated":     {1, 2, "backup.db", "backup.db"},
	"unknown_value":      {3, model.Field("status"), "???"},
	"kept_status":        {3, "Power BI Pro", model.Redeemed, model.NotRedeemed},
	"shared_count":       {3, "Power BI Pro", int64(4), int64(5), 2},
	"not_guessed":        {3, "Power BI Pro"},
	"dangling_ref":       {3, model.Ref{Kind: model.KindBenefit, ID: 12}},
	"file":               {"a.csv", model.Notice{Code: "file_empty"}},
	"file_contradiction": {"18/9/2027", 2, model.Notice{Code: "day_first"}, "9/18/2027", 3, model.Notice{Code: "month_first"}},
	"bad_number":         {model.Field("licenses"), "2.5"},
	"bad_key":            {&model.KeyError{Length: 3}},
}

// TestEveryFaultHasWords: the same for what goes wrong below the rules.
func TestEveryFaultHasWords(t *testing.T) {
	codes := codesOf(t, "store")
	if len(codes) < 20 {
		t.Fatalf("only %d codes were found", len(codes))
	}
	inEveryLanguage(t, func(w Words, said func(string, string)) {
		for name, code := range codes {
			args := faultArguments[code]
			for len(args) < 4 { // a path, a mode and the like
				args = append(args, "benefits.db")
			}
			text := w.Notice(model.Notice{Code: code, Args: args})
			if text == string(code) {
				text = ""
			}
			said(name+" "+string(code), text)
			if strings.HasPrefix(name, "fault ") { // an error with nothing more to say
				said(name, w.Error(&model.Fault{Code: code, Text: "words of its own"}))
			}
		}
		known := maps.Clone(faultMessages)
		maps.Copy(known, fileMessages)
		for code := range known {
			known := false
			for _, c := range codes {
				known = known || c == code
			}
			if !known {
				t.Errorf("there are words for %s, which nothing says", code)
			}
		}
		said("locked by nobody known", w.Notice(model.Notice{Code: "store_locked"}))
	})
}

func TestErrorsThatAreNoRefusals(t *testing.T) {
	inEveryLanguage(t, func(w Words, said func(string, string)) {
		said("changed", w.Error(model.ErrChanged))
		said("unknown outcome", w.Error(model.ErrUnknownOutcome))
		for _, err := range []*model.KeyError{{Length: 24}, {Position: 7, Rune: '!'}, {Length: 0, Opaque: true}} {
			said("key", w.Error(err))
			said("refused key", w.Error(model.Refuse(redemption.KeyMalformed, err)))
		}
		said("ended before its day", w.Error(model.Refuse(redemption.NotActive, someDay, model.Disabled)))
		said("never active", w.Error(model.Refuse(redemption.NotActive, model.Date(0))))
		said("used, nobody knows when", w.Error(model.Refuse(redemption.KeyAlreadyRedeemed, model.Date(0), "", "")))
		said("a purchase, nobody knows when", w.Error(model.Refuse(redemption.KeyAlreadyRedeemed, someDay, "", "", model.ByPurchase)))
		said("a purchase that was made", w.Error(model.Refuse(redemption.KeyAlreadyRedeemed, someDay, "ada", "Power BI Pro", model.ByPurchase)))
		said("a purchase too late", w.Error(model.Refuse(redemption.KeyPastActivateBy, someDay, otherDay, model.ByPurchase)))
		said("a purchase on an active one", w.Error(model.Refuse(redemption.AlreadyActive, someDay, model.ByPurchase)))
		past := model.Notice{Code: redemption.FurtherPast, Args: []any{"•••••-EEEE5", someDay, otherDay}}
		if text := w.Error(model.Refuse(redemption.KeyPastActivateBy, someDay, otherDay, past)); text != w.Refusal(past) {
			t.Errorf("one of several keys: %q", text)
		}
		said("bare bad input", w.Error(model.Refuse(redemption.BadInput)))
		said("used keys", w.Error(model.Refuse(redemption.FurtherRedeemed, "•••••-EEEE5", model.Date(0), "", "")))
		said("over three years together", w.Error(model.Refuse(redemption.ExtensionOverThreeYears, int64(15), int64(2))))
		said("together only", w.Warning(model.Notice{Code: redemption.TogetherDiffers, Args: []any{int64(2), int64(0), model.Date(0)}}))
		said("people lose", w.Warning(model.Notice{Code: redemption.LicensesDrop, Args: []any{int64(5), int64(0)}}))
		said("rounded up", w.Warning(model.Notice{Code: redemption.Rounding, Args: []any{redemption.NewRatio(1, 3)}}))
		for field := range fieldMessages {
			said(field, w.Error(model.Refuse(model.CodeMissing, field)))
		}
	})
	if got := (Words{locale.English}).Error(model.ErrNotFound); got != model.ErrNotFound.Error() {
		t.Errorf("an error without a code is said as %q", got)
	}
}

func TestEveryValueHasAName(t *testing.T) {
	inEveryLanguage(t, func(w Words, said func(string, string)) {
		for list := model.List(1); list <= model.ListRedemptions; list++ {
			said(list.String(), w.List(list))
			for status := model.NotRedeemed; status <= model.Deleted; status++ {
				said(status.String(), w.Status(list, status))
				if _, known := statusMessages[status]; !known {
					t.Errorf("%v has no name", status)
				}
			}
		}
		said("no status", w.Status(1, 0))
		for _, phase := range append(model.Phases(), 0) {
			for list := model.List(0); list <= model.ListRedemptions; list++ {
				said(phase.String(), w.Phase(list, phase))
			}
		}
		for _, action := range redemption.Actions() {
			said(action.String(), w.Action(action))
			said(action.String(), w.ActionHelp(action))
			if w.ActionNamed(action.String()) != w.Action(action) {
				t.Errorf("%s is called %s", action, w.ActionNamed(action.String()))
			}
		}
		for _, kind := range model.Kinds() {
			said(kind.String(), w.Kind(kind))
			said(kind.String(), w.Added(model.RowDiff{Ref: model.Ref{Kind: kind}, Label: "n"}))
		}
		for field := range columnMessages {
			said(field, w.Added(model.RowDiff{Fields: []model.FieldDiff{{Field: field, New: "active"}}}))
		}
		for _, verb := range model.Verbs() {
			said(string(verb), w.Verb(verb))
			if _, known := verbMessages[verb]; !known {
				t.Errorf("%s has no name", verb)
			}
		}
		for _, role := range model.Roles() {
			said(role.String(), w.Role(role))
		}
		for unit := model.Licenses; unit <= model.MoneyPerYear; unit++ {
			for _, amount := range []int64{0, 1, 5, 1000, model.Unlimited} {
				said(unit.String(), w.Quantity(model.Quantity{Amount: amount, Unit: unit}))
			}
			if _, known := unitMessages[unit]; !known {
				t.Errorf("%s has no name", unit)
			}
		}
		said("core", w.BenefitType(model.Core))
		said("incremental", w.BenefitType(model.Incremental))
		said("purchase", w.RedemptionModel(model.Benefit{Model: model.ByPurchase}))
	})
	w := Words{locale.English}
	if w.BenefitType(0)+w.RedemptionModel(model.Benefit{})+w.Quantity(model.Quantity{}) != "" {
		t.Error("nothing is said in words")
	}
	if w.Verb("dance") != "dance" || w.ActionNamed("dance") != "dance" {
		t.Error("what has no name is left out")
	}
}

// TestEveryStepHasWords goes through the kinds until there is none any more.
func TestEveryStepHasWords(t *testing.T) {
	inEveryLanguage(t, func(w Words, said func(string, string)) {
		kind := redemption.StepKind(1)
		for ; kind <= redemption.StepMembershipEnd; kind++ {
			for _, exact := range []redemption.Ratio{redemption.Whole(3), redemption.NewRatio(36, 7)} {
				said(strconv.Itoa(int(kind)), w.Step(redemption.Step{
					Kind: kind, Licenses: 25, Months: 12, Days: 31, Divisor: 7, Product: 100, From: someDay, To: otherDay, Exact: exact, Share: redemption.NewRatio(1, 7), Span: 31,
				}))
			}
		}
		if text := w.Step(redemption.Step{Kind: kind}); text != "" {
			t.Errorf("a kind of step that does not exist is said as %q", text)
		}
	})
}

func TestAddedRecords(t *testing.T) {
	fields := []model.FieldDiff{{Field: "licenses", New: int64(25)}, {Field: "ends", New: model.Never}, {Field: "reported", New: model.Active}, {Field: "tenant_id", New: "x"}}
	fields = append(fields, model.FieldDiff{Field: "workspace", New: model.AzureCredits})
	for language, want := range map[locale.Language]string{
		locale.English:  "subscription Power BI Pro  licenses 25, end date never, status Active, tenant ID x, Azure credits",
		locale.Chinese:  "订阅 Power BI Pro  许可证 25、结束日期 永不、状态 有效、租户 ID x、Azure 额度",
		locale.Japanese: "サブスクリプション Power BI Pro",
	} {
		row := model.RowDiff{Ref: model.Ref{Kind: model.KindSubscription}, Label: "Power BI Pro", Fields: fields}
		if got := (Words{language}).Added(row); !strings.HasPrefix(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := (Words{locale.English}).Added(model.RowDiff{Label: "n"}); got != "n" {
		t.Errorf("a record of no kind is %q", got)
	}
}

func TestQuantities(t *testing.T) {
	w := Words{locale.English}
	for _, test := range []struct {
		model.Quantity
		want string
	}{
		{model.Quantity{Amount: 1, Unit: model.Licenses}, "1 license"},
		{model.Quantity{Amount: 1000, Unit: model.Licenses}, "1,000 licenses"},
		{model.Quantity{Amount: 600000, Unit: model.MoneyPerYear, Currency: "USD"}, "$6,000 per year"},
		{model.Quantity{Amount: 10050, Unit: model.MoneyPerMonth, Currency: "USD"}, "$100.50 per month"},
		{model.Quantity{Amount: 10005, Unit: model.MoneyPerMonth, Currency: "EUR"}, "€100.05 per month"},
		{model.Quantity{Amount: 100, Unit: model.MoneyPerMonth, Currency: "CHF"}, "CHF 1 per month"},
		{model.Quantity{Amount: 100, Unit: model.MoneyPerMonth}, "1 per month"},
		{model.Quantity{Amount: model.Unlimited, Unit: model.Incidents}, "Unlimited incidents"},
		{model.Quantity{Amount: model.Unlimited, Unit: model.Hours}, "Unlimited"},
		{model.Quantity{Amount: 7}, "7"},
	} {
		if got := w.Quantity(test.Quantity); got != test.want {
			t.Errorf("%+v is %q, want %q", test.Quantity, got, test.want)
		}
	}
}

func TestDays(t *testing.T) {
	w := Words{locale.English}
	for days, want := range map[int]string{-50: "−50 d", -1: "−1 d", 0: "today", 1: "1 d", 1200: "1,200 d"} {
		if got := w.DaysLeft(someDay.AddDays(days), someDay); got != want {
			t.Errorf("%d days from today is %q, want %q", days, got, want)
		}
	}
	if w.DaysLeft(0, someDay) != "" || w.DaysLeft(model.Never, someDay) != "" {
		t.Error("no date is some days away")
	}
	for days, want := range map[int]string{-91: "− 91 days", -1: "− 1 day", 0: "same day", 1: "+ 1 day", 91: "+ 91 days"} {
		if got := w.DaysMoved(days); got != want {
			t.Errorf("moved by %d days is %q, want %q", days, got, want)
		}
	}
	if got := w.Date(model.Never); got != "never" {
		t.Errorf("never is %q", got)
	}
	if got := w.Date(0); got != "" {
		t.Errorf("no date is %q", got)
	}
}
