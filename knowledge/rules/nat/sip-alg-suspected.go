package nat

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// sipALGSuspected finds a message of which somebody on the way rewrote one half: the
// address of the audio but not that of its origin, the Contact but not the Via, the
// body but not its length. One such sign is common and proves nothing; two of them
// make it likely.
func sipALGSuspected(c *rules.Case) *rules.Hit {
	d := c.Dialog
	for _, t := range d.Invites {
		m := t.Request
		if m == nil || m.Partial || t.Parent != nil || m.SDP() == nil {
			continue
		}
		signs := halves(m)
		if len(signs) < 2 || len(m.Vias()) != 1 {
			continue
		}
		h := &rules.Hit{
			Certainty: rules.Likely,
			Fields: rules.Fields{
				"to": rules.Shown(d.To), "message": rules.Number(m), "private": m.SDP().Origin.Addr, "product": rules.Shown(m.Product()),
			},
		}
		for _, pair := range signs {
			h.Evidence = append(h.Evidence, pair...)
		}
		return h
	}
	return nil
}

// halves are the pairs of lines of a message that were rewritten in one of them only.
func halves(m *parser.Message) [][]rules.Evidence {
	var signs [][]rules.Evidence
	sdp := m.SDP()
	audio := sdp.Audio()
	if audio != nil && private(sdp.Origin.Addr) && public(audio.Addr) {
		signs = append(signs, []rules.Evidence{
			rules.BodyLine(m, sdp.Origin.Line.Line, sdp.Origin.Line.String()), connection(m, audio.Addr),
		})
	}
	if private(parser.HostOf(m.SentBy)) && public(m.Contact().URI.Host) {
		signs = append(signs, []rules.Evidence{rules.Header(m, "Via"), rules.Header(m, "Contact")})
	}
	if len(signs) == 0 {
		return nil
	}
	for _, defect := range m.Defects() {
		if strings.HasPrefix(defect.Problem, "Content-Length") && m.Exact {
			signs = append(signs, []rules.Evidence{rules.Header(m, "Content-Length")})
			break
		}
	}
	return signs
}
