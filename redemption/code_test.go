package redemption_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"testing"

	"benefitdesk/model"
	"benefitdesk/redemption"
)

// The codes of the specification, in its order. They are a contract with the
// scripts of others and never change.
var (
	publishedRefusals = []model.Code{
		"bad_input", "key_malformed", "key_already_redeemed", "key_past_activate_by", "wrong_product", "wrong_tenant",
		"not_active", "already_active", "nothing_to_renew", "extension_over_three_years",
	}
	publishedWarnings = []model.Code{
		"irreversible", "less_than_twelve_months", "end_date_moves_earlier", "end_date_moves_later", "end_date_unchanged",
		"beyond_three_years_from_today", "portal_may_cap_at_twelve_months", "gap_without_service", "licenses_drop",
		"discontinued_product", "benefit_expiry_differs", "rounding",
	}
)

// elsewhere are codes that this package names and others report: where a key
// or a date is typed, before there is anything to calculate.
var elsewhere = []model.Code{redemption.KeyMalformed, redemption.ConfirmDiffers, redemption.FurtherMissing}

// TestEveryCodeIsExercised reads the codes from the source and looks for a row
// in the tables of this package's tests for each.
func TestEveryCodeIsExercised(t *testing.T) {
	exercised := map[model.Code]bool{redemption.Irreversible: true, redemption.TogetherDiffers: true}
	for _, row := range refusalRows {
		exercised[row.code] = true
		for _, arg := range row.args {
			if reason, ok := arg.(model.Code); ok {
				exercised[reason] = true
			}
		}
	}
	for _, row := range warningRows {
		for _, warning := range row.want {
			exercised[warning.Code] = true
		}
	}
	for _, row := range redeemRefusals {
		exercised[row.code] = true
		if row.code == redemption.BadInput {
			exercised[row.args[0].(model.Code)] = true
		}
	}
	for _, row := range furtherRefusals {
		exercised[row.code] = true
		if which, named := (model.Notice{Args: row.args}).Which(); named {
			exercised[which.Code] = true
		}
	}
	for _, row := range portalRows {
		exercised[row.reason] = true
	}
	for _, row := range linkRows {
		exercised[row.code] = true
	}
	declared := declaredCodes(t)
	for _, code := range declared {
		if exercised[code] == slices.Contains(elsewhere, code) {
			t.Errorf("%s: exercised by a row %v", code, exercised[code])
		}
	}
	for _, code := range slices.Concat(publishedRefusals, publishedWarnings) {
		if !slices.Contains(declared, code) {
			t.Errorf("%s is published, but not declared", code)
		}
	}
}

// declaredCodes are the constants of type model.Code in the package's source.
func declaredCodes(t *testing.T) []model.Code {
	t.Helper()
	var codes []model.Code
	for _, name := range []string{"rule.go", "redeem.go", "warning.go", "together.go"} {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			if selector, ok := spec.Type.(*ast.SelectorExpr); ok && selector.Sel.Name == "Code" {
				text, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
				if err != nil || slices.Contains(codes, model.Code(text)) {
					t.Errorf("%s: %q declared twice, %v", name, text, err)
				}
				codes = append(codes, model.Code(text))
			}
			return true
		})
	}
	if len(codes) < 35 {
		t.Errorf("only %d codes found", len(codes))
	}
	return codes
}
