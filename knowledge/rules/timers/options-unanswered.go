package timers

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// optionsUnanswered finds peers that let two or more keep-alives go by without any
// answer. One that sent anything at all after them is alive.
func optionsUnanswered(c *rules.Case) []*rules.Hit {
	byPeer, order := keepAlives(c.Trace)
	var hits []*rules.Hit
	var seen map[string]int
	for _, peer := range order {
		row := dead(byPeer[peer])
		if len(row) < 2 {
			continue
		}
		if seen == nil {
			seen = lastSeen(c.Trace)
		}
		last := row[len(row)-1].t.Request
		if seen[peer] > row[0].t.Request.N {
			continue
		}
		h := &rules.Hit{
			Certainty: rules.Likely,
			Fields: rules.Fields{
				"peer": peer, "count": strconv.Itoa(len(row)), "first": rules.Number(row[0].t.Request), "last": rules.Number(last),
			},
		}
		for _, k := range row {
			h.Evidence = append(h.Evidence, rules.Start(k.t.Request))
			h.Dialogs = appendNew(h.Dialogs, k.dialog)
		}
		if len(row) < len(byPeer[peer]) {
			h.Variant = "stopped"
		}
		hits = append(hits, h)
	}
	return hits
}

func appendNew(list []*parser.Dialog, d *parser.Dialog) []*parser.Dialog {
	for _, have := range list {
		if have == d {
			return list
		}
	}
	return append(list, d)
}
