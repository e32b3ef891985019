package answers

import (
	_ "embed"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/sipwhy/sipwhy/knowledge/load"
)

//go:embed tongues.yaml
var tonguesFile []byte

// tongue is a language other than English that people ask in: its words and
// phrases, and the English words for them.
type tongue struct {
	name string
	// says is by words and phrases without accents; begun by the beginning of a
	// word, for its inflected forms; words are all that stand in a key.
	says, begun map[string][]string
	words       map[string]bool
}

// maxPhrase is the most words of a phrase of another language.
const maxPhrase = 7

func readTongues() ([]*tongue, error) {
	var file map[string]map[string]string
	if err := load.Decode("answers/tongues.yaml", tonguesFile, &file); err != nil {
		return nil, err
	}
	var all []*tongue
	for _, name := range slices.Sorted(maps.Keys(file)) {
		t := &tongue{name: name, says: map[string][]string{}, begun: map[string][]string{}, words: map[string]bool{}}
		for _, key := range slices.Sorted(maps.Keys(file[name])) {
			english := strings.Fields(file[name][key])
			t.says[key] = english
			for word := range strings.FieldsSeq(key) {
				t.words[word] = true
			}
			if begin := beginning(key); t.begun[begin] == nil && !strings.Contains(key, " ") && len(begin) > 4 {
				t.begun[begin] = english
			}
		}
		all = append(all, t)
	}
	return all, nil
}

// beginning is a word without an ending that inflection may have put there.
func beginning(word string) string {
	for _, ending := range []string{"ten", "est", "en", "er", "es", "em", "as", "os", "an", "ar", "ir", "e", "n", "t", "s", "a", "o"} {
		if rest, ok := strings.CutSuffix(word, ending); ok && len(rest) > 3 {
			return rest
		}
	}
	return word
}

// of is what a word says in English, nil where the language does not have it.
func (t *tongue) of(word string) []string {
	if english, ok := t.says[word]; ok {
		return english
	}
	// Umlauts as people write them without a German keyboard.
	if english, ok := t.says[umlauts.Replace(word)]; ok && t.name == "german" {
		return english
	}
	if begin := beginning(word); len(begin) > 4 && t.begun[begin] != nil {
		return t.begun[begin]
	}
	if t.name == "german" {
		return t.compound(word)
	}
	return nil
}

// compound is what the last part of a German compound says, which names the thing: the
// "nummer" of "Kundennummer". Nil where no long enough part is known.
func (t *tongue) compound(word string) []string {
	const least = 5
	if !isWord(word) {
		return nil
	}
	for i := 3; i <= len(word)-least; i++ {
		if english, ok := t.says[word[i:]]; ok {
			return english
		}
	}
	return nil
}

var umlauts = strings.NewReplacer("ae", "a", "oe", "o", "ue", "u")

// inEnglish puts a question of another language into English words. False where it
// is English, or of a language that is not known.
func (x *lexicon) inEnglish(text string) ([]string, bool) {
	words := unaccented(text)
	t := x.tongueOf(words)
	if t == nil {
		return nil, false
	}
	var out []string
	for i := 0; i < len(words); {
		n := min(maxPhrase, len(words)-i)
		for ; n > 1; n-- {
			if english, ok := t.says[strings.Join(words[i:i+n], " ")]; ok {
				out = append(out, english...)
				break
			}
		}
		if n <= 1 {
			n = 1
			if english := t.of(words[i]); english != nil {
				out = append(out, english...)
			} else {
				out = append(out, split(words[i])...)
			}
		}
		i += n
	}
	return out, true
}

// tongueOf is the language that a text is written in: most of its words are of it,
// and at least one is no English word. Nil for English.
func (x *lexicon) tongueOf(words []string) *tongue {
	var best *tongue
	most := 0
	for _, t := range x.tongues {
		total, hits, own := 0, 0, 0
		for _, word := range words {
			if !isWord(word) {
				continue
			}
			total++
			switch {
			case t.of(word) != nil:
				hits += 2
			case t.words[word]:
				hits++
			default:
				continue
			}
			if _, short := x.short[word]; len(word) > 1 && !short && !x.known[word] && !x.everyday[x.stem(word)] {
				own++
			}
		}
		if own > 0 && hits >= total && (3*own >= total || 2*hits >= 3*total) && own+hits > most {
			best, most = t, own+hits
		}
	}
	return best
}

func isWord(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r < 'a' || r > 'z' })
}

// unaccented cuts a text into words as tongues.yaml writes them: without accents,
// "l'appel" and "est-ce" in two.
func unaccented(text string) []string {
	text = accents.Replace(text)
	var out []string
	for _, field := range strings.Fields(text) {
		field = strings.TrimFunc(field, isEdge)
		if parts := strings.FieldsFunc(field, func(r rune) bool { return r == '\'' || r == '-' }); len(parts) > 1 && !strings.ContainsFunc(field, unicode.IsDigit) {
			out = append(out, parts...)
			continue
		}
		if field != "" {
			out = append(out, field)
		}
	}
	return out
}

var accents = strings.NewReplacer(
	"où", "wou", "ä", "a", "ö", "o", "ü", "u", "ß", "ss", "á", "a", "à", "a", "â", "a", "é", "e", "è", "e", "ê", "e", "ë", "e",
	"í", "i", "î", "i", "ï", "i", "ó", "o", "ô", "o", "ú", "u", "ù", "u", "û", "u", "ñ", "n", "ç", "c", "œ", "oe", "¿", "", "¡", "")
