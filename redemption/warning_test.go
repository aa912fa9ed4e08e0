package redemption_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"benefitdesk/model"
	"benefitdesk/redemption"
)

func product(name string) change { return func(r *redemption.Request) { r.Product = name } }
func assigned(n int64) change    { return func(r *redemption.Request) { r.Assigned = n } }
func expires(day string) change  { return func(r *redemption.Request) { r.BenefitExpires = date(day) } }

// notice writes a warning as it is expected, without irreversible, which is
// always the first.
func notice(code model.Code, args ...any) model.Notice { return model.Notice{Code: code, Args: args} }

type warningRow struct {
	what string
	r    redemption.Request
	want []model.Notice
}

func ratio(num, den int64) redemption.Ratio { return redemption.NewRatio(num, den) }

var warningRows = []warningRow{
	{"nothing special", request(activate, today, "", 5), nil},
	{"an extension by whole months", request(extend, today, "5, 2027-03-31", 5), nil},

	// less_than_twelve_months and where the end date goes
	{"add, less than a key's term left", request(add, today, "10, 2027-04-20", 10), []model.Notice{
		notice(redemption.LessThanTwelveMonths, int64(258), int64(12)), notice(redemption.EndDateMovesLater, int64(107))}},
	{"add, as much as a key's term left", request(add, today, "10, 2027-11-20", 3), []model.Notice{
		notice(redemption.EndDateUnchanged)}},
	{"add, more than a key's term left", request(add, today, "10, 2028-11-20", 5), []model.Notice{
		notice(redemption.EndDateMovesEarlier, int64(122))}},
	{"add, a day less than the term left", request(add, today, "1, 2027-11-19", 1), []model.Notice{
		notice(redemption.EndDateMovesLater, int64(1)), notice(redemption.Rounding, ratio(1, 2))}},
	{"add, rounded back to the old date", request(add, today, "10, 2027-11-19", 1), []model.Notice{
		notice(redemption.LessThanTwelveMonths, int64(364), int64(12)), notice(redemption.EndDateUnchanged), notice(redemption.Rounding, ratio(-1, 11))}},
	{"add, a day more than the term, rounded back", request(add, today, "10, 2027-11-21", 1), []model.Notice{
		notice(redemption.EndDateUnchanged), notice(redemption.Rounding, ratio(1, 11))}},
	{"add on the end date", request(add, later, "1, 2027-03-31", 1), []model.Notice{
		notice(redemption.LessThanTwelveMonths, int64(183), int64(12)), notice(redemption.EndDateMovesLater, int64(183))}},
	{"add a key of six months", with(request(add, today, "1, 2026-11-22", 1), months(6)), []model.Notice{
		notice(redemption.LessThanTwelveMonths, int64(92), int64(6)), notice(redemption.EndDateMovesLater, int64(90)), notice(redemption.Rounding, ratio(1, 2))}},

	// beyond_three_years_from_today
	{"36 months from the day", request(extend, today, "5, 2028-11-20", 5), nil},
	{"36 months and a day", request(extend, today, "5, 2028-11-21", 5), []model.Notice{
		notice(redemption.BeyondThreeYears, date("2029-11-20"))}},
	{"a renewal far ahead", request(renew, today, "5, 2029-03-31", 5), []model.Notice{
		notice(redemption.BeyondThreeYears, date("2029-11-20"))}},
	{"an add to a long one, half a day to the later one", request(add, today, "10, 2031-11-20", 10), []model.Notice{
		notice(redemption.EndDateMovesEarlier, int64(730)), notice(redemption.Rounding, ratio(1, 2))}},
	{"no third year in the calendar", request(activate, "9998-01-01", "", 5), nil},

	// portal_may_cap_at_twelve_months
	{"C·T = 12·A", request(extend, today, "5, 2027-03-31", 5), nil},
	{"C·T = 12·A by single months", with(request(extend, today, "5, 2027-03-31", 60), months(1)), nil},
	{"C·T one above 12·A", with(request(extend, today, "5, 2027-03-31", 61), months(1)), []model.Notice{
		notice(redemption.PortalMayCap)}},
	{"C·T = 36·A", request(extend, today, "5, 2026-11-20", 15), []model.Notice{notice(redemption.PortalMayCap)}},
	{"an add of more licenses is no extension", request(add, today, "5, 2027-11-20", 15), []model.Notice{notice(redemption.EndDateUnchanged)}},

	// gap_without_service
	{"activated the day after the end", request(activate, "2027-04-01", "5, 2027-03-31", 5), nil},
	{"activated two days after", request(activate, "2027-04-02", "5, 2027-03-31", 5), []model.Notice{
		notice(redemption.GapWithoutService, int64(1), date("2027-04-01"), date("2027-04-01"))}},
	{"activated 31 days after", request(activate, "2027-05-01", "5, 2027-03-31", 5), []model.Notice{
		notice(redemption.GapWithoutService, int64(30), date("2027-04-01"), date("2027-04-30"))}},
	{"activated 121 days after", request(activate, "2027-07-30", "5, 2027-03-31", 5), []model.Notice{
		notice(redemption.GapWithoutService, int64(120), date("2027-04-01"), date("2027-07-29"))}},
	{"a deleted one counts as none", with(request(activate, "2027-07-30", "9, 2027-03-31", 5), status(model.Deleted)), nil},
	{"disabled before its end", with(request(activate, today, "5, 2027-03-31", 5), status(model.Disabled)), nil},
	{"renewed in time", request(renew, later, "5, 2027-03-31", 5), nil},
	{"renewed two days after", request(renew, "2027-04-02", "5, 2027-03-31", 5), []model.Notice{
		notice(redemption.GapWithoutService, int64(1), date("2027-04-01"), date("2027-04-01"))}},

	// licenses_drop
	{"renewed with as many", request(renew, today, "5, 2027-03-31", 5), nil},
	{"renewed with more", request(renew, today, "5, 2027-03-31", 6), nil},
	{"renewed with one fewer", request(renew, today, "6, 2027-03-31", 5), []model.Notice{notice(redemption.LicensesDrop, int64(1), int64(0))}},
	{"everybody keeps theirs", with(request(renew, today, "9, 2027-03-31", 5), assigned(5)), []model.Notice{notice(redemption.LicensesDrop, int64(4), int64(0))}},
	{"one person loses theirs", with(request(renew, today, "9, 2027-03-31", 5), assigned(6)), []model.Notice{notice(redemption.LicensesDrop, int64(4), int64(1))}},
	{"an impossible number of people", with(request(renew, today, "9, 2027-03-31", 5), assigned(math.MinInt64)), []model.Notice{notice(redemption.LicensesDrop, int64(4), int64(0))}},
	{"activated with fewer", request(activate, "2027-04-01", "6, 2027-03-31", 5), []model.Notice{notice(redemption.LicensesDrop, int64(1), int64(0))}},
	{"an extension keeps the licenses", request(extend, today, "36, 2027-03-31", 3), nil},

	// discontinued_product, benefit_expiry_differs
	{"a product that goes on", with(request(activate, today, "", 5), product("Microsoft 365 E3")), nil},
	{"a discontinued product", with(request(activate, today, "", 5), product("Office 365 E3")), []model.Notice{
		notice(redemption.DiscontinuedProduct, "Office 365 E3", "Microsoft 365 E3")}},
	{"the benefit expires that day", with(request(activate, today, "", 5), expires("2027-11-20")), nil},
	{"the benefit expires before", with(request(activate, today, "", 5), expires("2027-11-19")), []model.Notice{
		notice(redemption.BenefitExpiryDiffers, date("2027-11-19"), date("2027-11-20"))}},
	{"the benefit expires after", with(request(activate, today, "", 5), expires("2027-11-21")), []model.Notice{
		notice(redemption.BenefitExpiryDiffers, date("2027-11-21"), date("2027-11-20"))}},

	// rounding
	{"a third of a day", request(add, "2027-06-01", "10, 2027-09-01", 5), []model.Notice{
		notice(redemption.LessThanTwelveMonths, int64(183), int64(12)), notice(redemption.EndDateMovesLater, int64(91)), notice(redemption.Rounding, ratio(-1, 3))}},
	{"a fraction of a month of whole days", request(extend, today, "24, 2027-03-31", 1), nil},
	{"a fraction of a day", request(extend, today, "7, 2027-03-15", 3), []model.Notice{notice(redemption.Rounding, ratio(-3, 7))}},

	// several, in their order
	{"an add with everything", with(request(add, today, "1, 2032-11-21", 2), product("Intune"), expires(later)), []model.Notice{
		notice(redemption.EndDateMovesEarlier, int64(1219)), notice(redemption.DiscontinuedProduct, "Intune", "Microsoft 365 E3 / E5"),
		notice(redemption.BenefitExpiryDiffers, date(later), date("2029-07-21")), notice(redemption.Rounding, ratio(-1, 3))}},
	{"an extension with everything", with(request(extend, today, "7, 2029-03-15", 20), product("Intune"), expires(later)), []model.Notice{
		notice(redemption.BeyondThreeYears, date("2029-11-20")), notice(redemption.PortalMayCap),
		notice(redemption.DiscontinuedProduct, "Intune", "Microsoft 365 E3 / E5"), notice(redemption.BenefitExpiryDiffers, date(later), date("2032-01-24")),
		notice(redemption.Rounding, ratio(1, 7))}},
	{"a renewal with everything", with(request(renew, "2027-04-03", "9, 2027-03-31", 5), product("Intune"), expires(later), assigned(9)), []model.Notice{
		notice(redemption.GapWithoutService, int64(2), date("2027-04-01"), date("2027-04-02")), notice(redemption.LicensesDrop, int64(4), int64(4)),
		notice(redemption.DiscontinuedProduct, "Intune", "Microsoft 365 E3 / E5"), notice(redemption.BenefitExpiryDiffers, date(later), date("2028-04-03"))}},
}

