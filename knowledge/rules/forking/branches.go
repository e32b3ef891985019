package forking

import "github.com/sipwhy/sipwhy/parser"

// branches are the INVITEs that one hop made of a single one, each to another
// address: a second try to the same address is no fork.
func branches(t *parser.Transaction) []*parser.Transaction {
	var all []*parser.Transaction
	seen := map[string]bool{}
	for _, next := range t.Children {
		if next.Request == nil || next.Method != "INVITE" {
			continue
		}
		goal := next.Request.RequestURI + " " + next.Request.Dst
		if !seen[goal] {
			seen[goal] = true
			all = append(all, next)
		}
	}
	return all
}

// forkOf is the INVITE that was split into the most branches, at whatever hop.
func forkOf(d *parser.Dialog) (*parser.Transaction, []*parser.Transaction) {
	var fork *parser.Transaction
	var most []*parser.Transaction
	for _, t := range d.Transactions {
		if t.Method != "INVITE" || t.InDialog || len(t.Children) < 2 {
			continue
		}
		if b := branches(t); len(b) > 1 && len(b) > len(most) {
			fork, most = t, b
		}
	}
	return fork, most
}
