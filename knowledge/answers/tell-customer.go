package answers

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// tellCustomer writes what to say to somebody who does not read SIP: plain text, to
// be sent as it stands.
func tellCustomer(s *scene) *reply {
	d := s.dialog
	if d == nil {
		return nil
	}
	m := s.matter()
	if m == nil {
		return s.tellHealthy()
	}
	r := m.reply(say("matter", nil))
	r.texts = map[string][]words.Text{"title": {forCustomer(m.title)}, "says": {forCustomer(m.says)}, "fix": nil, "settles": {m.settles}}
	if len(m.fix) > 0 {
		r.texts["fix"] = []words.Text{forCustomer(m.fix[0])}
	}
	if m.certainty != rules.Certain {
		r.key = "likely"
	}
	return r
}

// tellHealthy tells of a call or registration that is fine, without its codec, its
// codes and its messages.
func (s *scene) tellHealthy() *reply {
	d, r := s.dialog, nothingWrong(s)
	if r == nil || r.key == "open" {
		return r
	}
	f := rules.Fields{"to": rules.Shown(d.To), "setup": nothing, "length": nothing, "end": nothing, "user": rules.Shown(d.From), "ender": enderName(d), "rang": ringClause(d)}
	switch {
	case d.Kind == parser.Call && d.Answer != nil:
		r.key = "answered"
		f["setup"] = after(d)
		if d.Duration > 0 {
			f["length"] = ", lasted " + rules.Seconds(d.Duration)
		}
		if d.Bye != nil {
			f["end"] = " and was ended by " + enderName(d)
		}
	case d.Outcome == parser.Cancelled:
		r.key = "cancelled"
	case d.Outcome == parser.Registered:
		r.key = "registered"
	}
	r.fields = f
	return r
}

// forCustomer leaves out what only people who read SIP know: codes and causes in
// brackets, and the numbers of messages.
func forCustomer(t words.Text) words.Text {
	out := make(words.Text, 0, len(t))
	for _, span := range t {
		span.Text = withoutCodes(span.Text)
		span.Style = words.Plain
		out = append(out, span)
	}
	return out
}

func withoutCodes(s string) string {
	for {
		open := strings.IndexByte(s, '(')
		end := -1
		if open >= 0 {
			end = strings.IndexByte(s[open:], ')')
		}
		if end < 0 {
			break
		}
		s = strings.TrimRight(s[:open], " ") + s[open+end+1:]
	}
	words := strings.Split(s, " ")
	for i, word := range words {
		if len(word) > 1 && word[0] == '#' && word[1] >= '0' && word[1] <= '9' {
			words[i] = "the trace"
		}
	}
	return strings.Join(words, " ")
}
