package auth

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// authAlgorithmMismatch finds a login with a digest algorithm that was not offered,
// or a client that stays silent at a challenge which leaves out MD5 (RFC 8760).
func authAlgorithmMismatch(c *rules.Case) *rules.Hit {
	if h := flawed(blamedFor(c, otherAlgorithm), rules.Certain); h != nil {
		all := blamedFor(c, otherAlgorithm)
		l := all[len(all)-1]
		h.Fields["sent"] = algorithmName(l.Credentials.Algorithm)
		h.Fields["offered"] = algorithms(l.OfferedBy)
		return h
	}
	left, ok := findUnanswered(c)
	if !ok || speaksMD5(left.challenge) {
		return nil
	}
	header := left.challenge.Challenges()[0].Header
	return &rules.Hit{
		Certainty: rules.Possible, Variant: "silent",
		Evidence: []rules.Evidence{rules.HeaderLine(left.challenge, header)},
		Fields: rules.Fields{
			"offered": algorithms(left.challenge), "challenge": rules.Number(left.challenge), "client": clientOf(c.Dialog.Decisive.Request),
		},
	}
}

// speaksMD5 tells whether a challenge offers what every client knows; one that has
// no digest line at all says nothing of algorithms.
func speaksMD5(m *parser.Message) bool {
	none := true
	for _, c := range m.Challenges() {
		if strings.EqualFold(c.Scheme, "Digest") {
			none = false
			if parser.SameAlgorithm(c.Algorithm, "MD5") || isAKA(c.Algorithm) {
				return true
			}
		}
	}
	return none
}

func algorithms(m *parser.Message) string {
	var names []string
	for _, c := range m.Challenges() {
		names = append(names, algorithmName(c.Algorithm))
	}
	return strings.Join(names, " and ")
}

func algorithmName(s string) string {
	if s == "" {
		return "MD5"
	}
	return s
}
