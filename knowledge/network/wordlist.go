package network

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxWords bounds what is read of one text: nobody explains a refusal in more.
const maxWords = 160

// wordlist brings a text into the form in which wordings are compared: lower
// case, accents folded, punctuation and capitals inside a word ("NoCredit") as
// breaks, n't written out, and without the small words that only make grammar.
func wordlist(text string) []string {
	words := make([]string, 0, 16)
	var b strings.Builder
	flush := func() {
		if b.Len() > 0 {
			words = appendWord(words, b.String())
			b.Reset()
		}
	}
	var last rune
	for i, r := range text {
		switch {
		case b.Len() == 1 && (r == '.' && digitFollows(text[i+1:]) || r == '-' && partyLetter(b.String()) && letterFollows(text[i+1:])):
			// E.164, G.729 and Q.850 are words, and so is A-number.
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			if (r == '\'' || r == '’') && b.Len() > 1 && negates(text[i:]) && strings.HasSuffix(b.String(), "n") {
				stem := strings.TrimSuffix(b.String(), "n")
				b.Reset()
				b.WriteString(stem)
				flush()
				words = append(words, "not")
				last = -1
				continue
			}
			flush()
		case last == -1:
			// The t of n't: it is said already.
		default:
			if breaksBefore(last, r, text[i+utf8.RuneLen(r):]) {
				flush()
			}
			fold(&b, unicode.ToLower(r))
		}
		last = r
		if len(words) >= maxWords {
			return words
		}
	}
	flush()
	return words
}

// negates tells an apostrophe that a lone t follows.
func negates(rest string) bool {
	_, size := utf8.DecodeRuneInString(rest)
	rest = rest[size:]
	if rest == "" || rest[0] != 't' && rest[0] != 'T' {
		return false
	}
	next, _ := utf8.DecodeRuneInString(rest[1:])
	return !unicode.IsLetter(next)
}

func digitFollows(rest string) bool { return rest != "" && rest[0] >= '0' && rest[0] <= '9' }

// partyLetter tells the letters by which networks name caller and called number.
func partyLetter(s string) bool { return s == "a" || s == "b" }

func letterFollows(rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return unicode.IsLetter(r)
}

// breaksBefore tells whether a capital begins a word inside a word, as in
// NoCredit and IPNotAllowed, but not in VoIP.
func breaksBefore(last, r rune, rest string) bool {
	if !unicode.IsUpper(r) || !unicode.IsLetter(last) {
		return false
	}
	next, size := utf8.DecodeRuneInString(rest)
	if next == 's' && unicode.IsUpper(last) {
		// The plural of a name in capitals: CLIs.
		after, _ := utf8.DecodeRuneInString(rest[size:])
		return unicode.IsLetter(after)
	}
	return unicode.IsLower(next)
}

func appendWord(words []string, w string) []string {
	if w == "cannot" {
		return append(words, "can", "not")
	}
	if smallWords[w] {
		return words
	}
	return append(words, w)
}

// smallWords carry no meaning of their own in a refusal. What negates, counts or
// tells from whom and by whom is not among them.
var smallWords = setOf(`a an the is are was were be been being has have had this that these those your our you we
	its it to of for in on at and or as with i do does will please sorry currently
	der die das den dem des ein eine einen einer eines ist sind wurde wird werden ihr ihre ihren ihrer fur zu zur zum im
	el la los las un una es esta este estan su sus de del para por se ha al en y o le les
	l d du est sont votre vos pour sur au aux une et
	os as um uma da dos das na seu sua esta foi ou e
	il lo gli i dello della di suo sua
	het een van uw voor op is deze`)

func setOf(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

// fold writes a letter without its accent.
func fold(b *strings.Builder, r rune) {
	if r < utf8.RuneSelf {
		b.WriteByte(byte(r))
		return
	}
	if plain, ok := folded[r]; ok {
		b.WriteString(plain)
		return
	}
	if !unicode.Is(unicode.Mn, r) {
		b.WriteRune(r)
	}
}

// folded are the accented letters of the languages met in the field.
var folded = foldings("aàáâãäåā cçćč eèéêëēę iìíîïī nñńň oòóôõöøō uùúûüū yýÿ sśšş zžźż lł gğ")

func foldings(rows string) map[rune]string {
	table := map[rune]string{'ß': "ss", 'æ': "ae", 'œ': "oe"}
	for _, row := range strings.Fields(rows) {
		for _, accented := range row[1:] {
			table[accented] = row[:1]
		}
	}
	return table
}
