package forking

import (
	"time"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// releaseWithin is how soon a caller ends the calls with the phones that it does
// not want to talk to; RFC 3261 13.2.2.4 has it do so at once.
const releaseWithin = 4 * time.Second

// multiple200NotReleased finds a second phone that answered the same INVITE and
// whose call was neither confirmed nor ended, though the trace goes on.
func multiple200NotReleased(c *rules.Case) *rules.Hit {
	d := c.Dialog
	var answered []*parser.Fork
	for _, f := range d.Forks {
		if f.Answer != nil {
			answered = append(answered, f)
		}
	}
	if len(answered) < 2 || !d.Shows(parser.Caller) {
		return nil
	}
	for _, f := range answered {
		if f.Answer.Tx != answered[0].Answer.Tx || released(d, f.Tag) || !left(d, f, answered) {
			continue
		}
		other := answered[0]
		if other == f {
			other = answered[1]
		}
		h := &rules.Hit{
			Certainty: rules.Certain,
			Evidence:  []rules.Evidence{rules.Start(other.Answer), rules.Start(f.Answer), rules.Header(f.Answer, "To")},
			Fields: rules.Fields{
				"to": rules.Shown(d.To), "kept": rules.Number(other.Answer), "left": rules.Number(f.Answer),
			},
		}
		if f.ACK != nil {
			h.Variant = "confirmed"
			h.Evidence = append(h.Evidence, rules.Start(f.ACK))
		}
		return h
	}
	return nil
}

// released tells whether a BYE of either side ended the call with this phone.
func released(d *parser.Dialog, tag string) bool {
	for _, t := range d.Transactions {
		if m := t.First(); t.Method == "BYE" && (m.ToTag == tag || m.FromTag == tag) {
			return true
		}
	}
	return false
}

// left tells whether the trace shows that the call with this phone was left
// hanging: its 200 comes again and again, or the caller talks to another phone and
// the trace goes on without a BYE for this one.
func left(d *parser.Dialog, f *parser.Fork, answered []*parser.Fork) bool {
	if len(f.Answer.Tx.Resent(f.Answer)) >= 3 && f.ACK == nil {
		return true
	}
	cared := false
	for _, other := range answered {
		cared = cared || other != f && other.ACK != nil
	}
	goesOn, timed := parser.Between(f.Answer, d.Last())
	return cared && timed && goesOn >= releaseWithin && othersSettled(d, f, answered)
}

// othersSettled tells whether this phone is the one that was left: it has no ACK,
// or the call with another one was kept on purpose, since it was confirmed first.
func othersSettled(d *parser.Dialog, f *parser.Fork, answered []*parser.Fork) bool {
	if f.ACK == nil {
		return true
	}
	for _, other := range answered {
		if other != f && other.ACK != nil && before(d, other.ACK, f.ACK) {
			return true
		}
	}
	return false
}

func before(d *parser.Dialog, a, b *parser.Message) bool {
	for _, m := range d.Messages {
		switch m {
		case a:
			return true
		case b:
			return false
		}
	}
	return false
}
