package timers

import "github.com/sipwhy/sipwhy/parser"

// repeatedAfterAnswer counts how often a request was sent again although it had
// been answered, and how often it was answered in all, second sightings left out.
func repeatedAfterAnswer(d *parser.Dialog, t *parser.Transaction) (again, answers int) {
	for _, m := range d.Messages {
		switch {
		case m.Tx != t || m.Copy:
		case m.IsResponse():
			answers++
		case m.IsRequest() && m.Method == t.Method && !m.First() && answers > 0:
			again++
		}
	}
	return again, answers
}

// answeredInVain is a request of the first hop that its sender went on repeating
// although each sending was answered. Where the log's own host sent the request,
// the answers did arrive, and it is no matter of the path.
func answeredInVain(d *parser.Dialog, again int) *parser.Transaction {
	for _, t := range d.Transactions {
		if t.Parent != nil || t.Request == nil || t.Method == "ACK" || t.Sendings() <= again || len(t.Responses) == 0 || t.Request.Direction == "out" {
			continue
		}
		if n, answers := repeatedAfterAnswer(d, t); n >= again && answers > again {
			return t
		}
	}
	return nil
}
