package media

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

// fax tells an offer of T.38.
func fax(m *parser.Message) bool {
	image := m.SDP().FirstMedia("image")
	return image != nil && image.Port != 0
}

// followed tells whether one of the changes after t succeeded, or may have: of some the
// trace has the request or the answer alone.
func followed(d *parser.Dialog, t *parser.Transaction) bool {
	for _, other := range later(d, t) {
		if other.OK() || other.Final == nil {
			return true
		}
	}
	return false
}

// later are the changes of a call after t, also those of which the trace has the answer
// alone.
func later(d *parser.Dialog, t *parser.Transaction) []*parser.Transaction {
	var all []*parser.Transaction
	after := false
	for _, other := range d.Transactions {
		switch {
		case other == t:
			after = true
		case after && other.Parent == nil && (other.Method == "INVITE" || other.Method == "UPDATE") && (other.InDialog || other.Request == nil):
			all = append(all, other)
		}
	}
	return all
}
