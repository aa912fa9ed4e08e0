package redemption

import "benefitdesk/model"

// Why a plan keeps a key back.
const (
	KeptNotNeeded model.Code = "kept_not_needed" // the goals are met without it
	KeptTooLarge  model.Code = "kept_too_large"  // its licenses; the largest key that can extend
	KeptNoCloser  model.Code = "kept_no_closer"  // neither adding nor extending brings the goals closer
)

// WhyKept tells why a plan of a drawer keeps the key at a position back.
func (p Plan) WhyKept(d Drawer, position int) model.Notice {
	largest := limitMonths * p.After.Licenses / int64(d.Months)
	switch licenses := d.Keys[position]; {
	case p.After.Ends >= d.On && d.Want.met(p.After):
		return model.Notice{Code: KeptNotNeeded}
	case licenses > largest:
		return model.Notice{Code: KeptTooLarge, Args: []any{licenses, largest}}
	}
	return model.Notice{Code: KeptNoCloser}
}
