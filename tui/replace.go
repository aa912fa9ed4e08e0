package tui

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
)

// replaceDraft is the key that Microsoft gave for one that was redeemed
// wrongly.
type replaceDraft struct {
	redemption model.Redemption
	wrong      model.ID // the key, where several were redeemed together
	requested  model.Date
	key        string
}

// replaceWizard records a replacement key.
type replaceWizard struct {
	*form
	draft    replaceDraft
	past     []model.Redemption // those that are offered, the latest first
	dossier  model.Dossier
	asked    ticket
	answered ticket
	tried    attempt
}

func newReplaceWizard(a *App, past []model.Redemption, d model.Dossier) *replaceWizard {
	r := &replaceWizard{draft: replaceDraft{requested: a.Today}, past: past, dossier: d}
	r.form = newForm(a, a.Words.Text(locale.ReplaceTitle, cleanText(d.Title())), nil, r.replacement)
	for i := len(past) - 1; i >= 0; i-- {
		if redemption.WhyNotReplaced(past[i], keysOf(d)) == nil {
			r.take(past[i])
		}
	}
	r.flow.steps, r.said = r.steps(), a.Words.Text(locale.Replaced)
	r.changed, r.extra = r.tryAll, r.requestAction
	return r
}

// Init opens the first page that asks something.
func (r *replaceWizard) Init() tea.Cmd {
	if len(r.past) == 1 {
		r.flow.next()
	}
	return r.enter()
}

// Waits holds keys back while an answer that they depend on is on its way.
func (r *replaceWizard) Waits(key tea.KeyMsg) bool {
	return r.saving || !leaves(key) && r.answered != r.asked
}

// Update takes up answers and typed text.
func (r *replaceWizard) Update(msg tea.Msg) tea.Cmd {
	if made, ok := msg.(attemptsMade); ok && made.ticket == r.asked {
		r.answered, r.tried = made.ticket, made.attempts[0]
		r.blame()
		return nil
	}
	return r.form.Update(msg)
}

func (r *replaceWizard) replacement() model.Command {
	d := &r.draft
	key, _ := model.ParseKey(d.key) // its field has refused a malformed one
	return redemption.Replace{Redemption: d.redemption.ID, Wrong: d.wrong, Key: key, Requested: d.requested}
}

// take begins with a redemption. Of several keys the one of the benefit is
// meant, if there is one that can be.
func (r *replaceWizard) take(of model.Redemption) {
	r.draft.redemption, r.draft.wrong = of, 0
	own := slices.DeleteFunc(slices.Clone(r.dossier.Keys), func(k model.ProductKey) bool {
		return !slices.Contains(of.Keys, k.ID) || r.whyNotKey(of, k.ID) != ""
	})
	if len(own) == 1 {
		r.draft.wrong = own[0].ID
	}
}

// whyNotKey says that a key of a redemption was replaced already.
func (r *replaceWizard) whyNotKey(of model.Redemption, key model.ID) string {
	if given := redemption.ReplacementAmong(keysOf(r.dossier), of, key); given.ID != 0 {
		return r.Words.Error(model.Refuse(redemption.ReplacementOnce, given.Label()))
	}
	return ""
}

func (r *replaceWizard) tryAll() tea.Cmd {
	r.asked = r.newTicket()
	return r.try(r.asked, r.replacement())
}

func (r *replaceWizard) steps() []step {
	return []step{
		{name: locale.StepWhich, text: r.say(locale.AskWhichReplaced), options: r.redemptions, skip: func() bool { return len(r.past) == 1 }},
		{name: locale.StepWhichKey, text: r.say(locale.AskWhichKey), options: r.keys, finish: r.needKey, skip: func() bool { return len(r.draft.redemption.Keys) < 2 }},
		{name: locale.StepReplacement, text: r.explanation},
		{name: locale.StepNewKey, text: r.say(locale.AskNewKey), fields: r.inputs(), finish: r.need},
	}
}

