package store

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"time"

	"benefitdesk/model"
)

// Page gives rows of a list by ascending Due, those without one last, and the
// names that they refer to.
func (s *Store) Page(ctx context.Context, query model.PageQuery) (page model.Page, err error) {
	err = s.read(ctx, func(v *view) error {
		page = model.Page{Names: map[model.ID]string{}, Revision: v.revision()}
		m, err := v.merge(query)
		if err != nil {
			return err
		}
		for m.valid() && len(page.Rows) < query.Limit {
			row, err := m.next()
			if err != nil {
				return err
			}
			if err := v.names(page.Names, query.List, row); err != nil {
				return err
			}
			page.Rows = append(page.Rows, row)
			page.Next = model.Cursor{Due: row.Due, ID: row.ID}
		}
		page.More = m.valid()
		return nil
	})
	return page, err
}

// names looks up what a row refers to.
func (v *view) names(known map[model.ID]string, list model.List, row model.Row) error {
	product, link := model.KindProduct, model.KindTenant
	switch list.Kind() {
	case model.KindBenefit:
		link = model.KindUser
	case model.KindRedemption:
		product = model.KindBenefit
	}
	for _, ref := range [...]model.Ref{{Kind: product, ID: row.Product}, {Kind: link, ID: row.Link}} {
		if _, done := known[ref.ID]; done || ref.ID == 0 {
			continue
		}
		name, err := v.label(ref)
		if err != nil {
			return err
		}
		known[ref.ID] = name
	}
	return nil
}

// merge walks the classes of a list together by due date and id.
type merge struct {
	sources []*cursor
	given   int
	rest    func(row int)
}

func (v *view) merge(query model.PageQuery) (*merge, error) {
	classes := query.Classes
	if len(classes) == 0 {
		classes = model.Classes()
	}
	m := &merge{rest: v.store.rest}
	for _, class := range classes {
		start := appendListKey(nil, query.List, class, model.Cursor{Due: max(query.From, 1)})
		if query.After.ID != 0 {
			after := appendListKey(nil, query.List, class, model.Cursor{Due: query.After.Due, ID: query.After.ID + 1})
			if bytes.Compare(after, start) > 0 {
				start = after
			}
		}
		from, err := v.ascend(bucketList, start)
		if err != nil {
			return nil, err
		}
		if inClass(from.key, start) {
			m.sources = append(m.sources, from)
		}
	}
	return m, nil
}

// inClass tells whether a key is of the same list and class as another.
func inClass(key, as []byte) bool { return len(key) == listKeySize && bytes.HasPrefix(key, as[:2]) }

func (m *merge) valid() bool { return len(m.sources) > 0 }

// next gives the row with the smallest due date and id, and moves on.
func (m *merge) next() (model.Row, error) {
	first := 0
	for i := range m.sources {
		if bytes.Compare(m.sources[i].key[2:], m.sources[first].key[2:]) < 0 {
			first = i
		}
	}
	m.given++
	m.rest(m.given)
	s := m.sources[first]
	key := s.key
	payload, err := bucketList.open(key, s.value)
	if err != nil {
		return model.Row{}, err
	}
	row, err := decodeRow(key, payload)
	if err != nil {
		return model.Row{}, bucketList.damaged(key, "is not readable")
	}
	s.next()
	if !inClass(s.key, key) {
		m.sources = append(m.sources[:first], m.sources[first+1:]...)
	}
	return row, nil
}

// restRows is after how many rows a long reading rests, about a millisecond.
const restRows = 2048

// rest lets go of the processor now and then where Options.Gentle asks for it.
// To yield to other goroutines is not enough: the system may have put their
// threads behind this one.
func (s *Store) rest(row int) {
	if s.gentle && row%restRows == restRows-1 {
		time.Sleep(time.Millisecond)
	}
}

// rowBatch is how many rows Rows reads while the file is open.
const rowBatch = 16384

// Rows gives every row of a list in the order of Page. The file is open only
// while a batch is read, so that a slow reader keeps nobody from writing; a
// change in between ends the rows with model.ErrChanged.
func (s *Store) Rows(ctx context.Context, list model.List) iter.Seq2[model.Row, error] {
	return func(yield func(model.Row, error) bool) {
		var revision model.Revision
		query := model.PageQuery{List: list}
		rows := make([]model.Row, 0, rowBatch)
		for more, first := true, true; more; first = false {
			rows = rows[:0]
			err := s.read(ctx, func(v *view) (err error) {
				if first {
					revision = v.revision()
				}
				if v.revision() != revision {
					return model.ErrChanged
				}
				rows, more, err = v.rows(rows, query)
				return err
			})
			if err != nil {
				yield(model.Row{}, fmt.Errorf("rows of %s: %w", list, err))
				return
			}
			for i, row := range rows {
				s.rest(i)
				if !yield(row, nil) {
					return
				}
				query.After = model.Cursor{Due: row.Due, ID: row.ID}
			}
		}
	}
}

func (v *view) rows(to []model.Row, query model.PageQuery) (rows []model.Row, more bool, err error) {
	m, err := v.merge(query)
	if err != nil {
		return to, false, err
	}
	for m.valid() && len(to) < cap(to) {
		row, err := m.next()
		if err != nil {
			return to, false, err
		}
		to = append(to, row)
	}
	return to, m.valid(), v.ctx.Err()
}
