package media

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// sdpOriginVersionNotIncremented finds a side that changed its description and kept
// its version, so that the other one may take it for unchanged (RFC 3264 8). Another
// session id is another box, and an early answer may differ from the final one.
func sdpOriginVersionNotIncremented(c *rules.Case) *rules.Hit {
	type owner struct {
		side parser.Side
		id   string
	}
	last := map[owner]*parser.Message{}
	for _, m := range c.Dialog.Messages {
		sdp := m.SDP()
		if sdp == nil || m.Tx == nil || m.Tx.Parent != nil || m.IsProvisional() || m.Code >= 300 || refused(m) || !m.First() || !m.Whole() || sdp.Origin.SessionID == "" {
			continue
		}
		key := owner{c.Dialog.SideOf(m), sdp.Origin.SessionID + " " + sdp.Origin.Addr}
		before := last[key]
		last[key] = m
		if before == nil || before.SDP().Origin.Version != sdp.Origin.Version || content(before.SDP()) == content(sdp) {
			continue
		}
		return &rules.Hit{
			Certainty: rules.Possible,
			Evidence: []rules.Evidence{
				rules.BodyLine(before, before.SDP().Origin.Line.Line, before.SDP().Origin.Line.String()),
				rules.BodyLine(m, sdp.Origin.Line.Line, sdp.Origin.Line.String()),
			},
			Fields: rules.Fields{
				"to": rules.Shown(c.Dialog.To), "side": sideName(key.side), "first": rules.Number(before), "second": rules.Number(m),
				"version": sdp.Origin.Version, "product": rules.Shown(m.Product()),
			},
		}
	}
	return nil
}

// refused tells an offer that the other side did not take, or not that the trace shows: the description before it
// holds on, and the next one need not differ from it in number (RFC 3261 14.1).
func refused(m *parser.Message) bool {
	return m.IsRequest() && m.Tx.InDialog && m.Tx.Request == m && !m.Tx.OK()
}

// content is what of a description a change would show in.
func content(s *parser.SDP) string {
	var b strings.Builder
	for _, l := range s.Lines {
		if l.Type == 'm' || l.Type == 'c' || l.Type == 'a' {
			b.WriteString(l.String())
			b.WriteByte('\n')
		}
	}
	return b.String()
}
