package line

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"benefitdesk/model"
	"benefitdesk/model/clean"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/words"
)

// Listing is the rows of one list, as a command prints them.
type Listing struct {
	List  model.List
	Today model.Date
	Rows  []model.Row
	Name  func(model.ID) string // of products, people and tenants
	// Record reads what a row has no room for; nil where there is no such record.
	Record func(model.Ref) model.Record
}

type rowJSON struct {
	ID         model.ID       `json:"id"`
	Name       string         `json:"name"`
	Source     string         `json:"source,omitzero"`
	Quantity   model.Quantity `json:"quantity,omitzero"`
	Used       int64          `json:"used,omitzero"`
	ActivateBy *model.Date    `json:"activate_by,omitzero"`
	EndDate    *model.Date    `json:"end_date,omitzero"`
	Effective  *model.Date    `json:"effective,omitzero"`
	Expires    model.Date     `json:"expires,omitzero"`
	Status     model.Status   `json:"status"`
	Phase      model.Phase    `json:"phase"`
	User       string         `json:"user,omitzero"`
	Tenant     string         `json:"tenant,omitzero"`

	// Of users.
	Email   string      `json:"email,omitzero"`
	Roles   []grantJSON `json:"roles,omitzero"`
	Retired model.Date  `json:"retired,omitzero"` // of tenants, too
	// Of memberships.
	Bought    model.Date `json:"bought,omitzero"`
	Starts    model.Date `json:"starts,omitzero"`
	Cancelled model.Date `json:"cancelled,omitzero"`
	// Of redemptions.
	Action       string     `json:"action,omitzero"`
	Subscription model.ID   `json:"subscription,omitzero"`
	On           model.Date `json:"on,omitzero"`
	After        model.Term `json:"after,omitzero"`
	PortalEnds   model.Date `json:"portal_end,omitzero"` // what the portal showed, where that differs from After
}

type grantJSON struct {
	Role   model.Role `json:"role"`
	Tenant string     `json:"tenant,omitzero"` // the only one it is for
}

func (l Listing) label(row model.Row) string {
	if product := l.Name(row.Product); product != "" && (l.List == model.ListSubscriptions || row.Name == "") {
		return product
	}
	return row.Name
}

// JSON writes an array with one object for each row.
func (l Listing) JSON(out io.Writer) error {
	objects := make([]rowJSON, 0, len(l.Rows))
	for _, row := range l.Rows {
		object := rowJSON{
			ID: row.ID, Name: l.label(row), Source: row.Source, Quantity: row.Quantity, Used: row.Used,
			Expires: row.Expires, Status: row.StatusOn(l.List, l.Today), Phase: row.PhaseOn(l.List, l.Today),
		}
		switch l.List {
		case model.ListSubscriptions, model.ListMemberships:
			object.EndDate = &row.Due
		case model.ListRedemptions:
			object.Effective = &row.Due
		default:
			object.ActivateBy = &row.Due
		}
		switch l.List {
		case model.ListSubscriptions, model.ListKeys, model.ListRedemptions:
			object.Tenant = l.Name(row.Link)
		default:
			object.User = l.Name(row.Link)
		}
		l.more(&object, row)
		objects = append(objects, object)
	}
	return writeJSON(out, objects)
}

// more adds what a record says beyond its row.
func (l Listing) more(to *rowJSON, row model.Row) {
	switch r := l.record(row).(type) {
	case model.User:
		to.Email, to.Retired = r.Email, r.Retired
		for _, g := range r.Roles {
			tenant := ""
			if of, ok := l.Record(model.Ref{Kind: model.KindTenant, ID: g.Tenant}).(model.Tenant); ok {
				tenant = of.Label()
			}
			to.Roles = append(to.Roles, grantJSON{g.Role, tenant})
		}
	case model.Tenant:
		to.Retired = r.Retired
	case model.Membership:
		to.Bought, to.Starts, to.Cancelled = r.Bought, r.Starts, r.Cancelled
		to.Status = r.StateOn(l.Today).Status()
	case model.Redemption:
		to.Action, to.Subscription, to.On, to.After, to.PortalEnds = r.Action, r.Subscription, r.On, r.After, r.PortalEnds
	}
}

// record is what a row is of, in lists whose rows have no room for it all.
func (l Listing) record(row model.Row) model.Record {
	switch l.List {
	case model.ListUsers, model.ListTenants, model.ListMemberships, model.ListRedemptions:
		if l.Record != nil {
			return l.Record(model.Ref{Kind: l.List.Kind(), ID: row.ID})
		}
	}
	return nil
}

// header names the columns in a language.
func (l Listing) header(w words.Words) []string {
	names := []string{w.Text(locale.ColumnLine)}
	for _, c := range columnsOf[l.List] {
		names = append(names, w.Text(c.heading))
	}
	return names
}

func (l Listing) cells(w words.Words, row model.Row) []string {
	cells := []string{fmt.Sprint(row.ID)}
	for _, c := range columnsOf[l.List] {
		cells = append(cells, c.cell(l, w, row))
	}
	return cells
}

// CSV writes the rows so that no spreadsheet takes a cell for a formula.
func (l Listing) CSV(out io.Writer, w words.Words) error {
	file := csv.NewWriter(out)
	rows := [][]string{l.header(w)}
	for _, row := range l.Rows {
		cells := l.cells(w, row)
		for i := range cells {
			cells[i] = clean.Cell(cells[i])
		}
		rows = append(rows, cells)
	}
	return file.WriteAll(rows)
}

// Text writes the rows in aligned columns.
func (l Listing) Text(out io.Writer, w words.Words) error {
	rows := [][]string{l.header(w)}
	for _, row := range l.Rows {
		rows = append(rows, l.cells(w, row))
	}
	return aligned(out, rows)
}

// aligned writes rows as columns, and cleans their texts.
func aligned(out io.Writer, rows [][]string) error {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			row[i] = clean.Text(cell)
			widths[i] = max(widths[i], ansi.StringWidth(row[i]))
		}
	}
	for _, row := range rows {
		var b strings.Builder
		for i, cell := range row {
			b.WriteString(cell + strings.Repeat(" ", widths[i]-ansi.StringWidth(cell)+2))
		}
		if _, err := fmt.Fprintln(out, strings.TrimRight(b.String(), " ")); err != nil {
			return err
		}
	}
	return nil
}
