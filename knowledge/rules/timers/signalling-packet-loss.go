package timers

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// Losses are a hint from three transactions on, and where they are no exception
// among those of the same two hosts: one in ten.
const (
	manyLosses = 3
	lossShare  = 10
)

// path is the pair of hosts that messages went between.
type path struct{ a, b string }

// losses counts what went between two hosts.
type losses struct {
	lost, all int
	first     []*parser.Transaction
	dialogs   []*parser.Dialog
}

// signallingPacketLoss finds hosts between which several requests had to be sent
// again before they were answered normally. A server that answers late answers
// every sending, and a capture at two points sees every one twice: neither is loss.
func signallingPacketLoss(c *rules.Case) []*rules.Hit {
	paths := map[path]*losses{}
	var order []path
	repeats := false
	for _, d := range c.Trace.Dialogs {
		repeats = repeats || d.Traits&parser.HasRepeats != 0
	}
	if !repeats {
		return nil
	}
	for _, d := range c.Trace.Dialogs {
		for _, t := range d.Transactions {
			if t.Parent != nil || t.Request == nil || len(t.Responses) == 0 || t.Method == "ACK" {
				continue
			}
			key := pathOf(t.Request)
			if paths[key] == nil {
				paths[key] = &losses{}
				order = append(order, key)
			}
			paths[key].count(d, t)
		}
	}
	var hits []*rules.Hit
	for _, key := range order {
		if l := paths[key]; l.lost >= manyLosses && l.lost*lossShare >= l.all {
			hits = append(hits, l.hit(key))
		}
	}
	return hits
}

func pathOf(m *parser.Message) path {
	a, b := m.SourceHost(), m.TargetHost()
	if a > b {
		a, b = b, a
	}
	return path{a, b}
}

func (l *losses) count(d *parser.Dialog, t *parser.Transaction) {
	l.all++
	if d.Traits&parser.HasRepeats == 0 || t.Sendings() < 2 || t.TimedOutHere() {
		return
	}
	if again, answers := repeatedAfterAnswer(d, t); again > 0 || t.Method != "INVITE" && answers >= t.Sendings() {
		return
	}
	l.lost++
	l.first = append(l.first, t)
	l.dialogs = appendNew(l.dialogs, d)
}

func (l *losses) hit(key path) *rules.Hit {
	h := &rules.Hit{
		Certainty: rules.Possible,
		Fields: rules.Fields{
			"lost": strconv.Itoa(l.lost), "all": strconv.Itoa(l.all), "a": key.a, "b": key.b, "first": rules.Number(l.first[0].Request),
		},
		Dialogs: l.dialogs,
	}
	for _, t := range l.first {
		h.Evidence = append(h.Evidence, rules.Start(t.Requests[1]))
	}
	if key.a == "" || key.b == "" {
		h.Variant = "unaddressed"
	}
	return h
}
