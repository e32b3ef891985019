package auth

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// authWrongHeader finds a 407 that was answered with Authorization, or a 401 with
// Proxy-Authorization, and nothing of the right kind beside it (RFC 3261 22.2,
// 22.3).
func authWrongHeader(c *rules.Case) *rules.Hit {
	var all []*parser.Login
	for _, l := range blamedFor(c, otherHeader) {
		if !answersKind(l.Request, l.Offered.Proxy) {
			all = append(all, l)
		}
	}
	h := flawed(all, rules.Certain)
	if h == nil {
		return nil
	}
	l := all[len(all)-1]
	h.Fields["sent"], h.Fields["wanted"] = l.Credentials.Header.Name, "Authorization"
	if l.Offered.Proxy {
		h.Fields["wanted"] = "Proxy-Authorization"
	}
	return h
}

func answersKind(m *parser.Message, proxy bool) bool {
	for _, k := range m.Credentials() {
		if k.Proxy == proxy {
			return true
		}
	}
	return false
}
