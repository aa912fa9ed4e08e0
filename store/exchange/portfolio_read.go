package exchange

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"benefitdesk/model"
	"benefitdesk/model/clean"
)

func portfolioSource() *source { return &source{kind: KindPortfolio, scope: wholeScope} }

func (b *builder) portfolio() bool { return b.source != nil && b.source.kind == KindPortfolio }

// inventedIDs is where the ids begin that stand in for missing ones.
const inventedIDs model.ID = 1 << 62

// keptIDs is where the ids begin that a store does not take over from a
// portfolio, so that there are ids for all records that will follow.
const keptIDs = inventedIDs >> 1

// check refuses what is no portfolio, one of a newer program, and one that does
// not tell its version: it may mean anything.
func (h portfolioHeader) check(in *input, line int) error {
	if h.Format != portfolioFormat {
		return in.wrongAt(line, CodeUnnamedPortfolio, fmt.Sprintf(`"format": %q`, portfolioFormat))
	}
	switch version, err := strconv.Atoi(string(h.Version)); {
	case len(h.Version) == 0:
		return in.wrongAt(line, CodeUnnamedPortfolio, fmt.Sprintf(`"version": %d`, portfolioVersion))
	case err != nil || version < 1:
		return in.wrongAt(line, CodePortfolioVersion, excerpt(string(h.Version)), portfolioVersion)
	case version > portfolioVersion:
		return in.wrongAt(line, CodeNewerPortfolio, version, portfolioVersion)
	}
	return nil
}

// actions are those of redemptions that the program knows.
var actions = []string{"extend", "add", "renew", "activate"}

// portfolioRecord takes one record of a portfolio's lists.
func (b *builder) portfolioRecord(kind model.Kind, line int, raw []byte) error {
	record, notCloud, err := decodeRecord(kind, raw)
	if err == nil {
		err = validRecord(record)
	}
	if err != nil {
		return b.unusable(line, err)
	}
	ref := record.Ref()
	if ref.ID == 0 {
		b.lastID++
		record = model.WithID(record, inventedIDs+b.lastID)
		ref = record.Ref()
	}
	if first, ok := b.refs[ref]; ok {
		return b.unusable(line, bad(SameID, ref, first))
	}
	if key, ok := record.(model.ProductKey); ok {
		if first := b.keys.first(key.Text, line); first > 0 {
			return b.unusable(line, bad(SameKey, first))
		}
		if notCloud != nil {
			b.keys.notCloud[key.ID] = notCloud
		}
	}
	if r, ok := record.(model.Redemption); ok && !slices.Contains(actions, r.Action) {
		b.note(CodeUnknownKept, line, model.Field("action"), shown(r.Action))
	}
	b.refs[ref] = line
	b.file.entries = append(b.file.entries, entry{line: line, record: record})
	return nil
}

func validRecord(record model.Record) error {
	if err := cmp.Or(record.Valid(), model.NoKeyInTexts(record)); err != nil {
		return &badRow{reasonOf(err)}
	}
	return nil
}

// decodeRecord reads a record; notCloud tells why a key is none of a Cloud
// benefit.
func decodeRecord(kind model.Kind, raw []byte) (record model.Record, notCloud, err error) {
	pointer := model.New(kind)
	var key portfolioKey
	if kind == model.KindProductKey {
		pointer = &key
	}
	if err := json.Unmarshal(raw, pointer); err != nil {
		return nil, nil, &badRow{decodeReason(kind, err)}
	}
	if kind == model.KindProductKey {
		if notCloud, err = key.read(); err != nil {
			return nil, nil, err
		}
		pointer = &key.ProductKey
	}
	if err := cleanFields(reflect.ValueOf(pointer).Elem()); err != nil {
		return nil, nil, err
	}
	return model.Value(pointer), notCloud, nil
}

// enumFields are the fields of a record whose names are not those of their
// enumerations.
var enumFields = map[string]string{"benefit type": "type", "redemption model": "model", "role": "roles", "unit": "quantity"}

// decodeReason puts into words why a record of a kind does not decode.
func decodeReason(kind model.Kind, err error) model.Notice {
	var mismatch *json.UnmarshalTypeError
	var name *model.UnknownName
	var date *model.DateError
	switch {
	case errors.As(err, &mismatch):
		field, _, _ := strings.Cut(strings.TrimPrefix(mismatch.Field, "ProductKey."), ".")
		if number, ok := strings.CutPrefix(mismatch.Value, "number "); ok {
			return notice(BadNumber, model.Field(excerpt(field)), excerpt(number))
		}
		return notice(BadType, model.Field(excerpt(cmp.Or(field, kind.String()))), mismatch.Value)
	case errors.As(err, &name):
		return notice(BadName, model.Field(cmp.Or(enumFields[name.What], name.What)), excerpt(name.Text))
	case errors.Is(err, model.ErrNoSuchDay) && errors.As(err, &date):
		return notice(BadDay, excerpt(date.Text))
	case errors.As(err, &date):
		return notice(BadDate, excerpt(date.Text))
	}
	return notice(BadRecord, excerpt(strings.TrimPrefix(err.Error(), "json: ")))
}

// cleanFields makes the texts of a record visible, and refuses long ones.
func cleanFields(v reflect.Value) error {
	switch v.Kind() {
	case reflect.String:
		if model.TooLong(v.String()) {
			return bad(CodeLongCell, MaxCell)
		}
		v.SetString(clean.Text(v.String()))
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() && v.Field(i).CanSet() {
				if err := cleanFields(v.Field(i)); err != nil {
					return err
				}
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			if err := cleanFields(v.Index(i)); err != nil {
				return err
			}
		}
	}
	return nil
}

// portfolioEnd takes what stands beside the lists, and checks that records
// refer to records of the file.
func (b *builder) portfolioEnd(line int, header portfolioHeader) error {
	if err := header.check(b.in, line); err != nil {
		return err
	}
	b.source = portfolioSource()
	if len(header.Partner) > 0 && string(header.Partner) != "null" {
		if err := b.portfolioRecord(model.KindPartner, line, header.Partner); err != nil {
			return err
		}
	}
	b.checkKeys()
	for i, e := range b.file.entries {
		if !b.dangles(e.record) {
			continue
		}
		b.file.entries[i].record = withRefs(e.record, func(to model.Ref) model.ID {
			if _, ok := b.refs[to]; ok {
				return to.ID
			}
			b.note(CodeDanglingRef, e.line, to)
			return 0
		})
		b.file.entries[i].record = b.withoutLostRoles(e.record, b.file.entries[i].record)
	}
	return nil
}

// withoutLostRoles leaves out the roles of a person that were for a tenant
// which is not in the file: without it they would be for the whole account.
func (b *builder) withoutLostRoles(before, after model.Record) model.Record {
	told, ok := before.(model.User)
	if !ok {
		return after
	}
	user := after.(model.User)
	user.Roles = nil
	for _, grant := range told.Roles {
		if _, known := b.refs[model.Ref{Kind: model.KindTenant, ID: grant.Tenant}]; known || grant.Tenant == 0 {
			user.Roles = append(user.Roles, grant)
		}
	}
	return user
}

func (b *builder) dangles(record model.Record) bool {
	for _, ref := range record.Refs() {
		if _, ok := b.refs[ref]; !ok {
			return true
		}
	}
	return false
}
