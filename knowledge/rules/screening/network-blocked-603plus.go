package screening

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// networkBlocked603plus finds a call that analytics blocked on the way: the phrase
// and Reason of ATIS-1000099, or words that say as much.
func networkBlocked603plus(c *rules.Case) *rules.Hit {
	r := c.NewRequest("INVITE")
	if r == nil || r.Answer.Code < 400 || r.Answer.Code == 607 || r.Answer.Code == 608 {
		return nil
	}
	match, ok := c.Meant(r.Answer, network.AnalyticsBlock)
	if !ok {
		return nil
	}
	h := blocked(c, r)
	h.Evidence = rules.Quoting(r.Answer, match)
	h.Fields["words"] = match.Text
	if redress, header, ok := redressOf(r.Answer); ok {
		h.Variant = "redress"
		h.Fields["redress"] = redress
		if at := rules.HeaderLine(r.Answer, header); at.Line != h.Evidence[len(h.Evidence)-1].Line || at.Text != h.Evidence[len(h.Evidence)-1].Text {
			h.Evidence = append(h.Evidence, at)
		}
	}
	return h
}

// redressOf is where the Reason of a 603+ says that a block can be contested.
func redressOf(m *parser.Message) (redress string, h parser.Header, ok bool) {
	for _, r := range m.Reasons() {
		if !strings.HasPrefix(strings.ToLower(r.Text), "v=analytics") {
			continue
		}
		for _, part := range strings.Split(r.Text, ";") {
			name, value, found := strings.Cut(part, "=")
			switch strings.ToLower(strings.TrimSpace(name)) {
			case "url", "tel", "email":
				if found && value != "" {
					return value, r.Header, true
				}
			}
		}
	}
	return "", parser.Header{}, false
}
