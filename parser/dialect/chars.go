package dialect

import "strings"

// Character classes, looked up instead of computed: every byte of every line
// goes through one of them.
const (
	classToken uint8 = 1 << iota
	classAlpha
	classDigit
	classSpace
	classHex
	// classDump is what bytes are printed with as numbers, classCoded base64.
	classDump
	classCoded
)

var class = func() (set [256]uint8) {
	for c := 'a'; c <= 'z'; c++ {
		set[c] |= classToken | classAlpha
		set[c-'a'+'A'] |= classToken | classAlpha
	}
	for c := '0'; c <= '9'; c++ {
		set[c] |= classToken | classDigit | classHex
	}
	for _, c := range "abcdefABCDEF" {
		set[c] |= classHex
	}
	for c := range set {
		if set[c]&(classAlpha|classDigit) != 0 {
			set[c] |= classCoded
		}
		if set[c]&classHex != 0 {
			set[c] |= classDump
		}
	}
	for _, c := range "+/-_=" {
		set[c] |= classCoded
	}
	for _, c := range " ,:-x\\%[]" {
		set[c] |= classDump
	}
	for _, c := range "-.!%*_+`'~" {
		set[c] |= classToken
	}
	for _, c := range " \t\v\f\r" {
		set[c] |= classSpace
	}
	return set
}()

func is(c byte, classes uint8) bool { return class[c]&classes != 0 }

const classAlnum = classAlpha | classDigit

// all tells whether s is not empty and consists of these classes alone.
func all(s string, classes uint8) bool {
	for i := 0; i < len(s); i++ {
		if class[s[i]]&classes == 0 {
			return false
		}
	}
	return s != ""
}

func isDigits(s string) bool { return all(s, classDigit) }

func isBlank(s string) bool {
	for i := 0; i < len(s); i++ {
		if class[s[i]]&classSpace == 0 {
			return false
		}
	}
	return true
}

// indentOf is the number of blanks that s begins with.
func indentOf(s string) int {
	n := 0
	for n < len(s) && class[s[n]]&classSpace != 0 {
		n++
	}
	return n
}

// runOf is the length of the run of these classes that s begins with.
func runOf(s string, classes uint8) int {
	n := 0
	for n < len(s) && class[s[n]]&classes != 0 {
		n++
	}
	return n
}

// tailOf is where the run of these classes that s ends with begins.
func tailOf(s string, classes uint8) int {
	n := len(s)
	for n > 0 && class[s[n-1]]&classes != 0 {
		n--
	}
	return n
}

// fold is the ASCII lower case of c.
func fold(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// hasPrefixFold is strings.HasPrefix without regard to ASCII case; prefix is in
// lower case.
func hasPrefixFold(s, prefix string) bool {
	if len(s) < len(prefix) {
		return false
	}
	for i := 0; i < len(prefix); i++ {
		if fold(s[i]) != prefix[i] {
			return false
		}
	}
	return true
}

// indexFold finds word, which is in lower case, without regard to ASCII case.
func indexFold(s, word string) int {
	for i := 0; i+len(word) <= len(s); i++ {
		if fold(s[i]) == word[0] && hasPrefixFold(s[i:], word) {
			return i
		}
	}
	return -1
}

// set makes a set of the words of a list.
func set(list string) map[string]bool {
	words := map[string]bool{}
	for _, w := range strings.Fields(list) {
		words[w] = true
	}
	return words
}

// lowered looks a short word up in a set of lower-case words without allocating.
func lowered[V any](words map[string]V, s string) (V, bool) {
	var buf [40]byte
	if len(s) > len(buf) {
		var none V
		return none, false
	}
	for i := 0; i < len(s); i++ {
		buf[i] = fold(s[i])
	}
	v, ok := words[string(buf[:len(s)])]
	return v, ok
}

// between is what stands between the first after and the next before in s.
func between(s, after, before string) string {
	i := strings.Index(s, after)
	if i < 0 {
		return ""
	}
	s = s[i+len(after):]
	if j := strings.Index(s, before); j >= 0 {
		return s[:j]
	}
	return ""
}

// word is the run of non-blank characters that s begins with, blanks before it
// left out.
func word(s string) string {
	s = s[indentOf(s):]
	if i := strings.IndexAny(s, " \t"); i >= 0 {
		return s[:i]
	}
	return s
}
