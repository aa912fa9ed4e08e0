package model

import (
	"cmp"
	"slices"
)

// Agenda gathers reminders from the rows of AgendaLists, in their order. It
// keeps what it will give and little more, however many rows there are.
type Agenda struct {
	today, until, end Date // end: the last day of the weeks that are counted
	limit             int
	kinds             map[Code]*nearest
	overdue           int
	weeks             [StripWeeks]int
	next              Date

	memberships []*bought
	byID        map[ID]*bought
	all         []Membership
	origins     map[string][]Membership // of benefits that name no membership, by their source
	renewed     map[[2]string]Date      // the latest end of memberships of one name and source
	refundable  bool                    // there is a membership that may be
	seen        map[ID]bool             // benefits with a key that somebody has seen, when refundable
	keys        map[ID][]keyRow         // keys to activate, by benefit
	held        map[ID]Date             // the last days of keys that are held
	replaced    map[ID]bool             // redemptions for which Microsoft gave another key
}

// bought is a membership and what its benefits tell of it.
type bought struct {
	row         Row
	starts      Date // where Begins told it
	provisioned bool
	used        bool // no refund any more
}

// keyRow is what is kept of a key until its benefit comes.
type keyRow struct {
	id   ID
	date Date
}

// AgendaLists are the lists whose rows an Agenda needs: memberships and keys
// before the benefits that decide on them, redemptions after their keys and
// those that replace them. The rows of redemptions that are held tell the day on
// which they take effect now, and the first of their keys that lapses: see
// Redemption.AsNow.
func AgendaLists() []List {
	lists := []List{ListMemberships, ListKeys}
	for _, w := range Workspaces() {
		lists = append(lists, ListOf(w))
	}
	return append(lists, ListSubscriptions, ListRedemptions)
}

// NewAgenda looks from today until a day, that day included. Of each kind it
// keeps the reminders nearest to today, as many as limit; 0 keeps all.
func NewAgenda(today, until Date, limit int) *Agenda {
	return &Agenda{
		today: today, until: until, end: WeekOf(today) + 7*StripWeeks - 1, limit: limit,
		kinds: map[Code]*nearest{}, byID: map[ID]*bought{}, origins: map[string][]Membership{}, renewed: map[[2]string]Date{},
		seen: map[ID]bool{}, keys: map[ID][]keyRow{}, held: map[ID]Date{}, replaced: map[ID]bool{},
	}
}

// Add takes a row up.
func (a *Agenda) Add(list List, row Row) {
	switch list {
	case ListMemberships:
		a.membership(row)
	case ListKeys:
		a.key(row)
	case ListSubscriptions:
		a.subscription(row)
	case ListRedemptions:
		a.redemption(row)
	default:
		a.benefit(list, row)
	}
}

// Begins tells when a membership starts, which its row does not.
func (a *Agenda) Begins(membership ID, starts Date) {
	if m := a.byID[membership]; m != nil {
		m.starts = starts
	}
}

// Outlook is what all rows together say.
func (a *Agenda) Outlook() Outlook {
	for _, m := range a.memberships {
		a.afterBenefits(m)
	}
	o := Outlook{Left: map[Code]int{}, Overdue: a.overdue, Weeks: a.weeks, Next: a.next}
	rank := map[Code]int{}
	for i, kind := range ReminderKinds() {
		rank[kind] = i
		if n := a.kinds[kind]; n != nil {
			n.cut(a.today, a.limit)
			o.Reminders = append(o.Reminders, n.kept...)
			o.Total += n.all
			if left := n.all - len(n.kept); left > 0 {
				o.Left[kind] = left
			}
		}
	}
	slices.SortFunc(o.Reminders, func(x, y Reminder) int {
		return cmp.Or(cmp.Compare(x.Date, y.Date), cmp.Compare(rank[x.Kind], rank[y.Kind]),
			cmp.Compare(x.List, y.List), cmp.Compare(x.Ref.ID, y.Ref.ID))
	})
	return o
}

// last is for what has to be done by a day. Once that has passed it stays a
// reminder for some days more.
func (a *Agenda) last(r Reminder, after int) {
	if r.Date.IsZero() || int(a.today)-int(r.Date) > after {
		return
	}
	if a.count(r.Date); r.Date <= a.until {
		a.keep(r)
	} else if r.Date <= a.end && (a.next.IsZero() || r.Date < a.next) {
		a.next = r.Date
	}
}

// from is for what is no reminder before its day, and one from then on.
func (a *Agenda) from(r Reminder) {
	if r.Date <= a.today {
		a.now(r)
	} else if a.count(r.Date); r.Date <= a.end && (a.next.IsZero() || r.Date < a.next) {
		a.next = r.Date
	}
}

// late is for what was expected by a day that is known and has passed.
func (a *Agenda) late(r Reminder) {
	if !r.Date.IsZero() && r.Date < a.today {
		a.now(r)
	}
}

// now is for what needs attention whenever its date is.
func (a *Agenda) now(r Reminder) {
	a.count(r.Date)
	a.keep(r)
}

// count puts a date that has not passed on the strip.
func (a *Agenda) count(d Date) {
	if d >= a.today && d <= a.end {
		a.weeks[int(d-WeekOf(a.today))/7]++
	}
}

func (a *Agenda) keep(r Reminder) {
	n := a.kinds[r.Kind]
	if n == nil {
		n = &nearest{}
		a.kinds[r.Kind] = n
	}
	n.add(r, a.today, a.limit)
	if r.Date < a.today {
		a.overdue++
	}
}

// nearest are the reminders of a kind that are nearest to today.
type nearest struct {
	kept []Reminder
	all  int
}

func (n *nearest) add(r Reminder, today Date, limit int) {
	n.all++
	n.kept = append(n.kept, r)
	if limit > 0 && len(n.kept) >= 4*limit { // sorting now and then costs less than a heap at each
		n.cut(today, limit)
	}
}

func (n *nearest) cut(today Date, limit int) {
	if limit == 0 || len(n.kept) <= limit {
		return
	}
	slices.SortStableFunc(n.kept, func(x, y Reminder) int {
		return cmp.Compare(max(x.Days(today), -x.Days(today)), max(y.Days(today), -y.Days(today)))
	})
	clear(n.kept[limit:])
	n.kept = n.kept[:limit]
}
