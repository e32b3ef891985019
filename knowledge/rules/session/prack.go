package session

import (
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/parser"
)

// reliable are the provisional responses on the first hop that ask for a PRACK.
func reliable(d *parser.Dialog) []*parser.Message {
	var all []*parser.Message
	for _, t := range d.Transactions {
		if t.Method != "INVITE" || t.Parent != nil {
			continue
		}
		for _, r := range t.Responses {
			if r.Reliable() {
				all = append(all, r)
			}
		}
	}
	return all
}

// prackFor is the PRACK that confirms a reliable response by its RAck (RFC 3262
// 7.2), nil without one. A PRACK whose RAck a log cut off counts for all.
func prackFor(d *parser.Dialog, r *parser.Message) *parser.Transaction {
	want := strings.TrimSpace(r.Header("RSeq")) + " " + strconv.Itoa(int(r.CSeq)) + " INVITE"
	for _, t := range d.Transactions {
		if t.Method != "PRACK" || t.Parent != nil {
			continue
		}
		if t.Request == nil || !t.Request.Has("RAck") {
			return t
		}
		if strings.EqualFold(strings.Join(strings.Fields(t.Request.Header("RAck")), " "), want) {
			return t
		}
	}
	return nil
}

// repeatedAfter counts the sendings of a response after m.
func repeatedAfter(d *parser.Dialog, r, m *parser.Message) (n int, last *parser.Message) {
	after := false
	for _, other := range d.Messages {
		switch {
		case other == m:
			after = true
		case after && other.RetransmissionOf == r.N && !other.Copy:
			n++
			last = other
		}
	}
	return n, last
}
