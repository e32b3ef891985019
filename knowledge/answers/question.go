package answers

import (
	"slices"
	"strings"

	"github.com/sipwhy/sipwhy/parser"
)

// token is one word of a question.
type token struct {
	// raw is the word as typed, in lower case; text after abbreviations and
	// typing mistakes; stem without its ending.
	raw, text, stem string
	// fixed is set where the word is a number, code or name that no phrase may
	// swallow; names are then what a cue may call it.
	fixed bool
	names []string
}

// Question is what was asked, after reading it.
type Question struct {
	Text   string
	tokens []token
	// plain is the text as a sample would write it.
	plain string
	// words are the words as typed, in lower case, put into English.
	words []string
	// features are what scoring sees: the words that mean something, in order.
	features []feature
	// clause is set where a part of the text behind a comma or full stop asks: "it
	// rings, why".
	clause bool
	// marked is set where the text ends in a question mark, or in words that stand for
	// one. denied is set where it asks whether something is not so.
	marked, denied bool
	mentioned
}

// feature is one thing that a question says. A cue may call it by any of its
// names; the first is its own.
type feature struct {
	names []string
	// known is false for a word that neither the lexicon nor any sample has.
	known bool
	// everyday is set for a common word that is no word of the field.
	everyday bool
	// neutral is set for a common word that goes with any subject.
	neutral bool
	// at is its first word in the question, n how many words it takes.
	at, n int
}

// is tells whether the feature may be called by a name.
func (f *feature) is(name string) bool {
	for _, n := range f.names {
		if n == name {
			return true
		}
	}
	return false
}

// read reads a question about a trace: words, what they mention of the trace,
// and what they mean.
func (x *lexicon) read(text string, t *parser.Trace) *Question {
	return x.understand(text, t, x.byItself)
}

// literal reads a text without what a word or two by itself asks.
func (x *lexicon) literal(text string, t *parser.Trace) *Question {
	return x.understand(text, t, func([]string) (string, bool) { return "", false })
}

func (x *lexicon) understand(text string, t *parser.Trace, byItself func([]string) (string, bool)) *Question {
	q := &Question{Text: text, marked: strings.HasSuffix(strings.TrimRight(strings.TrimSpace(text), "!.) "), "?")}
	text = plain(text)
	words, foreign := x.inEnglish(text)
	if !foreign {
		words = pieces(text)
	}
	if asked, ok := byItself(words); ok {
		words = pieces(asked)
	}
	words = spokenCodes(words, t)
	if len(words) > maxWords {
		words = words[:maxWords]
	}
	q.words, q.clause = words, asksLater(text)
	q.plain = strings.Join(words, " ")
	skip := 0
	for i, piece := range words {
		if skip > 0 {
			skip--
			continue
		}
		if code, n := phraseAt(words[i:], t); n > 0 {
			q.codes = append(q.codes, code)
			q.tokens = append(q.tokens, token{raw: piece, text: strings.Join(words[i:i+n], " "), stem: stem(piece), fixed: true, names: phraseNames(code)})
			skip = n - 1
			continue
		}
		if found, ok := q.mention(words, i, t); ok {
			q.tokens = append(q.tokens, found)
			continue
		}
		if m := saying(piece, t); m != nil {
			q.codes = append(q.codes, m.Code)
			q.tokens = append(q.tokens, fixed(piece, "@code"))
			continue
		}
		if !x.known[piece] && userNamed(piece, t) == "" && accountNamed(piece, t) {
			q.tokens = append(q.tokens, fixed(piece, "account", "@user"))
			continue
		}
		if m := productNamed(piece, t); m != nil && !x.known[piece] {
			q.product = m
			q.tokens = append(q.tokens, fixed(piece, "@product"))
			continue
		}
		for _, word := range x.expand(piece) {
			q.tokens = append(q.tokens, token{raw: piece, text: word, stem: x.stem(word)})
		}
	}
	q.untag()
	q.habits()
	q.headerNames()
	q.features = x.features(q.tokens)
	q.denied = q.denies()
	q.suspects()
	return q
}

