package answers

import (
	"strings"
	"unicode"

	"github.com/kljensen/snowball/english"

	"github.com/sipwhy/sipwhy/knowledge/load"
)

var chatMarks = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&", "’", "'", "‘", "'", "“", `"`, "”", `"`, "`", " ", "…", "...", "–", "-", "—", " - ")

// plain undoes what chat does to a text and puts it into lower case: links and
// mentions, entities, typographic quotes, emoji names.
func plain(text string) string {
	text = chatMarks.Replace(text)
	var b strings.Builder
	for {
		open := strings.IndexByte(text, '<')
		end := -1
		if open >= 0 {
			end = strings.IndexByte(text[open:], '>')
		}
		if end < 0 {
			b.WriteString(text)
			break
		}
		b.WriteString(text[:open])
		b.WriteByte(' ')
		b.WriteString(link(text[open+1 : open+end]))
		b.WriteByte(' ')
		text = text[open+end+1:]
	}
	return strings.ToLower(b.String())
}

// link is what a reader sees of <…>: the label of a link, nothing of a mention.
func link(inner string) string {
	if inner == "" || strings.ContainsAny(inner[:1], "@#!") {
		return ""
	}
	if target, label, ok := strings.Cut(inner, "|"); ok {
		if label != "" {
			return label
		}
		return target
	}
	for _, scheme := range []string{"tel:", "mailto:"} {
		inner = strings.TrimPrefix(inner, scheme)
	}
	return inner
}

// pieces cuts a text into its words, punctuation taken off. A word keeps what
// makes it a number, an address, a header name or a message number.
func pieces(text string) []string {
	var out []string
	for _, field := range strings.Fields(text) {
		out = append(out, split(field)...)
	}
	return out
}

func split(field string) []string {
	if isEmoji(field) {
		return nil
	}
	field = strings.TrimFunc(field, isEdge)
	if field == "" || strings.Contains(field, "://") {
		return strings.Fields(field)
	}
	if i := strings.IndexAny(field, "/=,;()\"!?"); i > 0 && !isAddress(field) {
		return append(split(field[:i]), split(field[i+1:])...)
	}
	if who, ok := strings.CutSuffix(field, "'d"); ok && len(who) < 5 {
		return []string{who, "would"} // "id" is another word
	}
	return strings.Fields(strings.ReplaceAll(field, "'", ""))
}

// isEdge tells what may stand around a word without being part of it: all but
// the sign of a message number, of an international number and of IPv6.
func isEdge(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("#+[]", r)
}

// isEmoji tells an emoji by its name, as chat sends it: ":tada:".
func isEmoji(s string) bool {
	return len(s) > 2 && s[0] == ':' && s[len(s)-1] == ':'
}

// isAddress tells a word in which a slash belongs to an address or a name.
func isAddress(s string) bool {
	return strings.Count(s, ".") == 3 || s == "t/38"
}

// stem is the word without its ending. Some endings say too much to be cut off:
// the calling number is not the called one.
func stem(word string) string {
	if len(word) < 3 || word[0] >= '0' && word[0] <= '9' {
		return word
	}
	switch word {
	case "calling", "called", "international", "displayed", "likely", "parked", "requested", "identity":
		return word
	}
	return english.Stem(word, true)
}

// expand writes out chat's abbreviations and undoes typing mistakes. One piece
// may become several words.
func (x *lexicon) expand(piece string) []string {
	if words, ok := x.short[piece]; ok {
		return words
	}
	if x.known[piece] || len(piece) > 40 {
		return []string{piece}
	}
	if parts := strings.FieldsFunc(piece, func(r rune) bool { return r == '-' || r == '_' || r == '.' || r == ':' }); len(parts) > 1 || len(parts) == 1 && parts[0] != piece {
		var out []string
		for _, p := range parts {
			out = append(out, x.expand(p)...)
		}
		return out
	}
	if fixed, ok := x.squeezed(piece); ok {
		return x.expand(fixed)
	}
	return []string{x.corrected(piece)}
}

// squeezed takes letters out that were held down: "whyyy", "soooo".
func (x *lexicon) squeezed(word string) (string, bool) {
	for _, keep := range []int{2, 1} {
		var b strings.Builder
		run := 0
		for i := range len(word) {
			if i > 0 && word[i] == word[i-1] {
				run++
			} else {
				run = 1
			}
			if run <= keep || word[i] < 'a' || word[i] > 'z' {
				b.WriteByte(word[i])
			}
		}
		s := b.String()
		if s == word {
			continue
		}
		if _, ok := x.short[s]; ok || x.known[s] {
			return s, true
		}
	}
	return word, false
}

// corrected is the word of the lexicon that a typing mistake stands for, or the
// word itself. Everyday words are known and never changed.
func (x *lexicon) corrected(word string) string {
	if len(word) < 4 || strings.ContainsFunc(word, func(r rune) bool { return r < 'a' || r > 'z' }) {
		return word
	}
	if x.stems[x.stem(word)] {
		return word
	}
	most := 1
	if len(word) >= 8 {
		most = 2
	}
	best, bestAt := word, most+1
	for _, candidate := range x.byFirst[word[0]] {
		if len(candidate)-len(word) > most || len(word)-len(candidate) > most || len(candidate) < 4 {
			continue
		}
		if d := load.Distance(word, candidate); d < bestAt {
			best, bestAt = candidate, d
		}
	}
	return best
}
