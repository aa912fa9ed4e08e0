package exchange

import (
	"slices"
	"strings"

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
)

func knowsYourProducts(f fields) bool {
	return f.has(fieldProductName) && f.has(fieldSubStatus) && (f.has(fieldPurchased) || f.has(fieldAssigned))
}

func yourProduct(b *builder, r row) error {
	s := model.Subscription{Name: r.text(fieldProductName), PaidWith: available(r.text(fieldPaidWith)), Channel: available(r.text(fieldChannel))}
	if s.Name == "" {
		return bad(model.CodeMissing, "name")
	}
	if err := b.standing(r, &s); err != nil {
		return err
	}
	var told []string
	assigned, known, err := r.count("assigned", fieldAssigned)
	if err != nil {
		return err
	}
	if known {
		s.Assigned, s.AssignedOn, told = assigned, b.asOf(s.Ends), append(told, "assigned")
	}
	licenses, known, err := r.count("licenses", fieldPurchased)
	if err != nil {
		return err
	}
	if s.Licenses = licenses; known {
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

// standing reads "Active: Expires on 18/9/2023". What the portal says of a
// later state is worked back to the end.
func (b *builder) standing(r row, s *model.Subscription) error {
	text := r.text(fieldSubStatus)
	if text == "" {
		return nil
	}
	date, _, err := b.dates.read(b.in, r.line, text)
	if err != nil {
		return err
	}
	s.Ends = date
	state, rest, _ := strings.Cut(model.Fold(text), ":")
	switch {
	case hasPrefix(state, "no active", "没有有效", "アクティブなサブスクリプションなし"):
		return nil
	case hasPrefix(state, "active", "enabled", "有效", "活动", "アクティブ"):
		s.Reported = model.Active
	case hasPrefix(state, "expired", "已过期", "过期", "期限切れ"):
		s.Reported = model.Expired
		workBack(s, rest, model.ExpiredDays, "disabl", "禁用", "無効")
	case hasPrefix(state, "disabled", "suspended", "已禁用", "已暂停", "無効", "中断", "一時停止"):
		s.Reported = model.Disabled
		workBack(s, rest, model.ExpiredDays+model.DisabledDays, "delet", "删除", "削除")
	case hasPrefix(state, "deleted", "deprovisioned", "已删除", "已取消设置", "削除済み", "プロビジョニング解除"):
		s.Reported = model.Deleted
	default:
		s.Note = b.unknownStatus(r.line, text)
		return nil
	}
	s.ReportedOn = b.asOf(date)
	return nil
}

// workBack estimates the end from the date on which a later state begins.
func workBack(s *model.Subscription, text string, days int, words ...string) {
	named := func(word string) bool { return strings.Contains(text, word) }
	if !s.Ends.IsZero() && slices.ContainsFunc(words, named) {
		s.Ends, s.Estimated = s.Ends.AddDays(-days), true
	}
}

func hasPrefix(text string, prefixes ...string) bool {
	for _, prefix := range prefixes {
		if strings.HasPrefix(text, prefix) {
			return true
		}
	}
	return false
}

// available gives "" where the portal says that there is nothing to say.
func available(text string) string {
	switch fieldName(text) {
	case "notavailable", "na", "不可用", "利用不可":
		return ""
	}
	return text
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
