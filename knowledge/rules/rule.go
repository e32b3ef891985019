// Package rules holds what a diagnosis is made of. The diagnoses themselves lie
// in a folder for each group: a predicate in <id>.go, its words in <id>.yaml, its
// samples in <id>.txtar, and one list.
//
// A predicate looks at one dialog, or at the whole trace, and returns a Hit: the
// lines that prove it, named fields, how certain it is and what it rules out. It
// holds no sentence; sentences are YAML.
package rules

import (
	"embed"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/parser"
)

// Certainty is how sure a finding may be called.
type Certainty string

// The certainties, from the strongest down. Certain: the messages themselves say
// it. Likely: one more fact would settle it. Possible: a hint, the headline only
// where nothing stronger is found.
const (
	Certain  Certainty = "certain"
	Likely   Certainty = "likely"
	Possible Certainty = "possible"
)

// Rank orders certainties, Certain first.
func (c Certainty) Rank() int {
	switch c {
	case Certain:
		return 0
	case Likely:
		return 1
	}
	return 2
}

// Kind tells a fault from a note.
type Kind string

// The kinds of a finding. A Fault is why an attempt did not succeed, or a risk
// that someone must act on; a Note explains what is normal.
const (
	Fault Kind = "fault"
	Note  Kind = "note"
)

// Group is the rules of one chapter of the catalogue with their files.
type Group struct {
	// Name is the folder, such as "auth"; Files are its <id>.yaml.
	Name  string
	Files embed.FS
	Rules []Rule
}

// Rule is one diagnosis.
type Rule struct {
	// ID is the file stem, the same everywhere.
	ID string
	// Needs are traits that a dialog must all have; Any are traits of which it
	// must have one. They spare the predicate most dialogs, and healthy calls most
	// predicates.
	Needs, Any parser.Traits
	// Check judges one dialog. Nil means no hit.
	Check func(*Case) *Hit
	// CheckTrace judges what only several dialogs together show.
	CheckTrace func(*Case) []*Hit
	// A rule with neither has a match: in its YAML.
}

// Wants tells whether a dialog is worth checking.
func (r *Rule) Wants(d *parser.Dialog) bool {
	return d.Traits&r.Needs == r.Needs && (r.Any == 0 || d.Traits&r.Any != 0)
}

// Case is what a predicate may look at.
type Case struct {
	Trace *parser.Trace
	// Dialog is nil for CheckTrace.
	Dialog  *parser.Dialog
	Network *network.Network
	Plan    parser.NumberPlan

	senses map[*parser.Message][]network.Match
	// refused is what Refused found when it was first asked.
	refused *Refused
	asked   bool
	// isHostile is what Hostile said of Dialog, when it was first asked.
	isHostile, judged bool
	// detour, taken and passed are what Detour, TakenAfter and PassedOn last found.
	detour        remembered[*parser.Transaction]
	taken, passed remembered[*parser.Message]
}

// remembered is what was found for a transaction that several diagnoses ask of.
type remembered[T any] struct {
	of    *parser.Transaction
	found T
}

// Fields are the named values of a hit, put into the words' placeholders.
type Fields map[string]string

// Hit is what a predicate found.
type Hit struct {
	Certainty Certainty
	Evidence  []Evidence
	Fields    Fields
	// Variant names an entry of the words' variants: the same diagnosis said
	// differently.
	Variant string
	// Alternatives are the ids of what else it could be, in order. The sentence
	// for each is in the words' ranks.
	Alternatives []string
	// Excludes are the ids of what it is not; the sentences are in the words'
	// excludes. Name only what really holds here.
	Excludes []string
	// Dialogs are those that the hit concerns, where they are not just the one
	// that was checked.
	Dialogs []*parser.Dialog
	// Urgent puts it before everything else: a failed emergency call, fraud going
	// on.
	Urgent bool
}

// Evidence is a line of the trace that proves something.
type Evidence struct {
	Message *parser.Message
	// Part and Line tell where the line stands in the input; both 0 for captures'
	// lines and Line 0 where only the message as a whole can be named.
	Part, Line int
	// Text is the whole line as cleaned and masked; Shown the part of it that a
	// reply quotes, the same where empty.
	Text, Shown string
}

// Start is a message's first line as evidence.
func Start(m *parser.Message) Evidence {
	e := Evidence{Message: m, Part: m.Part, Line: m.Lines[0], Text: m.StartLine}
	if e.Text == "" && len(m.Headers) > 0 {
		e.Text, e.Line = m.Headers[0].String(), m.Headers[0].Line
	}
	return e
}

