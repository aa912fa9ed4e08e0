package exchange

import (
	"errors"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"benefitdesk/model"
)

var errNumber = errors.New("not a number")

// parseQuantity reads "5 licenses", "$100 per month", "Unlimited incidents",
// "€5.000,50 per year". An amount is kept in its currency, never converted.
// The unit is 0 for a plain number and for a unit that is not known; the
// second is told by unknown.
func parseQuantity(text string) (q model.Quantity, unknown string, err error) {
	folded := model.Fold(text)
	if rest, unlimited := cutUnlimited(folded); unlimited {
		q.Amount = model.Unlimited
		q.Unit = unitOf(rest)
		return q, unknownUnit(q.Unit, rest), nil
	}
	before, number, after := cutNumber(folded)
	hundredths, err := amountOf(number)
	if err != nil || strings.ContainsAny(before, "-−(") || goesOn(after) || multiplied(after) {
		return q, "", bad(BadQuantity, excerpt(text))
	}
	if currency := currencyOf(before, after); currency != "" {
		q.Amount, q.Currency = hundredths, currency
		q.Unit = model.MoneyPerYear
		if perMonth(after) {
			q.Unit = model.MoneyPerMonth
		}
		return q, "", nil
	}
	if hundredths%100 != 0 {
		return q, "", bad(BadNumber, model.Field("quantity"), excerpt(text))
	}
	q.Amount = hundredths / 100
	if q.Unit = unitOf(after); q.Unit == 0 && strings.TrimSpace(after) == "" {
		after = strings.Trim(before, " :：")
		q.Unit = unitOf(after)
	}
	if err := q.Valid(); err != nil {
		return q, "", &badRow{reasonOf(err)}
	}
	return q, unknownUnit(q.Unit, after), nil
}

// cutUnlimited cuts off the word for no limit, if a folded text begins so.
func cutUnlimited(folded string) (rest string, unlimited bool) {
	for _, word := range [...]string{"unlimited", "无限制", "無制限"} {
		if rest, ok := strings.CutPrefix(folded, word); ok {
			return rest, true
		}
	}
	return folded, false
}

// goesOn tells whether what follows a number makes it another one, a range or a
// share: 1e3, 5/25, 10–20, 5 of 10.
func goesOn(after string) bool {
	digits := func(text string) bool { return text != "" && isDigit(rune(text[0])) }
	if exponent, ok := strings.CutPrefix(after, "e"); ok && digits(strings.TrimLeft(exponent, "+-−")) {
		return true
	}
	after = strings.TrimLeft(after, " ")
	rest := strings.TrimLeft(after, "+-−–—~〜/: ")
	for _, word := range [...]string{"of", "out of", "to", "or", "x", "×"} {
		if share, ok := strings.CutPrefix(after, word); ok {
			rest = strings.TrimLeft(share, " ")
		}
	}
	return rest != after && digits(rest)
}

// multiplied tells whether a number is given in thousands or more: $6K, 1.5
// million, 2 万. As it is not known which are meant, none are.
func multiplied(after string) bool {
	after = strings.TrimLeft(after, " ")
	if first, _ := utf8.DecodeRuneInString(after); strings.ContainsRune("百千万萬亿億", first) {
		return true
	}
	end := strings.IndexFunc(after, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if end < 0 {
		end = len(after)
	}
	switch after[:end] {
	case "k", "m", "mn", "mm", "mio", "b", "bn", "t", "tn", "thousand", "million", "millions", "billion", "trillion", "hundred", "dozen":
		return true
	}
	return false
}

func unknownUnit(unit model.Unit, text string) string {
	if unit != 0 {
		return ""
	}
	return strings.TrimSpace(text)
}

// cutNumber cuts a text at its first number, separators included.
func cutNumber(text string) (before, number, after string) {
	from := strings.IndexFunc(text, isDigit)
	if from < 0 {
		return text, "", ""
	}
	to := from
	for i := from; i < len(text); i++ {
		switch c := text[i]; {
		case c >= '0' && c <= '9':
			to = i + 1
		case c == '.' || c == ',' || c == '\'':
		case c == ' ' && threeDigits(text[i+1:]):
		default:
			return text[:from], text[from:to], text[to:]
		}
	}
	return text[:from], text[from:to], text[to:]
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// threeDigits tells whether a text begins with a group of exactly three.
func threeDigits(text string) bool {
	n := strings.IndexFunc(text, func(r rune) bool { return !isDigit(r) })
	return n == 3 || n < 0 && len(text) == 3
}

// wholeNumber reads 10000, 10,000 and 10 000.
func wholeNumber(text string) (int64, error) {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return n, nil
	}
	hundredths, err := amountOf(text)
	if err != nil || hundredths%100 != 0 {
		return 0, errNumber
	}
	return hundredths / 100, nil
}

// narrow takes out what parts thousands and is never a decimal sign.
var narrow = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "'", "", "’", "")

