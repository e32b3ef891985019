package answers

import (
	"slices"
	"strings"

	"github.com/sipwhy/sipwhy/parser"
)

const (
	// maxParts is how many questions of one message are answered, maxPartLines the
	// most lines of each.
	maxParts     = 3
	maxPartLines = 3
)

// joints are what may stand between two questions. A comma or a word joins them only
// where a question stands on both sides of it.
var (
	joints  = append([]string{"?", ";", "\n", ". ", ", "}, joiners...)
	joiners = []string{" and ", " und ", " y ", " et ", " & ", " + ", " plus ", " also "}
)

// parts cuts a text into the questions that it puts, nil where it puts only one.
func (x *lexicon) parts(text string) []string {
	if len(text) > 400 {
		return nil
	}
	var found []string
	rest := text
	for len(found) < maxParts-1 {
		left, right, ok := x.halves(rest)
		if !ok {
			break
		}
		found, rest = append(found, left), right
	}
	if found == nil {
		return nil
	}
	return append(found, rest)
}

// halves cuts a text at the first joint between two questions.
func (x *lexicon) halves(text string) (left, right string, ok bool) {
	lower := strings.ToLower(text)
	if len(lower) != len(text) {
		return "", "", false
	}
	for at := 1; at < len(lower); at++ {
		joint := jointAt(lower[at:])
		if joint == "" {
			continue
		}
		left, right = text[:at], text[at+len(joint):]
		switch {
		case joint == "?":
			left = text[:at+1]
		case slices.Contains(joiners, joint):
			right = "and " + right // it may go on from the first
		}
		if x.stands(left) && x.begins(right) {
			return left, right, true
		}
	}
	return "", "", false
}

func jointAt(text string) string {
	for _, j := range joints {
		if strings.HasPrefix(text, j) {
			return j
		}
	}
	return ""
}

// stands tells a text that is a question of its own.
func (x *lexicon) stands(text string) bool {
	q := x.literal(text, &parser.Trace{})
	n := len(q.tokens) - q.lead()
	return n > 1 && q.asksFirst() || n > 2 && q.marked
}

// begins tells a text that begins as a question does.
func (x *lexicon) begins(text string) bool {
	q := x.literal(text, &parser.Trace{})
	at := q.lead()
	if len(q.tokens)-at < 2 {
		return false
	}
	if inverted[q.tokens[at].text] {
		// "And is SIP ALG to blame": a noun of the field stands where the subject does.
		term, _ := x.at(q.tokens, at+1)
		f := feature{names: []string{term}}
		return q.asksFirst() || isCause(term) || classOf(&f) == ofSide
	}
	return q.asksFirst()
}

// asksFirst tells whether the text begins with a word that asks, or with a verb and
// its subject behind it.
func (q *Question) asksFirst() bool {
	rest := q.tokens[q.lead():]
	if len(rest) > 1 && prepositions[rest[0].text] || len(rest) > 1 && (rest[0].text == "from" || rest[0].text == "to" || rest[0].text == "at" || rest[0].text == "for") {
		rest = rest[1:]
	}
	switch {
	case len(rest) == 0:
		return false
	case slices.Contains(interrogatives, rest[0].text):
		return true
	case len(rest) < 2 || !inverted[rest[0].text]:
		return false
	}
	return rest[1].fixed || beforeVerb[rest[1].text]
}

// inverted are verbs that stand before their subject in a question, beforeVerb what a
// subject begins with.
var (
	inverted   = set("is", "was", "were", "are", "did", "does", "do", "can", "could", "should", "would", "will", "has", "have", "must", "may")
	beforeVerb = set("it", "they", "he", "she", "we", "i", "you", "the", "that", "this", "there", "our", "their", "his", "her", "my", "these", "those", "any", "anyone", "somebody", "someone", "a", "an", "one", "both", "tcp", "tls")
)

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

// several answers the questions of a text one by one, and puts the answers together.
// Nil where one of them has none, or needs more room than a few lines.
func (c *Catalogue) several(parts []string, ctx Context) *Answer {
	var all *Answer
	for _, part := range parts {
		a, _ := c.next(part, ctx)
		if a == nil || a.Intent == NotUnderstood || len(a.Figure) > 0 {
			return nil
		}
		if all != nil && sameAnswer(all, a) {
			continue
		}
		if len(a.Lines) > maxPartLines {
			a.Lines = a.Lines[:maxPartLines]
		}
		ctx.Focus, ctx.Message, ctx.Earlier = a.Focus, a.Message, a.Asked
		if all == nil {
			first := *a
			all = &first
			continue
		}
		all.Lines = append(all.Lines, a.Lines...)
		all.Known = all.Known && a.Known
		all.Focus, all.Message, all.Asked = a.Focus, a.Message, a.Asked
		all.Findings = append(all.Findings, a.Findings...)
	}
	return all
}

// sameAnswer tells whether what an answer says was said already.
func sameAnswer(all, a *Answer) bool {
	if len(a.Lines) == 0 || len(all.Lines) == 0 {
		return false
	}
	first := a.Lines[0].String()
	for _, l := range all.Lines {
		if l.String() == first {
			return true
		}
	}
	return false
}

// next answers one question: a new one, or the last one of another subject.
func (c *Catalogue) next(text string, ctx Context) (*Answer, error) {
	if asked := c.lexicon.carried(text, ctx); asked != "" {
		if a, err := c.single(asked, ctx); a != nil && a.Intent != NotUnderstood {
			return a, err
		}
	}
	return c.single(text, ctx)
}
