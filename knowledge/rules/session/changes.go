package session

import "github.com/sipwhy/sipwhy/parser"

// changes are the INVITEs and UPDATEs inside the call on the first hop.
func changes(d *parser.Dialog) []*parser.Transaction {
	var all []*parser.Transaction
	for _, t := range d.Transactions {
		if t.InDialog && t.Parent == nil && t.Request != nil && (t.Method == "INVITE" || t.Method == "UPDATE") {
			all = append(all, t)
		}
	}
	return all
}

// laterBy is the next change after t of the same end, nil without one. Of it the trace
// may have the answer alone.
func laterBy(d *parser.Dialog, t *parser.Transaction) *parser.Transaction {
	after := false
	for _, other := range d.Transactions {
		switch {
		case other == t:
			after = true
		case after && other.Parent == nil && (other.Method == "INVITE" || other.Method == "UPDATE") &&
			(other.InDialog || other.Request == nil) && other.End() == t.End():
			return other
		}
	}
	return nil
}

func sideName(s parser.Side) string {
	switch s {
	case parser.Caller:
		return "calling side"
	case parser.Callee:
		return "called side"
	}
	return "other side"
}