// amountOf reads a number with or without separators, in hundredths. The last
// of two different separators is the decimal one, and so is a single one that
// is not followed by exactly three digits.
func amountOf(text string) (int64, error) {
	text = narrow.Replace(text)
	whole, fraction := text, ""
	last := strings.LastIndexAny(text, ".,")
	if last >= 0 {
		mark := text[last : last+1]
		other := strings.Trim(".,", mark)
		alone := strings.Count(text, mark) == 1
		if alone && (strings.Contains(text, other) || len(text)-last-1 != 3) {
			whole, fraction = text[:last], text[last+1:]
			if fraction == "" || len(fraction) > 2 {
				return 0, errNumber
			}
			if strings.Contains(whole, mark) {
				return 0, errNumber
			}
		}
	}
	digits, err := ungrouped(whole)
	if err != nil {
		return 0, err
	}
	amount, err := strconv.ParseUint(digits+(fraction + "00")[:2], 10, 62)
	if err != nil {
		return 0, errNumber
	}
	return int64(amount), nil
}

// ungrouped takes the separators of thousands out.
func ungrouped(text string) (string, error) {
	groups := strings.FieldsFunc(text, func(r rune) bool { return r == '.' || r == ',' })
	if len(groups) == 0 || strings.Contains(text, ".") && strings.Contains(text, ",") {
		return "", errNumber
	}
	for _, group := range groups[1:] {
		if len(group) != 3 {
			return "", errNumber
		}
	}
	return strings.Join(groups, ""), nil
}

// currencies are the signs of currencies; longer ones come first.
var currencies = [...]struct{ sign, code string }{
	{"us$", "USD"}, {"ca$", "CAD"}, {"a$", "AUD"}, {"c$", "CAD"}, {"nz$", "NZD"}, {"hk$", "HKD"}, {"s$", "SGD"}, {"r$", "BRL"},
	{"$", "USD"}, {"€", "EUR"}, {"£", "GBP"}, {"¥", "JPY"}, {"円", "JPY"}, {"元", "CNY"}, {"₹", "INR"}, {"₩", "KRW"},
}

// currencyOf finds a sign or an ISO code right before or after the number, and
// gives "" for what is no money.
func currencyOf(before, after string) string {
	before, after = strings.TrimSpace(before), strings.TrimSpace(after)
	for _, currency := range currencies {
		if strings.HasSuffix(before, currency.sign) || strings.HasPrefix(after, currency.sign) {
			return currency.code
		}
	}
	for _, word := range [...]string{lastWord(before), firstWord(after)} {
		if len(word) == 3 && strings.Contains(isoCodes, " "+word+" ") {
			return strings.ToUpper(word)
		}
	}
	return ""
}

// isoCodes are the currencies in which Microsoft sells.
const isoCodes = " aed afn all amd ars aud azn bam bdt bgn bhd bnd bob brl byn bzd cad chf clp cny cop crc czk dkk dop dzd egp etb " +
	"eur gbp gel gtq hkd hnl hrk huf idr ils inr iqd isk jmd jod jpy kes kgs khr krw kwd kzt lak lbp lkr lyd mad mdl mkd mmk mop " +
	"mur mxn myr ngn nio nok npr nzd omr pab pen php pkr pln pyg qar ron rsd rub rwf sar sek sgd syp thb tnd try ttd twd tzs uah " +
	"ugx usd uyu uzs ves vnd xaf xof yer zar zmw "

func lastWord(text string) string {
	return text[strings.LastIndexFunc(text, notLetter)+1:]
}

func firstWord(text string) string {
	if end := strings.IndexFunc(text, notLetter); end >= 0 {
		return text[:end]
	}
	return text
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }

// perMonth tells whether an amount is given every month; otherwise it is given
// once, for the year.
func perMonth(after string) bool {
	for _, word := range [...]string{"month", "/mo", "月"} {
		if strings.Contains(after, word) {
			return true
		}
	}
	return false
}

// unitOf finds what is counted; 0 is none that is known.
func unitOf(text string) model.Unit {
	for _, unit := range [...]struct {
		word string
		unit model.Unit
	}{
		{"licen", model.Licenses}, {"seat", model.Licenses}, {"许可证", model.Licenses}, {"ライセンス", model.Licenses},
		{"activation", model.Activations}, {"激活", model.Activations}, {"アクティブ化", model.Activations},
		{"アクティベーション", model.Activations},
		{"user", model.Users}, {"用户", model.Users}, {"ユーザー", model.Users},
		{"incident", model.Incidents}, {"事件", model.Incidents}, {"インシデント", model.Incidents},
		{"hour", model.Hours}, {"小时", model.Hours}, {"時間", model.Hours},
	} {
		if strings.Contains(text, unit.word) {
			return unit.unit
		}
	}
	return 0
}
