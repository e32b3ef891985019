package capacity

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// concurrentCallLimit finds a call that no line was left for: words, Q.850 cause
// 34 and its relatives, or refusals that come exactly while the same number of calls
// is up.
func concurrentCallLimit(c *rules.Case) *rules.Hit {
	r := c.NewRequest("INVITE")
	if r == nil || r.Answer.Code < 400 {
		return nil
	}
	match, worded := c.Meant(r.Answer, network.ChannelLimit)
	cause := r.Answer.Q850()
	if !worded && (c.Worded(r.Answer) || !full(cause)) {
		return nil
	}
	if r.Answer.Code == 503 && c.TookOtherWay(r.Answer.Tx) {
		return nil // full here is what the next gateway is for
	}
	h := limitHit(c, r)
	h.Fields["cause"] = strconv.Itoa(cause)
	if worded {
		h.Certainty, h.Variant = rules.Certain, "worded"
		h.Fields["words"] = match.Text
		h.Evidence = rules.Quoting(r.Answer, match)
	} else {
		h.Evidence = append(h.Evidence, rules.Cause(r.Answer))
		if own, worded := c.OwnWords(r.Answer); worded {
			h.Variant, h.Fields["words"], h.Excludes = "own-words", own.Text, nil
		} else if cause == 34 {
			h.Certainty = rules.Certain
		} else if cause == 47 {
			h.Variant, h.Excludes = "resource", nil
		}
	}
	h.Fields["up"], h.Fields["others"] = "none", rules.Shown("")
	if up := callsUp(c, r); up > 0 {
		h.Fields["up"] = strconv.Itoa(up)
		h.Fields["others"] = "Other calls up at that time, by this trace: " + h.Fields["up"] + "."
	}
	return h
}

// full tells the Q.850 causes of a lack of lines: no circuit, congestion, the
// requested one not available, no resource.
func full(cause int) bool { return cause == 34 || cause == 42 || cause == 44 || cause == 47 }

func limitHit(c *rules.Case, r *rules.Refused) *rules.Hit {
	return &rules.Hit{
		Certainty: rules.Likely,
		Evidence:  []rules.Evidence{rules.Start(r.Answer)},
		Fields: rules.Fields{
			"to": rules.Shown(c.Dialog.Dialled), "code": strconv.Itoa(r.Answer.Code), "answer": rules.Number(r.Answer),
			"call_id": c.Dialog.CallID,
		},
		Excludes: []string{"callee-busy"},
	}
}

// callsUp counts the calls of the trace that are up when this one is refused.
func callsUp(c *rules.Case, r *rules.Refused) int {
	n := 0
	for _, d := range c.Dialog.Around() {
		if d == c.Dialog || d.Kind != parser.Call || d.Answer == nil {
			continue
		}
		begun, timed := parser.Between(d.Answer, r.Answer)
		if !timed || begun < 0 {
			continue
		}
		if over, ended := parser.Between(d.Bye, r.Answer); ended && over >= 0 {
			continue
		}
		n++
	}
	return n
}
