package media

import (
	"strings"

	"github.com/sipwhy/sipwhy/parser"
)

// keyPresses are the INFO requests of the dialog that carry a key press.
func keyPresses(d *parser.Dialog) []*parser.Transaction {
	var all []*parser.Transaction
	for _, t := range d.Transactions {
		if t.Method == "INFO" && t.Parent == nil && t.Request != nil && strings.HasPrefix(bodyType(t.Request), "application/dtmf") {
			all = append(all, t)
		}
	}
	return all
}

// ended tells a call of which the trace has a BYE or the answer to one.
func ended(d *parser.Dialog) bool {
	for _, t := range d.Transactions {
		if t.Method == "BYE" {
			return true
		}
	}
	return false
}

// refusedPress is the first key press that was refused, nil where none was or a
// later one was taken. One that came after the end of the call is none.
func refusedPress(d *parser.Dialog) *parser.Transaction {
	var refused *parser.Transaction
	for _, t := range keyPresses(d) {
		if t.OK() {
			return nil
		}
		if refused == nil && t.Code() >= 400 && !t.Final.IsChallenge() && !(t.Code() == 481 && ended(d)) {
			refused = t
		}
	}
	return refused
}
