package model

// Fault is an error of the machine below the rules: a file that can't be used,
// a disk that is full. It has a code, so that it can be put into words, and
// words of its own for logs. Faults are compared by identity with errors.Is.
type Fault struct {
	Code Code
	Text string
}

func (f *Fault) Error() string { return f.Text }

// Notice is the fault as a code.
func (f *Fault) Notice() Notice { return Notice{Code: f.Code} }
