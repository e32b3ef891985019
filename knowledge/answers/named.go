package answers

import (
	"slices"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// What a question calls by a name of its own: a codec, a product of the trace, a word
// that the other side's answer uses.

// codecWords are how people call codecs, and their names in an SDP.
var codecWords = []struct {
	words []string
	label string
	names []string
}{
	{[]string{"g711", "711"}, "G.711", []string{"PCMU", "PCMA"}},
	{[]string{"pcmu", "ulaw", "mulaw", "g711u"}, "PCMU", []string{"PCMU"}},
	{[]string{"pcma", "alaw", "g711a"}, "PCMA", []string{"PCMA"}},
	{[]string{"g729", "729", "g729a"}, "G729", []string{"G729"}},
	{[]string{"g722", "722"}, "G722", []string{"G722"}},
	{[]string{"opus"}, "opus", []string{"opus"}},
	{[]string{"ilbc"}, "iLBC", []string{"iLBC"}},
	{[]string{"speex"}, "speex", []string{"speex"}},
	{[]string{"gsm"}, "GSM", []string{"GSM"}},
}

// namedCodec is the one codec that the question names, "" where it names none or
// several.
func (q *Question) namedCodec() (label string, names []string) {
	for _, c := range codecWords {
		if !q.word(c.words...) {
			continue
		}
		if label != "" {
			return "", nil
		}
		label, names = c.label, c.names
	}
	return label, names
}

// inList tells whether a list of codecs has one of these.
func inList(list string, names []string) bool {
	return slices.ContainsFunc(strings.Split(list, ", "), func(have string) bool {
		return slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, have) })
	})
}

// productNamed is the first message whose sender calls itself by this word: "edgegate"
// of "EdgeGate/3.1".
func productNamed(word string, t *parser.Trace) *parser.Message {
	if len(word) < 4 || !isWord(word) {
		return nil
	}
	for _, m := range t.Messages {
		product := strings.ToLower(m.Product())
		if first := strings.FieldsFunc(product, func(r rune) bool { return r < 'a' || r > 'z' }); slices.Contains(first, word) {
			return m
		}
	}
	return nil
}

// saying is the response whose own words have this one, with a letter and a figure in
// it so that it is no plain word: "D35".
func saying(word string, t *parser.Trace) *parser.Message {
	if len(word) < 3 || !strings.ContainsAny(word, "0123456789") || !strings.ContainsFunc(word, func(r rune) bool { return r >= 'a' && r <= 'z' }) {
		return nil
	}
	for _, m := range t.Messages {
		if !m.IsResponse() {
			continue
		}
		texts := []string{m.Phrase}
		for _, w := range m.Warnings() {
			texts = append(texts, w.Text)
		}
		for _, r := range m.Reasons() {
			texts = append(texts, r.Text)
		}
		for _, text := range texts {
			if slices.Contains(strings.FieldsFunc(strings.ToLower(text), isEdge), word) {
				return m
			}
		}
	}
	return nil
}

// productAsked answers who a product of the trace is.
func (s *scene) productAsked() *reply {
	m := s.q.product
	d := m.Dialog
	if d == nil {
		return nil
	}
	f := rules.Fields{"n": rules.Number(m), "product": m.Product(), "side": sideName(d.SideOf(m)), "host": nothing}
	if host := m.SourceHost(); host != "" {
		f["host"] = ", at " + host
	}
	return say("named", f).of(d, m)
}

// pointsBack tells a question about the host that was talked of last: "is that host
// ours", "what is this box".
func (q *Question) pointsBack() bool {
	for i := range q.tokens[:max(0, len(q.tokens)-1)] {
		if (q.tokens[i].text == "that" || q.tokens[i].text == "this") && hosts[q.tokens[i+1].text] {
			return true
		}
	}
	return false
}

var hosts = set("host", "box", "server", "machine", "ip", "address", "system", "device", "switch", "thing")
