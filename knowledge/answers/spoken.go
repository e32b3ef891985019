package answers

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/parser"
)

var (
	digitWords = []string{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}
	teenWords  = []string{"ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"}
	tenWords   = []string{"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"}
)

// spokenCodes writes response codes that are spelt as people say them in figures:
// "four oh one", "four-eighty-seven", "five hundred".
func spokenCodes(words []string, t *parser.Trace) []string {
	words = unhyphened(words)
	if !slices.ContainsFunc(words, func(w string) bool { return slices.Contains(digitWords, w) }) {
		return words
	}
	var out []string
	for i := 0; i < len(words); {
		code, n := spokenCode(words[i:])
		// Of small figures, which count all sorts of things, only codes of the trace.
		if n == 0 || code < 400 && !hasCode(t, code) {
			out = append(out, words[i])
			i++
			continue
		}
		out = append(out, strconv.Itoa(code))
		i += n
	}
	return out
}

// unhyphened parts words that are nothing but numerals: "four-oh-three".
func unhyphened(words []string) []string {
	var out []string
	for _, word := range words {
		parts := strings.Split(word, "-")
		if len(parts) > 1 && !slices.ContainsFunc(parts, func(p string) bool { return spokenDigit(p) < 0 && underHundred(p) < 0 && p != "hundred" }) {
			out = append(out, parts...)
			continue
		}
		out = append(out, word)
	}
	return out
}

// spokenCode is the code at the beginning of a text and how many words it takes, 0
// for none.
func spokenCode(words []string) (code, n int) {
	hundreds := slices.Index(digitWords, words[0])
	if hundreds < 1 || hundreds > 6 || len(words) < 2 {
		return 0, 0
	}
	rest := words[1:]
	if rest[0] == "hundred" {
		at := 1
		if at < len(rest) && rest[at] == "and" {
			at++
		}
		if value, took := belowHundred(rest[min(at, len(rest)):]); took > 0 {
			return 100*hundreds + value, 1 + at + took
		}
		return 100 * hundreds, 2
	}
	if len(rest) > 1 && spokenDigit(rest[0]) >= 0 && spokenDigit(rest[1]) >= 0 {
		return 100*hundreds + 10*spokenDigit(rest[0]) + spokenDigit(rest[1]), 3
	}
	if underHundred(rest[0]) >= 0 {
		value, took := belowHundred(rest)
		return 100*hundreds + value, 1 + took
	}
	return 0, 0
}

// belowHundred is the number from 1 to 99 at the beginning of a text.
func belowHundred(words []string) (value, n int) {
	if len(words) == 0 {
		return 0, 0
	}
	if d := slices.Index(digitWords, words[0]); d > 0 {
		return d, 1
	}
	value = underHundred(words[0])
	if value < 0 {
		return 0, 0
	}
	if value >= 20 && len(words) > 1 {
		if d := slices.Index(digitWords, words[1]); d > 0 {
			return value + d, 2
		}
	}
	return value, 1
}

// underHundred is the value of one word from "ten" to "ninety", -1 for others.
func underHundred(word string) int {
	if i := slices.Index(teenWords, word); i >= 0 {
		return 10 + i
	}
	if i := slices.Index(tenWords, word); i >= 0 {
		return 20 + 10*i
	}
	return -1
}

// spokenDigit is the value of a digit as it is said, -1 for other words.
func spokenDigit(word string) int {
	if word == "oh" || word == "o" || word == "nought" || word == "naught" {
		return 0
	}
	return slices.Index(digitWords, word)
}
