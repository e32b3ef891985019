package rules

import (
	"slices"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/parser"
)

// Senses is what the wording of an answer, BYE or CANCEL means to this network.
func (c *Case) Senses(m *parser.Message) []network.Match {
	if m == nil {
		return nil
	}
	if found, ok := c.senses[m]; ok {
		return found
	}
	if !worded(m) {
		return nil
	}
	w := WordingOf(m)
	w.Foreign = c.Owner(m) == network.Foreign
	found := c.Network.Senses(w)
	if c.senses == nil {
		c.senses = map[*parser.Message][]network.Match{}
	}
	c.senses[m] = found
	return found
}

// Says returns the match by which the wording of m has this sense.
func (c *Case) Says(m *parser.Message, sense network.Sense) (network.Match, bool) {
	for _, match := range c.Senses(m) {
		if match.Sense == sense {
			return match, true
		}
	}
	return network.Match{}, false
}

// Worded tells whether the wording names any cause at all: then a bare-number
// guess has no place.
// "Normal clearing" under a refusal names none.
func (c *Case) Worded(m *parser.Message) bool {
	for _, match := range c.Senses(m) {
		if match.Sense != network.NormalClearing {
			return true
		}
	}
	return false
}

// worded tells whether a message has any words of its own, as nearly no BYE has.
func worded(m *parser.Message) bool {
	return m.Phrase != "" || slices.ContainsFunc(m.Headers, speaks)
}

// speaks tells the headers that carry words for people; most Reasons have a number
// alone.
func speaks(h parser.Header) bool {
	if h.Key == "Reason" {
		return strings.ContainsAny(h.Value, "tT") // as in text=
	}
	return h.Key == "Warning" || ownHeader(h.Key)
}

// ownHeader tells the headers of which only their sender knows the meaning.
func ownHeader(key string) bool {
	return len(key) > 2 && (key[0] == 'X' || key[0] == 'x') && key[1] == '-' || key == "Error-Info"
}

// WordingOf collects all that a message says in words.
func WordingOf(m *parser.Message) network.Wording {
	w := network.Wording{Code: m.Code, Phrase: PhraseOf(m), Server: m.Product()}
	for i := range m.Headers {
		h := &m.Headers[i]
		if !ownHeader(h.Key) {
			continue
		}
		if w.Headers == nil {
			w.Headers = map[string]string{}
		}
		w.Headers[h.Key] = h.Value
	}
	for _, r := range m.Reasons() {
		if r.Text != "" {
			w.Reasons = append(w.Reasons, r.Text)
		}
	}
	for _, warning := range m.Warnings() {
		w.Warnings = append(w.Warnings, warning.Text)
	}
	if m.IsResponse() && m.Tx != nil && m.Tx.Request != nil {
		w.Hosts = append(w.Hosts, m.Tx.Request.Target().Host)
	}
	return w
}

// Owner tells whose answer this is.
func (c *Case) Owner(m *parser.Message) network.Ownership {
	a := network.Answer{Source: m.SourceHost(), Server: m.Product()}
	for _, challenge := range m.Challenges() {
		a.Realm = challenge.Realm
	}
	if m.Tx != nil && m.Tx.Request != nil {
		a.Domain = m.Tx.Request.Target().Host
		if a.Realm == "" && len(m.Tx.Request.Credentials()) > 0 {
			a.Realm = m.Tx.Request.Credentials()[0].Realm
		}
	} else {
		a.Domain = m.From().URI.Host
	}
	return c.Network.Owns(a)
}

// PolicyBinds tells whether this network's own policies and meanings apply to
// the answer: it is ours, or the network names nothing as its own.
func (c *Case) PolicyBinds(m *parser.Message) bool { return c.Owner(m) != network.Foreign }

// OfSyntax tells a 400 whose words speak of how a header is written, not of the number
// in it: "Invalid From header".
func OfSyntax(code int, text string) bool {
	if code != 400 {
		return false
	}
	text = strings.ToLower(text)
	return slices.ContainsFunc([]string{"header", "syntax", "parse", "parsing", "malformed", " uri"}, func(word string) bool { return strings.Contains(text, word) })
}
