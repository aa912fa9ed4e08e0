package exchange

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"benefitdesk/model"
)

// The grid Billing > Your products of the Microsoft 365 admin center.

var (
	fieldProductName = names{"productname", "产品名称", "製品名"}
	fieldAssigned    = names{"assignedlicenses", "assigned", "已分配的许可证", "割り当て済みライセンス"}
	fieldPurchased   = names{"purchasedquantity", "purchasedlicenses", "已购数量", "購入数量"}
	fieldSubStatus   = names{"subscriptionstatus", "productsubscriptionstatus", "订阅状态", "产品订阅状态", "サブスクリプションの状態", "製品サブスクリプションの状態"}
	fieldPaidWith    = names{"paidwith", "付款方式", "支払い方法"}
	fieldChannel     = names{"purchasechannel", "购买渠道", "購入チャネル"}

	yourFields = []names{fieldProductName, fieldAssigned, fieldPurchased, fieldSubStatus, fieldPaidWith, fieldChannel}
)

func knowsYourProducts(f fields) bool {
	return f.has(fieldProductName) && f.has(fieldSubStatus) && (f.has(fieldPurchased) || f.has(fieldAssigned))
}

func yourProduct(b *builder, r row) error {
	s := model.Subscription{Name: r.text(fieldProductName), PaidWith: r.value(fieldPaidWith), Channel: r.value(fieldChannel)}
	if s.Name == "" {
		return bad(model.CodeMissing, "name")
	}
	if err := b.standing(r, &s); err != nil {
		return err
	}
	var told []string
	used, of := cutShare(r.value(fieldAssigned))
	assigned, known, err := countOf("assigned", used)
	if err != nil {
		return err
	}
	if known {
		s.Assigned, s.AssignedOn, told = assigned, b.asOf(s.Ends), append(told, "assigned")
	}
	s.Licenses, known, err = countOf("licenses", cmp.Or(r.value(fieldPurchased), of))
	if err != nil {
		return err
	}
	if known {
		told = append(told, "licenses")
	}
	if !s.Ends.IsZero() {
		told = append(told, "estimated")
	}
	_, err = b.add(r.line, s, told...)
	if last := len(b.file.entries) - 1; err == nil {
		b.file.entries[last].cut = cutName(s.Name) != ""
	}
	return err
}

// cutShare cuts "3/25" and "3 of 25" into what is assigned and of how many.
func cutShare(text string) (used, of string) {
	for _, mark := range [...]string{"/", "／", " out of ", " of "} {
		if used, of, ok := strings.Cut(text, mark); ok {
			return strings.TrimSpace(used), strings.TrimSpace(of)
		}
	}
	return text, ""
}

// yourStates are the words with which the portal's states begin, how many days
// after the end each begins (none where nothing is known), and the words that
// announce it.
var yourStates = [...]struct {
	status           model.Status
	days             int
	begins, announce []string
}{
	{0, 0, []string{"no active", "没有有效", "アクティブなサブスクリプションなし"}, nil},
	{model.Active, 0, []string{"active", "enabled", "有效", "活动", "アクティブ"}, []string{"renew", "续订", "更新"}},
	{model.Expired, 0, []string{"expired", "已过期", "过期", "期限切れ"}, []string{"expir", "过期", "到期", "期限切れ"}},
	{model.Disabled, model.ExpiredDays, []string{"disabled", "suspended", "已禁用", "已暂停", "無効", "中断", "一時停止"},
		[]string{"disabl", "suspend", "turn off", "turns off", "turned off", "禁用", "暂停", "停用", "無効", "中断", "停止"}},
	{model.Deleted, model.ExpiredDays + model.DisabledDays,
		[]string{"deleted", "deprovisioned", "已删除", "已取消设置", "削除済み", "プロビジョニング解除"},
		[]string{"delet", "deprovision", "删除", "取消设置", "削除", "プロビジョニング解除"}},
	{0, notAnEnd, nil, []string{"cancel", "取消", "取り消", "キャンセル"}},
}

