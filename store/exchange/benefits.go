package exchange

import (
	"strings"

	"benefitdesk/model"
)

// The Benefits grids of Partner Center, all tabs with a Workspace column or
// one tab without it.

var (
	fieldWorkspace  = names{"workspace", "tab", "工作区", "ワークスペース"}
	fieldBenefit    = names{"benefitname", "benefit", "权益名称", "权益", "特典名", "特典"}
	fieldSource     = names{"sourceprogramnamespecialization", "source", "programname", "来源计划名称和专业化", "来源", "ソースプログラム名と専門分野", "ソース"}
	fieldQuantity   = names{"quantity", "licensequantity", "licenses", "数量", "许可证数量", "ライセンス数", "ライセンス数量"}
	fieldActivateBy = names{"activateby", "activatebydate", "激活截止日期", "アクティブ化の期限", "特典をアクティブ化する必要がある日付"}
	fieldExpires    = names{"expires", "expiry", "expirydate", "benefitexpirydate", "expirationdate", "过期", "权益到期日期", "到期日期", "有効期限", "特典の有効期限", "有効期限日"}
	fieldStatus     = names{"status", "benefitredemptionstatus", "redemptionstatus", "状态", "权益兑换状态", "状態", "特典の引き換え状態"}
	fieldType       = names{"benefittype", "type", "权益类型", "权益类型核心增量", "特典の種類", "特典の種類コアインクリメンタル"}
	fieldBenefitID  = names{"benefitid", "id"}
	fieldAccessID   = names{"accessid", "访问id", "アクセスid"}
	fieldContractID = names{"contractid", "合同id", "契約id"}

	benefitFields = []names{
		fieldWorkspace, fieldBenefit, fieldSource, fieldQuantity, fieldActivateBy, fieldExpires, fieldStatus, fieldType, fieldBenefitID, fieldAccessID, fieldContractID,
	}
)

// fieldEffective is in our own list of redemptions, which are no benefits.
var fieldEffective = names{"takeseffect", "生效日", "有効になる日"}

func knowsBenefits(f fields) bool {
	return f.has(fieldBenefit) && !f.has(fieldEffective) && (f.has(fieldQuantity) || f.has(fieldActivateBy) || f.has(fieldExpires) || f.has(fieldSource))
}

func benefitRow(b *builder, r row) error {
	activateBy, err := b.date(r, fieldActivateBy)
	if err != nil {
		return err
	}
	expires, err := b.date(r, fieldExpires)
	if err != nil {
		return err
	}
	benefit := model.Benefit{
		Name: r.text(fieldBenefit), Source: r.text(fieldSource), PortalID: r.text(fieldBenefitID),
		ActivateBy: activateBy, Expires: expires,
		AccessID: r.text(fieldAccessID), ContractID: r.text(fieldContractID),
	}
	if benefit.Name == "" {
		return bad(model.CodeMissing, "name")
	}
	if benefit.Workspace, err = b.workspace(r); err != nil {
		return err
	}
	if err := b.quantity(r, &benefit); err != nil {
		return err
	}
	benefit.Type = typeOf(r.text(fieldType), benefit.Source)
	b.benefitStatus(r, &benefit)
	if benefit.PortalID != "" {
		return b.once(r.line, "benefit "+benefit.PortalID, benefit)
	}
	_, err = b.add(r.line, benefit)
	return err
}

// workspaceUnknown stands for a workspace that the whole file will tell. It is
// the last one, so that the record is valid but for this.
const workspaceUnknown = model.GoToMarket

// workspace takes the row's tab, else the heading above it. Without both it is
// left to inferWorkspace.
func (b *builder) workspace(r row) (model.Workspace, error) {
	text := r.value(fieldWorkspace)
	if text == "" {
		text = b.heading
	}
	if text == "" {
		b.open = append(b.open, r.line)
		return workspaceUnknown, nil
	}
	workspace := workspaceOf(text)
	if workspace == 0 {
		return 0, bad(BadWorkspace, excerpt(text))
	}
	return workspace, nil
}

// workspaceOf gives the workspace of a portal's tab, with the number of its
// benefits or without; 0 is none.
func workspaceOf(tab string) model.Workspace {
	for _, workspace := range model.Workspaces() {
		if tab == workspace.String() {
			return workspace
		}
	}
	name, _, _ := strings.Cut(strings.Map(model.FoldWidth, tab), "(")
	name = fieldName(name)
	for _, suffix := range [...]string{"", "benefits", "services", "权益", "服务", "の特典", "特典", "サービス"} {
		if bare, ok := strings.CutSuffix(name, suffix); ok {
			if workspace := workspaceNamed(bare); workspace != 0 {
				return workspace
			}
		}
	}
	return 0
}

