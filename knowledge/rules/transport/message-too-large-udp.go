package transport

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// onePacket is the most that goes into one packet of an Ethernet: above it, a
// request is surely sent in fragments.
const onePacket = 1472

// messageTooLargeUDP finds a request over UDP that nothing came back to and that is
// too large for one packet, while the same host answered a smaller one. Without one
// to compare with it is a hint, and only where fragments are sure.
func messageTooLargeUDP(c *rules.Case) *rules.Hit {
	for _, t := range c.Dialog.Ignored("") {
		small, ok := c.Oversize(t)
		if !ok || t.Sendings() < 3 || small == nil && t.Request.Size <= onePacket {
			continue
		}
		h := &rules.Hit{
			Certainty: rules.Likely,
			Evidence:  []rules.Evidence{rules.Start(t.Request)},
			Fields: rules.Fields{
				"method": t.Method, "to": rules.Shown(c.Dialog.To), "size": strconv.Itoa(t.Request.Size), "sent": strconv.Itoa(t.Sendings()),
				"request": rules.Number(t.Request),
			},
			Excludes: []string{"auth-wrong-password"},
		}
		if t.Request.SDP() != nil {
			h.Evidence = append(h.Evidence, rules.SDPLine(t.Request, "m="))
		}
		if small == nil {
			h.Certainty, h.Variant = rules.Possible, "alone"
			return h
		}
		h.Evidence = append(h.Evidence, rules.Start(small))
		h.Fields["small"] = rules.Number(small)
		if small.Method != t.Method && t.Method != "INVITE" && t.Method != "REGISTER" {
			// Servers that take calls and logins need not take anything else.
			h.Certainty = rules.Possible
		}
		h.Fields["small_method"], h.Fields["small_size"] = small.Method, strconv.Itoa(sizeOf(small))
		return h
	}
	return nil
}

// sizeOf is the size of the request that an answer is for.
func sizeOf(answer *parser.Message) int { return answer.Tx.Request.Size }
