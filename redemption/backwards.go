package redemption

import (
	"cmp"
	"context"
	"slices"

	"benefitdesk/model"
)

// KeysFor finds the smallest set of keys of given sizes with which a plan
// meets the goals: fewest keys first, then as few licenses on them as it
// takes. There are as many keys of each size as are needed, up to MaxKeys in
// all; found is false where they are not enough. Progress is told between 0
// and 1; an error is that of MakePlans.
func KeysFor(ctx context.Context, d Drawer, sizes []int64, progress func(done float64)) (keys []int64, plan Plan, found bool, err error) {
	sizes = slices.Compact(slices.Sorted(slices.Values(sizes)))
	if len(sizes) == 0 {
		return nil, Plan{}, false, model.Refuse(BadInput, KeysOutOfRange, int64(0), int64(MaxKeys))
	}
	if progress == nil {
		progress = func(float64) {}
	}
	d.Keys, plan, found, err = fewest(ctx, d, sizes, func(done float64) { progress(done / 2) })
	if err != nil || !found {
		return nil, Plan{}, false, err
	}
	keys, plan, err = smaller(ctx, d, sizes, plan, func(done float64) { progress((1 + done) / 2) })
	return keys, plan, err == nil, err
}

// fewest looks for the plan with the fewest keys in larger and larger drawers.
// As many keys of one size as a plan uses may be fewer, so it is sought in a
// drawer that has so many of the largest.
func fewest(ctx context.Context, d Drawer, sizes []int64, tell func(float64)) (keys []int64, best Plan, found bool, err error) {
	drawers, all, before := drawersOf(sizes), 0, 0
	for _, drawer := range drawers {
		all += len(drawer)
	}
	for _, drawer := range drawers {
		d.Keys = drawer
		plan, meets, err := bestPlan(ctx, d, func(done float64) { tell((float64(before) + done*float64(len(drawer))) / float64(all)) })
		if err != nil {
			return nil, Plan{}, false, err
		}
		if before += len(drawer); meets && (!found || plan.Used() < best.Used()) {
			keys, best, found = drawer, plan, true
		}
		if found && best.Used() <= countOf(drawer, sizes[len(sizes)-1]) {
			break
		}
	}
	return keys, best, found, nil
}

func countOf(keys []int64, size int64) (n int) {
	for _, licenses := range keys {
		if licenses == size {
			n++
		}
	}
	return n
}

// drawersOf are drawers of keys of some sizes: once each, then more of each,
// and last as many as possible of the largest beside the others.
func drawersOf(sizes []int64) (drawers [][]int64) {
	most := MaxKeys / len(sizes)
	for copies := 1; ; copies = min(4*copies, most) {
		drawers = append(drawers, slices.Repeat(sizes, copies))
		if copies == most {
			break
		}
	}
	if others := sizes[:len(sizes)-1]; len(others) > 0 {
		others = others[max(0, len(others)-MaxKeys/2):]
		drawers = append(drawers, slices.Concat(others, slices.Repeat(sizes[len(sizes)-1:], MaxKeys-len(others))))
	}
	return drawers
}

// shrunkKeys is how many keys a set has at most for smaller ones to be tried
// in the place of each, else only of the last; each try is a plan of its own.
const shrunkKeys = 32

// smaller takes smaller keys in the place of those that a plan uses, the
// largest first, as long as the goals are met.
func smaller(ctx context.Context, d Drawer, sizes []int64, plan Plan, tell func(float64)) ([]int64, Plan, error) {
	var keys []int64
	for i, licenses := range d.Keys {
		if !slices.Contains(plan.Kept, i) {
			keys = append(keys, licenses)
		}
	}
	slices.SortFunc(keys, func(a, b int64) int { return cmp.Compare(b, a) })
	first := 0
	if len(keys) > shrunkKeys {
		first = len(keys) - 1
	}
	for i := first; i < len(keys); i++ {
		for n, size := range sizes {
			if size >= keys[i] || ctx.Err() != nil {
				break
			}
			tell((float64(i-first) + float64(n)/float64(len(sizes))) / float64(len(keys)-first))
			with := d
			with.Keys = slices.Clone(keys)
			with.Keys[i] = size
			if plan, meets, err := bestPlan(ctx, with, nil); err == nil && meets && plan.Used() == len(keys) {
				keys = with.Keys
				break
			}
		}
	}
	if len(keys) == 0 {
		return nil, plan, nil
	}
	d.Keys = keys
	plan, _, err := bestPlan(ctx, d, nil)
	return keys, plan, err
}
