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

// followed tells whether one of the changes after t succeeded.
func followed(d *parser.Dialog, t *parser.Transaction) bool {
	after := false
	for _, other := range changes(d) {
		if other == t {
			after = true
			continue
		}
		if after && other.OK() {
			return true
		}
	}
	return false
}
