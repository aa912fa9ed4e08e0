package model

// Export records that a part of what the store holds was written to a file.
type Export struct{ File string } // its name, without folders

// Decide changes nothing.
func (c Export) Decide(Facts, Date) (Receipt, []Change, error) {
	return Receipt{Verb: VerbExport, Label: c.File}, nil, nil
}
