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
// all; found is false where they are not enough.
func KeysFor(ctx context.Context, d Drawer, sizes []int64) (keys []int64, plan Plan, found bool, err error) {
	sizes = slices.Compact(slices.Sorted(slices.Values(sizes)))
	if len(sizes) == 0 {
		return nil, Plan{}, false, model.Refuse(BadInput, KeysOutOfRange, int64(0), int64(MaxKeys))
	}
	d.Limit = 1
	for copies := 1; ; {
		d.Keys = slices.Repeat(sizes, copies)
		plans, err := MakePlans(ctx, d, nil)
		if err != nil {
			return nil, Plan{}, false, err
		}
		used, most := 0, MaxKeys/len(sizes)
		if plans.Meets {
			used = plans.Plans[0].Used()
		}
		switch {
		case plans.Meets && (used <= copies || copies == most):
			keys, plan, err = smaller(ctx, d, sizes, plans.Plans[0])
			return keys, plan, err == nil, err
		case plans.Meets: // as many keys of one size may be fewer
			copies = min(used, most)
		case copies == most:
			return nil, Plan{}, false, nil
		default:
			copies = min(4*copies, most)
		}
	}
}

// shrunkKeys is how many keys a set has at most for smaller ones to be tried
// in their place; each try is a plan of its own.
const shrunkKeys = 32

// smaller takes smaller keys in the place of those that a plan uses, the
// largest first, as long as the goals are met.
func smaller(ctx context.Context, d Drawer, sizes []int64, plan Plan) ([]int64, Plan, error) {
	var keys []int64
	for i, licenses := range d.Keys {
		if !slices.Contains(plan.Kept, i) {
			keys = append(keys, licenses)
		}
	}
	slices.SortFunc(keys, func(a, b int64) int { return cmp.Compare(b, a) })
	if len(keys) == 0 || len(keys) > shrunkKeys {
		return keys, plan, nil
	}
	for i := range keys {
		for _, size := range sizes {
			if size >= keys[i] || ctx.Err() != nil {
				break
			}
			with := d
			with.Keys = slices.Clone(keys)
			with.Keys[i] = size
			if plans, err := MakePlans(ctx, with, nil); err == nil && plans.Meets && plans.Plans[0].Used() == len(keys) {
				keys = with.Keys
				break
			}
		}
	}
	d.Keys = keys
	plans, err := MakePlans(ctx, d, nil)
	if err != nil {
		return nil, Plan{}, err
	}
	return keys, plans.Plans[0], nil
}