// notAnEnd are the days of what tells nothing of the end: somebody who cancels
// keeps what was paid for.
const notAnEnd = -1

// standing reads "Active: Expires on 18/9/2023". What the portal says of a
// later state is worked back to the end.
func (b *builder) standing(r row, s *model.Subscription) error {
	text := r.value(fieldSubStatus)
	if text == "" {
		return nil
	}
	for _, state := range yourStates {
		if !hasPrefix(model.Fold(text), state.begins...) {
			continue
		}
		announced, days, err := b.announced(r.line, afterState(text), state.days)
		if s.Ends = announced; err != nil || state.status == 0 {
			return err
		}
		if days > 0 && !announced.IsZero() {
			s.Ends, s.Estimated = announced.AddDays(-days), true
		}
		s.Reported, s.ReportedOn = state.status, b.asOf(announced)
		if announced.IsZero() && unreadDate(text) {
			s.Note = b.unknownStatus(r.line, text)
		}
		return nil
	}
	announced, _, err := b.announced(r.line, text, 0)
	if s.Ends = announced; err == nil {
		s.Note = b.unknownStatus(r.line, text)
	}
	return err
}

// unreadDate tells whether a text without a date announces something by a
// number, as 18/9/27 is none that can be read for sure.
func unreadDate(text string) bool {
	days, said := announcedBy(afterState(text))
	return said && days != notAnEnd && strings.ContainsFunc(text, unicode.IsDigit)
}

// afterState is what follows the name of the state.
func afterState(text string) string {
	if digit := strings.IndexFunc(text, unicode.IsDigit); digit >= 0 {
		if colon := strings.LastIndexAny(text[:digit], ":："); colon >= 0 {
			_, size := utf8.DecodeRuneInString(text[colon:])
			return text[colon+size:]
		}
	}
	return text
}

// announced gives the date of a text that is nearest to the end, and how many
// days after the end it comes; own is for one of which nothing is said.
func (b *builder) announced(line int, text string, own int) (date model.Date, days int, err error) {
	found := b.dates.findAll(text)
	days = notAnEnd
	for i, of := range aboutDates(text, found) {
		day, err := b.dates.day(b.in, line, found[i])
		if err != nil {
			return 0, 0, err
		}
		comes, said := announcedBy(of)
		if !said {
			comes = own
		}
		if comes != notAnEnd && (days == notAnEnd || comes < days) {
			date, days = day, comes
		}
	}
	return date, days, nil
}

// aboutDates cuts out what a text says of each of its dates: before them, or
// behind them as in Japanese.
func aboutDates(text string, dates []foundDate) []string {
	about, behind, from := make([]string, len(dates)), make([]string, len(dates)), 0
	for i, f := range dates {
		about[i], from = text[from:f.from], f.to
		if i > 0 {
			behind[i-1] = about[i]
		}
	}
	if len(dates) > 0 {
		behind[len(dates)-1] = text[from:]
		if _, said := announcedBy(about[0]); !said {
			return behind
		}
	}
	return about
}

// announcedBy tells how many days after the end comes what a text announces
// last.
func announcedBy(text string) (days int, said bool) {
	text, last := model.Fold(text), -1
	for _, state := range yourStates {
		for _, word := range state.announce {
			if at := strings.LastIndex(text, word); at > last {
				last, days = at, state.days
			}
		}
	}
	return days, last >= 0
}

func hasPrefix(text string, prefixes ...string) bool {
	for _, prefix := range prefixes {
		if strings.HasPrefix(text, prefix) {
			return true
		}
	}
	return false
}

// cutName gives what is left of a name that the portal cut, and "" for a name
// that is whole.
func cutName(name string) string {
	for _, mark := range [...]string{"...", "…"} {
		if rest, ok := strings.CutSuffix(name, mark); ok {
			return strings.TrimSpace(rest)
		}
	}
	return ""
}