// byItself is what a text asks that is nothing but "why?" or "and now?", "" where
// that is nothing. False for other texts.
func (x *lexicon) byItself(words []string) (asked string, ok bool) {
	if len(words) == 0 || len(words) > 7 {
		return "", false
	}
	if asked, ok = x.alone[strings.Join(words, " ")]; ok {
		return asked, true
	}
	for len(words) > 1 && slices.Contains(leads, words[0]) {
		words = words[1:]
	}
	for len(words) > 1 && slices.Contains(trailers, words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	asked, ok = x.alone[strings.Join(words, " ")]
	return asked, ok
}

// habits turns "why will it not register" into "why does it not register": what a
// thing will not do is no question about the future.
func (q *Question) habits() {
	why := false
	for i := range q.tokens {
		t := &q.tokens[i]
		switch t.text {
		case "why":
			why = true
		case "will", "would":
			if why {
				t.text, t.stem = "does", stem("does")
			} else if t.text == "will" && q.remedies(i) {
				t.text, t.stem = "would", stem("would")
			}
		}
	}
}

// remedies tells whether "will" at i asks what a change does: "will changing the password
// help", "that will not fix it".
func (q *Question) remedies(i int) bool {
	for _, t := range q.tokens[i:] {
		switch t.text {
		case "help", "helps", "fix", "solve", "cure":
			return true
		}
	}
	return false
}

// trailers are small words behind a question that change nothing of it.
var trailers = []string{"tho", "though", "then", "please", "pls", "plz", "exactly", "again", "here", "lol", "haha", "man", "bro", "now"}

// asksLater tells a text of which a later part begins as a question does, or is
// nothing but one word that asks.
func asksLater(text string) bool {
	if i := strings.IndexByte(text, '?'); i > 0 && i < len(text)-2 {
		return true
	}
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",;.?!:\n", r) })
	for _, part := range parts[min(1, len(parts)):] {
		words := strings.Fields(part)
		for len(words) > 1 && slices.Contains(leads, words[0]) {
			words = words[1:]
		}
		if len(words) > 0 && (slices.Contains(interrogatives, words[0]) || slices.Contains([]string{"whats", "what's", "whos", "who's", "is", "was", "did", "does"}, words[0])) {
			return true
		}
		if len(words) > 1 && inverted[words[0]] && beforeVerb[words[1]] {
			return true
		}
	}
	return false
}

// maxWords is where a question ends: what is longer is a story.
const maxWords = 60

// features turns words into what they mean, the longest phrase first.
func (x *lexicon) features(tokens []token) []feature {
	var out []feature
	for i := 0; i < len(tokens); {
		t := tokens[i]
		if t.fixed {
			out = append(out, feature{names: t.names, known: true, at: i, n: 1})
			i++
			continue
		}
		if term, n := x.at(tokens, i); n > 0 {
			if term == "filler" {
				i += n
				continue
			}
			f := feature{names: []string{term}, known: true, at: i, n: n}
			if term == "ourside" {
				f.names = append(f.names, "us")
			}
			for _, word := range tokens[i : i+n] {
				f.names = append(f.names, word.names...)
				f.names = append(f.names, "~"+word.stem)
			}
			out = append(out, f)
			i += n
			continue
		}
		i++
		switch {
		case len(t.names) > 0:
			out = append(out, feature{names: append(t.names, "~"+t.stem), known: true, at: i - 1, n: 1})
		case x.stop[t.stem]:
		case x.neutral[t.stem]:
			out = append(out, feature{names: []string{"~" + t.stem}, known: true, neutral: true, at: i - 1, n: 1})
		default:
			out = append(out, feature{names: []string{"~" + t.stem}, known: x.stems[t.stem], everyday: x.everyday[t.stem], at: i - 1, n: 1})
		}
	}
	return out
}

// has tells whether any feature may be called by one of the names.
func (q *Question) has(names ...string) bool {
	for i := range q.features {
		for _, name := range names {
			if q.features[i].is(name) {
				return true
			}
		}
	}
	return false
}

// word tells whether one of these words was typed, abbreviations written out.
func (q *Question) word(words ...string) bool {
	for i := range q.tokens {
		for _, w := range words {
			if q.tokens[i].text == w {
				return true
			}
		}
	}
	return false
}

// begins tells whether the text begins with one of these words.
func (q *Question) begins(words ...string) bool {
	if len(q.tokens) == 0 {
		return false
	}
	for _, w := range words {
		if q.tokens[0].text == w {
			return true
		}
	}
	return false
}