// Header is a header line as evidence; without that header it is the message's
// first line.
func Header(m *parser.Message, name string) Evidence {
	h, ok := m.Get(name)
	if !ok {
		return Start(m)
	}
	return HeaderLine(m, h)
}

// HeaderLine is this very header line as evidence.
func HeaderLine(m *parser.Message, h parser.Header) Evidence {
	return Evidence{Message: m, Part: m.PartOf(h), Line: h.Line, Text: h.String()}
}

// Cause is the line that carries a message's Q.850 cause: a Reason, or a PBX's own
// header for it. Without one it is the message's first line.
func Cause(m *parser.Message) Evidence {
	for _, r := range m.Reasons() {
		if r.Speaks("Q.850") {
			return HeaderLine(m, r.Header)
		}
	}
	return Start(m)
}

// Address is the header line of a name-addr header, quoted up to its address.
func Address(m *parser.Message, name string) Evidence {
	e := Header(m, name)
	if i := strings.IndexByte(e.Text, '>'); i > 0 && i+1 < len(e.Text) {
		e.Shown = e.Text[:i+1] + "…"
	}
	return e
}

// Login is the header line of credentials, quoted up to the account name.
func Login(l *parser.Login) Evidence {
	e := HeaderLine(l.Request, l.Credentials.Header)
	e.Shown = l.Credentials.Header.Name + ": " + l.Credentials.Scheme + ` username="` + l.Credentials.Username + `"`
	return e
}

// SDPLine is a line of a message's session description as evidence: the first
// that begins with prefix, such as "m=audio" or "c=". Without one it is the
// message's first line.
func SDPLine(m *parser.Message, prefix string) Evidence {
	if sdp := m.SDP(); sdp != nil {
		for _, l := range sdp.Lines {
			if text := l.String(); strings.HasPrefix(text, prefix) {
				return Evidence{Message: m, Part: m.PartOfBody(l.Line), Line: l.Line, Text: text}
			}
		}
	}
	return Start(m)
}

// BodyLine is one body line given by its text and input line.
func BodyLine(m *parser.Message, line int, text string) Evidence {
	return Evidence{Message: m, Part: m.PartOfBody(line), Line: line, Text: text}
}

// Quoted is the text that a reply quotes.
func (e Evidence) Quoted() string {
	if e.Shown != "" {
		return e.Shown
	}
	return e.Text
}

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

// Where is the line of the message in which a wording was found, as evidence.
func Where(m *parser.Message, match network.Match) Evidence {
	switch match.Where {
	case "phrase", "":
		return Start(m)
	case "reason":
		for _, r := range m.Reasons() {
			if r.Text == match.Text {
				return HeaderLine(m, r.Header)
			}
		}
		return Header(m, "Reason")
	case "warning":
		for _, w := range m.Warnings() {
			if w.Text == match.Text {
				return HeaderLine(m, w.Header)
			}
		}
		return Header(m, "Warning")
	}
	return Header(m, match.Where)
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

// Seconds writes a duration for a reply: "0.1 s", "6.9 s", "88 s", "2 min 5 s".
func Seconds(d time.Duration) string {
	switch {
	case d < 0:
		return "0 s"
	case d < 10*time.Second:
		s := strconv.FormatFloat(float64(d.Round(100*time.Millisecond))/float64(time.Second), 'f', 1, 64)
		if d < 100*time.Millisecond {
			return strconv.Itoa(int(d.Milliseconds())) + " ms"
		}
		return strings.TrimSuffix(s, ".0") + " s"
	case d < 2*time.Minute:
		return strconv.Itoa(int(d.Round(time.Second)/time.Second)) + " s"
	}
	d = d.Round(time.Second)
	minutes, seconds := int(d/time.Minute), int(d%time.Minute/time.Second)
	if minutes >= 120 {
		return strconv.Itoa(minutes/60) + " h " + strconv.Itoa(minutes%60) + " min"
	}
	if seconds == 0 {
		return strconv.Itoa(minutes) + " min"
	}
	return strconv.Itoa(minutes) + " min " + strconv.Itoa(seconds) + " s"
}

// Number writes a message number as a reply does: "#4".
func Number(m *parser.Message) string {
	if m == nil {
		return ""
	}
	return "#" + strconv.Itoa(m.N)
}

// Shown writes a user or host for a sentence; an empty one as "unknown".
func Shown(s string) string {
	if s == "" {
		return "unknown"
	}
	return s
}
