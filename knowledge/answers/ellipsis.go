package answers

import (
	"slices"
	"strings"
)

// Who has asked "which codec does our side offer?" goes on with "and theirs?": a
// question that names only a subject, and means the last question asked of it.

// class is the sort of subject that a word names. One subject takes the place of
// another of its class.
type class int

const (
	// noClass is that of a word which says what is asked of a subject.
	noClass class = iota
	// anyClass is that of nouns which may stand beside a subject: "the other call".
	anyClass
	ofSide
	ofCall
	ofCode
	ofMessage
	ofHost
	ofMethod
	// ofAsking are the words that ask: "why the second".
	ofAsking
)

// classOf is the class of a feature.
func classOf(f *feature) class {
	switch f.names[0] {
	case "caller", "callee", "called", "them", "us", "ourside", "provider", "pbx", "sbc", "customer":
		return ofSide
	case "other", "@nth", "@user", "~other":
		return ofCall
	case "@code":
		return ofCode
	case "@msg":
		return ofMessage
	case "@ip":
		return ofHost
	case "call", "number", "message", "phone", "ip", "okay", "reply", "registration", "~side", "~address", "~same", "~account":
		return anyClass
	case "who", "what", "why", "when", "where", "how", "howlong", "howmany", "howmuch":
		return ofAsking
	}
	if f.is("@method") {
		return ofMethod
	}
	return noClass
}

// goesOn are what a question begins with that goes on from the one before.
var goesOn = []string{"and", "but", "or", "what about", "how about", "same for", "same with", "same question for", "is it the same for"}

// maxEllipsis is the most words of a question that leaves out what is asked.
const maxEllipsis = 6

// subject is what a text names that is nothing but a subject: the classes, the words, and
// the words that ask before them.
type subject struct {
	classes     []class
	words, asks []string
}

// subjectOf is the subject of a text that leaves out what is asked of it, nil for other
// texts.
func (x *lexicon) subjectOf(text string, ctx Context) *subject {
	q := x.literal(text, ctx.Report.Trace)
	rest := q.tokens
	if len(rest) == 0 || len(rest) > maxEllipsis {
		return nil
	}
	joined := 0
	for _, way := range goesOn {
		joined += startsWith(rest[joined:], way)
	}
	if joined == 0 && (!q.marked || len(rest) > 3) {
		return nil
	}
	s, asking := &subject{}, map[int]bool{}
	for i := range q.features {
		f := &q.features[i]
		if f.at < joined {
			continue
		}
		switch c := classOf(f); {
		case c == noClass, c == ofSide && q.asksWithin(f):
			return nil
		case c == ofAsking:
			for j := f.at; j < f.at+f.n; j++ {
				asking[j] = true
				s.asks = append(s.asks, rest[j].text)
			}
		case c != anyClass:
			s.classes = append(s.classes, c)
		}
	}
	for i := joined; i < len(rest); i++ {
		if !asking[i] {
			s.words = append(s.words, rest[i].text)
		}
	}
	return s
}

// asksWithin tells a feature that is a question of its own: "who called".
func (q *Question) asksWithin(f *feature) bool {
	return slices.ContainsFunc(q.tokens[f.at:f.at+f.n], func(t token) bool { return slices.Contains(interrogatives, t.text) })
}

// startsWith is the number of words of a phrase that the text begins with, 0 where it
// does not.
func startsWith(tokens []token, phrase string) int {
	want := strings.Fields(phrase)
	if len(tokens) <= len(want) {
		return 0
	}
	for i, w := range want {
		if tokens[i].text != w {
			return 0
		}
	}
	return len(want)
}

// carried is the earlier question put to the subject that the text names, "" where
// the text is a question of its own.
func (x *lexicon) carried(text string, ctx Context) string {
	if ctx.Earlier == "" {
		return ""
	}
	named := x.subjectOf(text, ctx)
	if named == nil || len(named.classes)+len(named.asks) == 0 {
		return ""
	}
	earlier := x.literal(ctx.Earlier, ctx.Report.Trace)
	if len(named.classes) == 0 {
		return x.asksOn(earlier, append(named.asks, named.words...), text)
	}
	classes := named.classes
	if len(named.asks) > 0 {
		classes = append(slices.Clone(classes), ofAsking)
	}
	left := dropped(earlier, classes)
	if len(left) == 0 || len(named.asks) == 0 && !earlier.saysWhat() {
		return ""
	}
	return strings.Join(slices.Concat(named.asks, left, named.words), " ")
}

// saysWhat tells a question of which more is left than its subject.
func (q *Question) saysWhat() bool {
	return slices.ContainsFunc(q.features, func(f feature) bool {
		return classOf(&f) == noClass || slices.Contains([]string{"howlong", "howmany", "when", "where", "why", "number", "ip", "phone", "~address", "~account"}, f.names[0])
	})
}

// asksOn is the earlier question with another word that asks: "and until when". Who sent
// what was asked for is "from whom"; what a word or two asks by itself stays so.
func (x *lexicon) asksOn(earlier *Question, words []string, typed string) string {
	text := strings.Join(pieces(plain(typed)), " ")
	text = strings.TrimPrefix(text, "and ")
	if text == "from who" || text == "from whom" || text == "by whom" || text == "by who" {
		switch {
		case earlier.has("transfer"):
			return "who transferred"
		case earlier.has("forward"):
			return "who forwarded"
		}
		if earlier.has("reply", "@code", "reject", "send", "~answer", "message", "blocked") || len(earlier.codes) > 0 {
			return "who sent that"
		}
		return ""
	}
	if _, ok := x.byItself(strings.Fields(text)); ok || len(words) > 3 {
		return ""
	}
	left := dropped(earlier, []class{ofAsking})
	if len(left) == 0 {
		return ""
	}
	return strings.Join(append(words, left...), " ")
}

// dropped are the words of a question without those that name a subject of these
// classes.
func dropped(q *Question, classes []class) []string {
	gone := make([]bool, len(q.tokens))
	for i := range q.features {
		f := &q.features[i]
		if slices.Contains(classes, classOf(f)) {
			for j := f.at; j < f.at+f.n; j++ {
				gone[j] = true
			}
		}
	}
	var words []string
	for i, t := range q.tokens {
		if !gone[i] {
			words = append(words, t.text)
		}
	}
	return words
}