// workspaceNamed maps the folded names of portal tabs, old and new.
func workspaceNamed(name string) model.Workspace {
	switch name {
	case "cloud", "cloudservices", "azurecloudproducts", "azureandcloudproducts", "云服务", "云", "azure和云产品", "クラウドサービス", "クラウド", "azureとクラウドの製品":
		return model.Cloud
	case "azure", "azurecredits", "azurecredit", "azure额度", "azureクレジット":
		return model.AzureCredits
	case "software", "软件", "ソフトウェア":
		return model.Software
	case "developertools", "visualstudio", "visualstudiosubscriptions", "visualstudio订阅", "开发人员工具", "visualstudioサブスクリプション", "開発者ツール":
		return model.VisualStudio
	case "technical", "technicalbenefits", "technicalsupportconsultation", "technicalsupportandconsultation", "technicalpresalesdeployment",
		"technicalpresalesanddeployment", "技术权益", "技术支持和咨询", "技术预售和部署服务", "技術関連の特典", "テクニカルサポートと相談", "テクニカルプリセールスと展開":
		return model.Technical
	case "gotomarket", "marketing", "marketingbenefits", "市场推广", "市场营销权益", "市場進出", "市場投入", "市場進出市場投入", "マーケティング特典":
		return model.GoToMarket
	}
	return 0
}

// benefitHeading takes the name of a tab that stands above a grid.
func benefitHeading(b *builder, line string) bool {
	line = strings.Trim(line, "#*: \t|,;")
	if workspaceOf(line) == 0 {
		return false
	}
	b.heading = line
	return true
}

// inferWorkspace tells by the units of a single tab's grid which tab it is.
func inferWorkspace(b *builder) error {
	if len(b.open) == 0 {
		return nil
	}
	open := map[int]bool{}
	for _, line := range b.open {
		open[line] = true
	}
	var found model.Workspace
	for _, e := range b.file.entries {
		benefit, ok := e.record.(model.Benefit)
		workspace := workspaceOfUnit(benefit.Quantity.Unit)
		if !ok || !open[e.line] || workspace == 0 {
			continue
		}
		if found != 0 && workspace != found {
			return b.in.wrongAt(e.line, CodeSeveralWorkspaces)
		}
		found = workspace
	}
	if found == 0 {
		return b.in.wrong(CodeNoWorkspace)
	}
	for i, e := range b.file.entries {
		if benefit, ok := e.record.(model.Benefit); ok && open[e.line] {
			benefit.Workspace = found
			b.file.entries[i].record = benefit
		}
	}
	return nil
}

func workspaceOfUnit(unit model.Unit) model.Workspace {
	switch unit {
	case model.Licenses:
		return model.Cloud
	case model.MoneyPerMonth, model.MoneyPerYear:
		return model.AzureCredits
	case model.Activations:
		return model.Software
	case model.Users:
		return model.VisualStudio
	case model.Incidents, model.Hours:
		return model.Technical
	}
	return 0
}

// quantity reads the row's quantity; a plain number has the unit of its
// workspace where that has one only. A unit that is not known is kept in the
// note.
func (b *builder) quantity(r row, benefit *model.Benefit) error {
	text := r.value(fieldQuantity)
	if text == "" {
		return nil
	}
	q, unknown, err := parseQuantity(text)
	workspace := benefit.Workspace
	switch {
	case err != nil:
		return err
	case unknown != "":
		b.note(CodeUnknownValue, r.line, model.Field("quantity"), shown(text))
		benefit.Note = "quantity: " + text
	case q.Unit == 0 && workspace == model.Cloud:
		q.Unit = model.Licenses
	case q.Unit == 0 && workspace == model.Software:
		q.Unit = model.Activations
	case q.Unit == 0 && workspace == model.VisualStudio:
		q.Unit = model.Users
	}
	benefit.Quantity = q
	return nil
}

// typeOf tells core from incremental by the first text that says so.
func typeOf(texts ...string) model.BenefitType {
	for _, text := range texts {
		text = model.Fold(text)
		switch {
		case strings.Contains(text, "incremental"), strings.Contains(text, "增量"), strings.Contains(text, "インクリメンタル"):
			return model.Incremental
		case hasWord(text, "core"), strings.Contains(text, "核心"), strings.Contains(text, "コア"):
			return model.Core
		}
	}
	return 0
}

func hasWord(text, word string) bool {
	for found := range strings.FieldsFuncSeq(text, notLetter) {
		if found == word {
			return true
		}
	}
	return false
}

// benefitStatus sets the status where the file has one. A word that is not
// known is kept in the note.
func (b *builder) benefitStatus(r row, benefit *model.Benefit) {
	text := r.value(fieldStatus)
	switch fieldName(text) {
	case "":
	case "lapsed", "reserved", "已失效", "已预留", "失効", "予約済み": // as our lists call them: what was recorded of them stays
		benefit.Status = model.NotRedeemed
	case "notredeemed", "readytoredeem", "notactivated", "notassigned", "available", "未兑换", "可兑换", "未使用", "未引き換え", "引き換え可能":
		benefit.Status = model.NotRedeemed
	case "redeemed", "activated", "active", "已兑换", "有效", "利用済み", "引き換え済み", "アクティブ":
		benefit.Status = model.Redeemed
	case "assigned", "waitingforuser", "已分配", "割り当て済み":
		benefit.Status = model.Assigned
	case "pending", "inprogress", "requested", "待处理", "保留中":
		benefit.Status = model.Pending
	case "cancelled", "canceled", "已取消", "キャンセル済み":
		benefit.Status = model.Cancelled
	case "expired", "已过期", "期限切れ":
		benefit.Status = model.Expired
	default:
		if benefit.Note != "" {
			benefit.Note += "; "
		}
		benefit.Note += b.unknownStatus(r.line, text)
	}
}