func (r *replaceWizard) redemptions() []option {
	tried := make([]attempt, len(r.past))
	for i, of := range r.past {
		tried[i].err = redemption.WhyNotReplaced(of, keysOf(r.dossier))
	}
	return redemptionOptions(r.Session, r.dossier, r.past, tried, r.draft.redemption.ID, func(of model.Redemption) {
		if r.draft.redemption.ID != of.ID {
			r.take(of)
		}
	})
}

// keys are those that were redeemed together, with what each grants.
func (r *replaceWizard) keys() []option {
	d := &r.draft
	var options []option
	for _, key := range redeemedKeys(r.dossier, d.redemption, 0) {
		whose := locale.KeyOfOtherBenefit
		if slices.ContainsFunc(r.dossier.Keys, func(own model.ProductKey) bool { return own.ID == key.ID }) {
			whose = locale.KeyOfThisBenefit
		}
		options = append(options, option{
			label: shortMask(key) + "  " + r.Words.Text(locale.KeyGrants, key.Licenses, key.Months), help: r.Words.Text(whose),
			whyNot: r.whyNotKey(d.redemption, key.ID), chosen: key.ID == d.wrong,
			choose: func() { d.wrong = key.ID },
		})
	}
	return options
}

func (r *replaceWizard) needKey() string {
	if r.draft.wrong == 0 {
		return r.Words.Error(model.Refuse(redemption.ReplacementWhich, len(r.draft.redemption.Keys)))
	}
	return ""
}

// explanation tells when Microsoft replaces a key, and until when.
func (r *replaceWizard) explanation() []string {
	d := &r.draft
	until, key := redemption.ReplacementUntil(d.redemption), labels(redeemedKeys(r.dossier, d.redemption, d.wrong), model.ProductKey.Label)
	window := r.Words.Text(locale.ReplaceUntil, key, d.redemption.On, until, r.Words.DaysLeft(until, r.Today))
	if until < r.Today {
		window = r.Words.Text(locale.ReplaceOver, key, d.redemption.On, until)
	}
	return []string{r.Words.Text(locale.ReplaceWhen), window, r.Words.Text(locale.ReplaceThen)}
}

// requestAction opens the text that asks for the key, as long as one can.
func (r *replaceWizard) requestAction() []action {
	d := r.draft
	if r.flow.step().name != locale.StepReplacement || !redemption.Replaceable(d.redemption, keysOf(r.dossier), r.Today) {
		return nil
	}
	return []action{{keys: []string{requestKey}, name: locale.ActionSupportRequest, perform: func() tea.Cmd {
		return r.Push(newRequestPage(r.App, r.dossier, d.redemption, d.wrong))
	}}}
}

// The fields of the last page: what was copied to be pasted here comes first.
const (
	newKeyField = iota
	requestedField
)

func (r *replaceWizard) inputs() []input {
	d := &r.draft
	return []input{
		newKeyField: {label: locale.FieldNewKey, secret: true, hint: func() string { return maskedKey(d.key) },
			get: func() string { return d.key },
			set: func(text string) error {
				d.key = text
				_, err := model.ParseKey(text)
				return err
			}},
		requestedField: needed(dateInput(locale.FieldRequested, &d.requested), "requested"),
	}
}

// blame shows beside the field what the rules refuse of it.
func (r *replaceWizard) blame() {
	if len(r.fields) == 0 {
		return
	}
	err := r.tried.err
	if model.CodeOf(err) == redemption.KeyMissing { // it is not typed yet
		err = nil
	}
	r.fields[requestedField].SetError(r.parse(requestedField))
	blamed := r.fields[requestedField]
	if model.CodeOf(err) == model.CodeKeyKnown {
		blamed = r.fields[newKeyField]
	}
	if err != nil && blamed.Error() == "" {
		blamed.SetError(r.Words.Error(err))
	}
	r.Resize(r.size)
}

// need says why the rules refuse the page.
func (r *replaceWizard) need() string {
	if err := r.tried.err; err != nil {
		return r.Words.Error(err)
	}
	return ""
}
