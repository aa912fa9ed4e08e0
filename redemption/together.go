package redemption

import (
	"errors"
	"slices"
	"strings"

	"benefitdesk/model"
)

// MaxTogether is how many keys one redemption takes: their records have to fit
// into one command.
const MaxTogether = 40

// What is said of keys that are redeemed beside the first, together with it or
// one by one. Where the contract has a code for it that is the refusal's, and
// the notice its last argument: see ofKey.
const (
	FurtherRedeemed model.Code = "further_key_redeemed"         // key, day, person, subscription
	FurtherHeld     model.Code = "further_key_held"             // key, action and day of the reservation
	FurtherPast     model.Code = "further_key_past_activate_by" // key, last day, day it takes effect
	FurtherProduct  model.Code = "further_key_wrong_product"    // key, its product, the first key's
	FurtherTenant   model.Code = "further_key_wrong_tenant"     // key, recorded tenant, chosen tenant
	FurtherTerm     model.Code = "further_key_other_term"       // key, its months, the first key's
	FurtherTwice    model.Code = "further_key_twice"            // key
	FurtherTooMany  model.Code = "further_keys_too_many"        // how many keys one redemption takes
	FurtherMissing  model.Code = "further_key_missing"          // benefit without a recorded key
)

// OfFurther tells whether an error refuses one of the further keys by itself,
// whatever the action.
func OfFurther(err error) bool {
	var refusal *model.Refusal
	if !errors.As(err, &refusal) {
		return false
	}
	of := refusal.Notice
	if which, named := refusal.Which(); named {
		of = which
	}
	return strings.HasPrefix(string(of.Code), "further_")
}

// ofKey refuses one of several keys by a code of the contract; the notice says
// the same and names the key.
func ofKey(code model.Code, args []any, notice model.Code, named ...any) error {
	return model.Refuse(code, append(args, model.Notice{Code: notice, Args: named})...)
}

// TogetherDiffers is the notice that one can also redeem the keys one by one,
// where that gives something else: number of keys, licenses and end date, both
// zero where it is not possible.
const TogetherDiffers model.Code = "together_differs"

// grant is a key with the benefit that it is of.
type grant struct {
	key     model.ProductKey
	benefit model.Benefit
}

func (g grant) counts() Key {
	return Key{Licenses: g.key.Licenses, Months: g.key.Months, ActivateBy: g.key.ActivateBy}
}

// with is the key that two keys of one term count as.
func (k Key) with(other Key) Key {
	k.Licenses += other.Licenses
	if k.ActivateBy.IsZero() || !other.ActivateBy.IsZero() && other.ActivateBy < k.ActivateBy {
		k.ActivateBy = other.ActivateBy
	}
	return k
}

// findFurther takes the stored keys that are redeemed beside the first.
func (s *situation) findFurther(facts model.Facts, c Redeem) error {
	switch {
	case len(c.Together) > 0 && s.benefit.ByPurchase():
		return model.Refuse(NotForPurchase)
	case len(c.Together) >= MaxTogether:
		return model.Refuse(FurtherTooMany, int64(MaxTogether))
	}
	for _, id := range c.Together {
		var g grant
		ref := model.Ref{Kind: model.KindProductKey, ID: id}
		if err := fetch(facts, &g.key, ref); err != nil {
			return err
		}
		if g.key.ID == 0 {
			return model.Refuse(model.CodeNoRecord, ref)
		}
		if err := fetch(facts, &g.benefit, model.Ref{Kind: model.KindBenefit, ID: g.key.Benefit}); err != nil {
			return err
		}
		err := s.admit(facts, g, c.Queue != nil)
		if c.Queue == nil && rankOf(err) >= 0 {
			s.pending, err = append(s.pending, err), nil
		}
		if err != nil {
			return err
		}
		s.further = append(s.further, g)
	}
	return nil
}

