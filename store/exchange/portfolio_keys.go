package exchange

import (
	"slices"
	"strings"

	"benefitdesk/model"
	"benefitdesk/model/clean"
)

// portfolioKey is a key with its text: masked, or revealed.
type portfolioKey struct {
	model.ProductKey
	Key string `json:"key,omitzero"`
}

// read takes the text of a key, unless it is masked. notCloud tells why the
// text is none of a Cloud benefit.
func (k *portfolioKey) read() (notCloud, err error) {
	if k.Key == "" {
		return nil, nil
	}
	if tail, masked := model.Unmask(k.Key); masked {
		if k.Tail == "" {
			k.Tail = tail
		}
		return nil, nil
	}
	text, notCloud := model.ParseKey(k.Key)
	if notCloud != nil {
		if text, err = parseVisibleKey(k.Key); err != nil {
			return nil, bad(BadKey, err)
		}
	}
	k.Text, k.Tail = text, text.Tail()
	return notCloud, nil
}

// parseVisibleKey reads a key of customer software. Its last characters are
// shown, so that it can't have any that would have to be made visible first.
func parseVisibleKey(text string) (model.Key, error) {
	key, err := model.ParseOpaqueKey(text)
	if err != nil {
		return model.Key{}, err
	}
	position := 0
	for _, r := range strings.TrimSpace(text) {
		if position++; clean.Text(string(r)) != string(r) {
			return model.Key{}, &model.KeyError{Position: position, Rune: r, Opaque: true}
		}
	}
	return key, nil
}

// keysRead is what is remembered of a portfolio's keys until all records are
// read.
type keysRead struct {
	withText map[string][]lineOfKey // by the last group
	notCloud map[model.ID]error     // why a key is none of a Cloud benefit
}

type lineOfKey struct {
	text model.Key
	line int
}

func newKeysRead() keysRead {
	return keysRead{withText: map[string][]lineOfKey{}, notCloud: map[model.ID]error{}}
}

// first gives the line that had the text of a key before, 0 for none, and
// remembers this one.
func (k keysRead) first(text model.Key, line int) int {
	if text.IsZero() {
		return 0
	}
	alike := k.withText[text.Tail()]
	at := slices.IndexFunc(alike, func(other lineOfKey) bool { return other.text.Equal(text) })
	if at >= 0 {
		return alike[at].line
	}
	k.withText[text.Tail()] = append(alike, lineOfKey{text, line})
	return 0
}

// checkKeys lists keys as bad that have the text of customer software and
// belong to a benefit of another workspace (redemption 2). A key of no benefit
// is one that a customer bought.
func (b *builder) checkKeys() {
	if len(b.keys.notCloud) == 0 {
		return
	}
	workspaces := map[model.ID]model.Workspace{}
	for _, e := range b.file.entries {
		if benefit, ok := e.record.(model.Benefit); ok {
			workspaces[benefit.ID] = benefit.Workspace
		}
	}
	b.file.entries = slices.DeleteFunc(b.file.entries, func(e entry) bool {
		key, ok := e.record.(model.ProductKey)
		why := b.keys.notCloud[key.ID]
		if !ok || why == nil || key.Benefit == 0 || workspaces[key.Benefit] == model.Software {
			return false
		}
		delete(b.refs, key.Ref())
		b.file.Bad = append(b.file.Bad, model.BadRow{Line: e.line, Reason: notice(BadKey, why)})
		return true
	})
}
