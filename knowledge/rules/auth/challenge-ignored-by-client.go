package auth

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// ignoredOften is how often a request must be repeated after its challenge: once or
// twice may have crossed it.
const ignoredOften = 3

// challengeIgnoredByClient finds a request that is repeated as if its challenge had
// not come, although that was sent to where the request came from (RFC 3261
// 17.1.2.2).
func challengeIgnoredByClient(c *rules.Case) *rules.Hit {
	t := ignoredBy(c.Dialog)
	if t == nil || c.Hostile(c.Dialog) {
		return nil
	}
	last := t.Requests[len(t.Requests)-1]
	h := &rules.Hit{
		Certainty: rules.Likely,
		Evidence:  []rules.Evidence{rules.Start(t.Final), rules.Header(t.Final, "Via"), rules.Start(last)},
		Fields: rules.Fields{
			"method": t.Method, "code": strconv.Itoa(t.Final.Code), "from": rules.Shown(c.Dialog.From), "client": clientOf(t.Request),
			"again": strconv.Itoa(repeatsAfter(c.Dialog, t)), "source": rules.Shown(t.Request.Src), "challenge": rules.Number(t.Final),
		},
	}
	switch {
	case t.Request.Direction == "out":
		h.Variant = "at-client"
	case t.Request.Src == "" || t.Final.Dst == "":
		h.Variant, h.Certainty = "unaddressed", rules.Possible
	}
	return h
}

// ignoredBy is the request that its sender went on repeating after its challenge,
// nil without one, or where the challenge went to another place.
func ignoredBy(d *parser.Dialog) *parser.Transaction {
	if d.Traits&parser.HasRepeats == 0 {
		return nil
	}
	for _, t := range d.Transactions {
		if t.Parent != nil || t.Request == nil || t.Final == nil || !t.Final.IsChallenge() || len(t.Request.Credentials()) > 0 || t.Request.HeadCut() {
			continue
		}
		if t.Final.Dst != "" && t.Request.Src != "" && t.Final.Dst != t.Request.Src {
			continue
		}
		if repeatsAfter(d, t) >= ignoredOften {
			return t
		}
	}
	return nil
}

func repeatsAfter(d *parser.Dialog, t *parser.Transaction) int {
	n, after := 0, false
	for _, m := range d.Messages {
		after = after || m == t.Final
		if after && m.Tx == t && m.IsRequest() && m.Method == t.Method && !m.First() && !m.Copy {
			n++
		}
	}
	return n
}