// admit checks a further key by itself. What is redeemed apart may have another
// term, and takes up its own reservation.
func (s *situation) admit(facts model.Facts, g grant, apart bool) error {
	label := g.key.Label()
	switch {
	case g.key.ID == s.key.ID || slices.ContainsFunc(s.further, func(other grant) bool { return other.key.ID == g.key.ID }):
		return model.Refuse(FurtherTwice, label)
	case g.key.Status == model.Redeemed:
		used, err := useOf(facts, g.key)
		if err != nil {
			return err
		}
		return ofKey(KeyAlreadyRedeemed, []any{used.On, used.By, used.Subscription}, FurtherRedeemed, label, used.On, used.By, used.Subscription)
	case g.key.Status == model.Reserved && !apart && (s.redemption.ID == 0 || g.key.Redemption != s.redemption.ID):
		var held model.Redemption
		err := fetch(facts, &held, model.Ref{Kind: model.KindRedemption, ID: g.key.Redemption})
		if err == nil {
			held, err = held.AsNow(facts.Get)
		}
		if err != nil {
			return err
		}
		return model.Refuse(FurtherHeld, label, held.Action, held.Effective)
	}
	if err := s.sameProduct(facts, g); err != nil {
		return err
	}
	if err := s.sameTenant(facts, g); err != nil {
		return err
	}
	if !apart && g.key.Months != s.key.Months {
		return model.Refuse(FurtherTerm, label, int64(g.key.Months), int64(s.key.Months))
	}
	return nil
}

func (s *situation) sameProduct(facts model.Facts, g grant) error {
	var own model.Product
	if err := fetch(facts, &own, model.Ref{Kind: model.KindProduct, ID: g.benefit.Product}); err != nil {
		return err
	}
	if matchProducts(g.benefit.Name, own, s.benefit.Name, s.own) != sameProduct {
		return ofKey(WrongProduct, []any{g.benefit.Name, s.benefit.Name}, FurtherProduct, g.key.Label(), g.benefit.Name, s.benefit.Name)
	}
	return nil
}

// sameTenant adds the tenant that a key is recorded for. One that can't be
// compared is a question for a person, as that of the first key is.
func (s *situation) sameTenant(facts model.Facts, g grant) error {
	var recorded model.Tenant
	if err := fetch(facts, &recorded, model.Ref{Kind: model.KindTenant, ID: g.key.Tenant}); err != nil || s.tenancy.match.Differ {
		return err
	}
	s.tenancy.join(recorded)
	if m := s.tenancy.match; m.Differ && !Unconnected(m.Key, m.Subscription) {
		return ofKey(WrongTenant, []any{m.Subscription, m.Key}, FurtherTenant, g.key.Label(), m.Subscription, m.Key)
	}
	return nil
}

// grants are the key and its benefit, and those that are redeemed with it; a
// purchase has no key.
func (s situation) grants() []grant {
	return append([]grant{{s.key, s.benefit}}, s.further...)
}

// joined puts the further keys into a request: all count as one with the sum of
// their licenses.
func (s situation) joined(r Request) Request {
	if len(s.further) == 0 {
		return r
	}
	r.Parts = []Key{r.Key}
	for _, g := range s.further {
		r.Parts = append(r.Parts, g.counts())
		r.Key.Licenses += g.key.Licenses
	}
	return r
}

// inTime checks that no further key is too late on the day it takes effect.
func (s situation) inTime(effective model.Date) error {
	for _, g := range s.further {
		if last := g.key.ActivateBy; !last.IsZero() && last < effective {
			return ofKey(KeyPastActivateBy, []any{last, effective}, FurtherPast, g.key.Label(), last, effective)
		}
	}
	return nil
}

// oneByOne is what the keys of a request give when they are redeemed one after
// another by the same action, the zero value where that is not possible.
func oneByOne(r Request) (after model.Term) {
	stages := make([]Stage, len(r.Parts))
	for i, part := range r.Parts {
		stages[i] = Stage{r.Action, part}
	}
	r.Parts = nil
	if outcomes, err := Chain(r, stages); err == nil && len(outcomes) > 0 {
		after = outcomes[len(outcomes)-1].After
	}
	return after
}
