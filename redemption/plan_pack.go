package redemption

// pack makes the redemptions of an assignment: one for all keys that add or
// activate, then those that extend, as few as first-fit decreasing needs under
// the three-year limit. It is false when a key alone is over the limit.
func (p *planner) pack(uses []use) bool {
	p.stages = p.stages[:0]
	first := Stage{Action: Add, Key: Key{Months: p.Months}}
	if !p.active {
		first.Action = Activate
	}
	for i, u := range uses {
		if u == adds {
			first.Key.Licenses += p.Keys[i]
			p.into[i] = 0
		}
	}
	if first.Key.Licenses > 0 {
		p.stages = append(p.stages, first)
	}
	return p.packExtending(uses, p.mostExtended(first.Key.Licenses))
}

func (p *planner) packExtending(uses []use, most int64) bool {
	p.room = p.room[:0]
	begin, open, smallest := len(p.stages), 0, int64(0)
	for _, i := range p.bySize {
		if uses[i] == extends {
			smallest = p.Keys[i]
		}
	}
	for _, i := range p.bySize {
		licenses := p.Keys[i]
		switch {
		case uses[i] != extends:
			continue
		case licenses > most:
			return false
		}
		for open < len(p.room) && p.room[open] < smallest { // full
			open++
		}
		at := open
		for at < len(p.room) && p.room[at] < licenses {
			at++
		}
		if at == len(p.room) {
			p.room = append(p.room, most)
			p.stages = append(p.stages, Stage{Action: Extend, Key: Key{Months: p.Months}})
		}
		p.room[at] -= licenses
		p.stages[begin+at].Key.Licenses += licenses
		p.into[i] = begin + at
	}
	return true
}
