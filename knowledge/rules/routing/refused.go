package routing

import (
	"strconv"
	"time"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// refusal begins the hit of a refused call.
func refusal(c *rules.Case, r *rules.Refused) *rules.Hit {
	return &rules.Hit{
		Certainty: rules.Likely,
		Evidence:  []rules.Evidence{rules.Start(r.Answer)},
		Fields: rules.Fields{
			"to": rules.Shown(c.Dialog.Dialled), "code": strconv.Itoa(r.Answer.Code), "answer": rules.Number(r.Answer),
			"call_id": c.Dialog.CallID, "by": sender(r),
		},
	}
}

// sender names who gave the answer, as far as it says so itself.
func sender(r *rules.Refused) string {
	switch {
	case r.Answer.Product() != "" && r.Answer.IsResponse():
		return r.Answer.Product()
	case r.Answer.Src != "":
		return r.Answer.SourceHost()
	}
	return "the other side"
}

// say makes a hit certain by the words of the answer.
func say(h *rules.Hit, r *rules.Refused, match network.Match) {
	h.Certainty, h.Variant = rules.Certain, "worded"
	h.Evidence = rules.Quoting(r.Answer, match)
	h.Fields["words"] = match.Text
}

// atOnce is how soon a PBX that knows no such number says so.
const atOnce = time.Second

// inboundToPBX tells a call from a provider that the customer's own PBX refused
// itself: a PBX answers, the sender neither logs in nor is asked to, and is no
// telephone or PBX of its own.
func inboundToPBX(c *rules.Case, r *rules.Refused) bool {
	if r.Request == nil || r.Rang || r.Login != nil || r.Challenged || r.Timed && r.After > atOnce {
		return false
	}
	if parser.ProductOf(r.Answer.Product()).Role != parser.RolePBX || !rules.IsNumber(r.From) || behindNAT(r.Request) {
		return false
	}
	switch parser.ProductOf(r.Request.Header("User-Agent")).Role {
	case parser.RolePhone, parser.RoleSoftphone, parser.RoleATA, parser.RolePBX, parser.RoleScanner:
		return false
	}
	return true
}

// behindNAT tells a sender with a private address, as providers have none towards
// their customers.
func behindNAT(m *parser.Message) bool {
	vias := m.Vias()
	return len(vias) > 0 && parser.ClassOf(vias[0].Host) == parser.HostPrivate
}

// telephone tells an answer that a telephone itself gave: it was called under a name
// that is none of its lines.
func telephone(r *rules.Refused) bool {
	switch parser.ProductOf(r.Answer.Product()).Role {
	case parser.RolePhone, parser.RoleSoftphone, parser.RoleATA:
		return r.Answer.IsResponse()
	}
	return false
}

// extension tells a caller that is a telephone of the PBX that answers: what it
// dials is looked up in that PBX's dial plan.
func extension(r *rules.Refused) bool {
	if r.Request == nil || parser.ProductOf(r.Answer.Product()).Role != parser.RolePBX {
		return false
	}
	switch parser.ProductOf(r.Request.Header("User-Agent")).Role {
	case parser.RolePhone, parser.RoleSoftphone, parser.RoleATA:
		return true
	}
	return false
}
