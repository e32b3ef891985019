package answers

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// whoIs answers what an address or a number is in this trace: which side it is, or where
// it stands. "That host" is the one that sent what was talked of last.
func whoIs(s *scene) *reply {
	switch {
	case len(s.q.hosts) > 0:
		return s.hostIs(s.q.hosts[0])
	case s.q.pointsBack() && s.Message != nil && s.Message.SourceHost() != "":
		return s.hostIs(s.Message.SourceHost())
	}
	for _, word := range s.q.words {
		if r := s.userIs(word); r != nil {
			return r
		}
	}
	return nil
}

// hostIs tells what an address does in the trace.
func (s *scene) hostIs(host string) *reply {
	f := rules.Fields{"host": host, "product": nothing}
	var sent []*parser.Message
	for _, m := range s.trace.Messages {
		if m.SourceHost() != host {
			continue
		}
		sent = append(sent, m)
		if f["product"] == nothing {
			f["product"] = productClause(m.Product())
		}
	}
	if len(sent) > 0 && sent[0].Dialog != nil {
		f["side"], f["sent"] = sideName(sent[0].Dialog.SideOf(sent[0])), numbers(sent)
		return say("sends", f).of(sent[0].Dialog, sent[0])
	}
	for _, m := range s.trace.Messages {
		switch {
		case m.Dialog == nil:
		case m.Dst != "" && parser.HostOf(m.Dst) == host:
			f["n"] = rules.Number(m)
			return say("sent-to", f).of(m.Dialog, m)
		case strings.Contains(m.Body, "c=IN IP4 "+host) || strings.Contains(m.Body, "c=IN IP6 "+host):
			f["n"], f["side"] = rules.Number(m), sideName(m.Dialog.SideOf(m))
			return say("media", f).of(m.Dialog, m)
		}
	}
	for _, m := range s.trace.Messages {
		for _, h := range m.Headers {
			if m.Dialog != nil && strings.Contains(h.Value, host) {
				f["n"], f["header"], f["side"] = rules.Number(m), h.Name, sideName(m.Dialog.SideOf(m))
				return say("header", f).of(m.Dialog, m)
			}
		}
	}
	return say("absent", f).overall()
}

// userIs tells where a number or name stands in the trace, nil where it does not.
func (s *scene) userIs(word string) *reply {
	if len(word) < 3 || !strings.ContainsAny(word, "0123456789_") {
		return nil
	}
	var roles []string
	var first *parser.Message
	seen := map[string]bool{}
	add := func(role string, m *parser.Message, user string) {
		if seen[role] || user == "" || !strings.EqualFold(user, word) && !(parser.NumberPlan{}).Same(user, word) {
			return
		}
		seen[role] = true
		if first == nil {
			first = m
		}
		roles = append(roles, role+" ("+rules.Number(m)+")")
	}
	for _, m := range s.trace.Messages {
		if m.Dialog == nil || !m.IsRequest() || m.Dialog.SideOf(m) != parser.Caller {
			continue
		}
		add("the caller, by the From", m, m.From().URI.User)
		add("the number called", m, m.Target().User)
		for _, c := range m.Credentials() {
			add("the account that logs in", m, c.Username)
		}
		for _, header := range []string{"P-Asserted-Identity", "Remote-Party-ID", "Diversion", "Refer-To", "Referred-By"} {
			add("named in "+header, m, parser.ParseAddress(m.Header(header)).URI.User)
		}
	}
	if first == nil {
		return nil
	}
	f := rules.Fields{"user": word, "roles": words.Enumerate(roles), "source": ""}
	if strings.Contains(roles[0], "caller") && first.SourceHost() != "" {
		f["source"] = "It comes from " + first.SourceHost() + productClause(first.Product()) + "."
	}
	return say("user", f).of(first.Dialog, first)
}

// whoMayBe weighs questions about an address or number: only where one is named.
func whoMayBe(s *scene) float64 {
	switch {
	case s.q.has("public", "private", "whitelist", "blocked", "fix", "problem"):
		return 0
	case len(s.q.hosts)+len(s.q.users) > 0, s.q.has("account"), s.q.pointsBack() && s.Message != nil:
		return 1.05
	}
	return 0
}