func TestWarnings(t *testing.T) {
	for _, c := range warningRows {
		o := preview(t, c.r)
		want := append([]model.Notice{notice(redemption.Irreversible)}, c.want...)
		if diff := cmp.Diff(want, o.Warnings); diff != "" {
			t.Errorf("%s, %v (-want +got):\n%s", c.what, o.After, diff)
		}
	}
}

// TestReplacement: whole names and aliases only, however they are spelled.
func TestReplacement(t *testing.T) {
	const e3, e5, either, goesOn = "Microsoft 365 E3", "Microsoft 365 E5", "Microsoft 365 E3 / E5", ""
	for name, want := range map[string]string{
		"Office 365 E3":                     e3,
		"  office  365 e3 ":                 e3,
		"Ｏｆｆｉｃｅ 365 E3":                     e3,
		"Microsoft Office 365 E3":           e3,
		"Office 365 E5":                     e5,
		"Microsoft Office 365 E5":           e5,
		"Enterprise Mobility + Security":    either,
		"Enterprise Mobility + Security E3": e3,
		"Enterprise Mobility + Security E5": e5,
		"Enterprise Mobility Suite":         either,
		"Microsoft Intune":                  either,
		"Intune":                            either,
		"Windows 10 Enterprise":             either,
		"Windows 10 Enterprise E3":          e3,
		"Windows 10 Enterprise E5":          e5,
		"Microsoft 365 E3":                  goesOn,
		"Office 365 E1":                     goesOn,
		"Office 365 E3 (no Teams)":          goesOn,
		"Microsoft Intune Suite":            goesOn,
		"Windows 11 Enterprise":             goesOn,
		"Office 365":                        goesOn,
		"":                                  goesOn,
	} {
		if _, got, discontinued := redemption.Discontinued("", name); got != want || discontinued != (want != goesOn) {
			t.Errorf("%q is replaced by %q, want %q", name, got, want)
		}
		if want == goesOn {
			continue
		}
		r := with(request(activate, today, "", 5), product(name)) // it warns, never refuses
		if o := preview(t, r); len(o.Warnings) != 2 || o.Warnings[1].Code != redemption.DiscontinuedProduct {
			t.Errorf("%q: %v", name, o.Warnings)
		}
	}
}
