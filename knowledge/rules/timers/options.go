package timers

import (
	"time"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// patience is how long a trace must go on after a keep-alive before its silence
// counts.
const patience = 4 * time.Second

// keepAlive is one OPTIONS outside a call.
type keepAlive struct {
	t      *parser.Transaction
	dialog *parser.Dialog
}

// keepAlives lists the OPTIONS to each peer in the order of the trace.
func keepAlives(t *parser.Trace) (byPeer map[string][]keepAlive, order []string) {
	byPeer = map[string][]keepAlive{}
	for _, d := range t.Dialogs {
		if d.Traits&parser.IsPing == 0 {
			continue
		}
		for _, tx := range d.Transactions {
			if tx.Method != "OPTIONS" || tx.Request == nil || tx.Parent != nil || tx.InDialog {
				continue
			}
			peer := targetOf(tx.Request)
			if byPeer[peer] == nil {
				order = append(order, peer)
			}
			byPeer[peer] = append(byPeer[peer], keepAlive{tx, d})
		}
	}
	return byPeer, order
}

// dead are the keep-alives at the end of the row that nothing came back to. An
// answer, whatever its code, proves the peer alive up to it.
func dead(row []keepAlive) []keepAlive {
	first := len(row)
	for first > 0 && silent(row[first-1]) {
		first--
	}
	return row[first:]
}

func silent(k keepAlive) bool {
	if len(k.t.Responses) > 0 {
		return k.t.TimedOutHere()
	}
	if k.t.Sendings() >= 3 {
		return true
	}
	goesOn, timed := k.dialog.GoesOn(k.t.Request)
	both := k.t.Request.Direction != "" || !k.dialog.Trace().OneWay()
	return timed && goesOn >= patience && both
}

// loneOptions tells an OPTIONS that is the only one to its peer: two or more are
// diagnosed together. A peer that answers a later one was alive all the time.
func loneOptions(c *rules.Case, t *parser.Transaction) bool {
	if t.InDialog {
		return true
	}
	peer := targetOf(t.Request)
	row, _ := keepAlives(c.Trace)
	silent := dead(row[peer])
	return len(silent) == 1 && silent[0].t == t && lastSeen(c.Trace)[peer] < t.Request.N
}

// lastSeen is when each host last sent anything, by its number in the trace.
func lastSeen(t *parser.Trace) map[string]int {
	seen := map[string]int{}
	for _, m := range t.Messages {
		if m.Src != "" {
			seen[m.Src] = m.N
		}
	}
	return seen
}
