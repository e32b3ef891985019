package answers

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
)

// Term is an entry of the reference that a question names.
type Term struct {
	Reference
	// Heading is its name, Says what it means.
	Heading, Says words.Text
}

// Meaning is the intent of an answer that explains a term.
const Meaning = "meaning"

// explained answers "what is rport" and "what does Retry-After mean": what the reference
// says of it, and what this trace shows of it. Nil where nothing is asked for so, or
// where an answer about this trace says as much.
func (s *scene) explained() *Answer {
	return s.explain(s.definition())
}

// named explains what a text names that says nothing else: "rport?".
func (s *scene) alone() *Answer {
	if !s.q.marked && !s.Addressed || len(s.q.words) > 2 {
		return nil
	}
	return s.explain(strings.Join(s.q.words, " "))
}

func (s *scene) explain(name string) *Answer {
	if name == "" || s.Terms == nil {
		return nil
	}
	t, lines := s.termOf(name)
	if t == nil || len(lines) > 0 && (t.Kind == "response" || t.Kind == "q850") {
		return nil
	}
	if !s.Addressed && len(lines) == 0 && s.catalogue.lexicon.everyday[stem(name)] {
		return nil
	}
	a := &Answer{Intent: Meaning, Known: true, Focus: s.dialog, Message: s.Message}
	a.Lines = append(a.Lines, words.Cat(t.Heading, words.T(": "), t.Says))
	switch {
	case len(lines) > 0:
		a.Message = lines[0].Message
		key := "shown"
		if len(lines) <= 2 {
			key = "all"
		}
		a.Lines = append(a.Lines, s.wording(key, len(lines)))
		for _, e := range lines[:min(len(lines), 2)] {
			a.Lines = append(a.Lines, quote(e))
		}
	case slices.Contains(lookedFor, t.Kind), t.Key == reInvite:
		a.Lines = append(a.Lines, s.wording("absent", 0))
	default:
		a.Lines = append(a.Lines, s.ofTrace()...)
	}
	return a
}

// termOf is the entry that a name means here, and the lines of the trace that show
// it: of several entries the one that the trace has, else the general term.
func (s *scene) termOf(name string) (*Term, []rules.Evidence) {
	found := s.Terms(name)
	for i := range found {
		if lines := s.shown(found[i].Reference); len(lines) > 0 {
			return &found[i], lines
		}
	}
	for i := range found {
		if found[i].Kind == "term" {
			return &found[i], nil
		}
	}
	if len(found) == 0 {
		return nil, nil
	}
	return &found[0], nil
}

// wording is a line of meaning.yaml; n is how many lines of the trace show the term.
func (s *scene) wording(key string, n int) words.Text {
	var text words.Text
	for _, template := range s.catalogue.meanings[key] {
		line, _ := render(template, rules.Fields{"count": strconv.Itoa(n)}) // a test renders them all
		text = words.Cat(text, line)
	}
	return text
}

// ofTrace is what the trace says of a general term, by the intent that speaks of it.
func (s *scene) ofTrace() []words.Text {
	for _, m := range s.catalogue.rank(s) {
		if m.score < takenUp {
			return nil
		}
		e, r := s.reply(m)
		if r == nil || r.key == "" {
			continue
		}
		if a, err := s.put(e, r); err == nil && len(a.Lines) > 0 {
			return a.Lines[:min(len(a.Lines), maxLines-1)]
		}
	}
	return nil
}

// definition is the name of the thing that the question wants explained, "" where it
// asks for something else: "what is the codec" asks for this call's.
func (s *scene) definition() string {
	list := s.q.words
	for len(list) > 0 && slices.Contains(leads, list[0]) {
		list = list[1:]
	}
	list = withoutPlace(list)
	if len(list) < 2 || len(list) > 8 {
		return ""
	}
	name, sure := list[1:], false
	switch list[0] {
	case "what", "wat", "whats", "wats", "whts", "wots", "what's":
		if list[0] == "what" || list[0] == "wat" {
			if !slices.Contains([]string{"is", "are", "does", "do", "means", "mean"}, list[1]) {
				if list[len(list)-1] != "mean" && list[len(list)-1] != "means" {
					return ""
				}
			} else {
				sure = list[1] == "means" || list[1] == "mean"
				name = list[2:]
			}
		}
	case "define", "explain", "describe":
		sure = list[0] == "define"
	case "definition", "meaning":
		if list[1] != "of" {
			return ""
		}
		name, sure = list[2:], true
	default:
		if last := list[len(list)-1]; last != "means" && last != "mean" {
			return ""
		}
		name = list
	}
	return s.nameOf(name, sure)
}

// nameOf takes off what stands around the name; sure is set where the question can
// only ask for a meaning.
func (s *scene) nameOf(list []string, sure bool) string {
	for _, tail := range [][]string{{"stand", "for"}, {"stands", "for"}, {"mean"}, {"means"}, {"meaning"}, {"good", "for"}, {"for"}} {
		if n := len(list) - len(tail); n > 0 && slices.Equal(list[n:], tail) {
			list, sure = list[:n], true
			break
		}
	}
	if len(list) > 1 {
		switch list[0] {
		case "a", "an":
			list, sure = list[1:], true
		case "the", "this", "that":
			if !sure {
				return ""
			}
			list = list[1:]
		}
	}
	if len(list) == 0 || len(list) > 4 || !sure && s.ofTheCall(list) {
		return ""
	}
	if len(list) == 1 && (s.catalogue.lexicon.stop[stem(list[0])] || pronouns[list[0]]) {
		return ""
	}
	return strings.Join(list, " ")
}

var pronouns = map[string]bool{"it": true, "this": true, "that": true, "he": true, "she": true, "they": true, "there": true, "these": true, "those": true}

// ofTheCall tells words that ask, without an article, for something of this call
// rather than for a meaning: "what is wrong", "what is missing".
func (s *scene) ofTheCall(list []string) bool {
	x := s.catalogue.lexicon
	if x.stop[stem(list[0])] || strings.Contains(list[0], "#") {
		return true
	}
	if strings.ContainsAny(strings.Join(list, ""), "0123456789") {
		return false // "cause 16"
	}
	for _, word := range list {
		if x.stop[stem(word)] {
			return true // "what is in the contact"
		}
		for _, w := range x.expand(word) {
			if term, _ := x.at([]token{{raw: w, text: w, stem: stem(w)}}, 0); callTerms[term] {
				return true
			}
		}
	}
	return false
}

var callTerms = map[string]bool{
	"problem": true, "okay": true, "fault": true, "fail": true, "fix": true, "summary": true, "us": true, "them": true, "need": true, "cause": true,
	"likely": true, "else": true, "number": true, "drop": true, "success": true, "show": true, "evidence": true, "customer": true, "still": true,
}

// withoutPlace takes off where the thing stands: "… here", "… in this trace".
func withoutPlace(list []string) []string {
	for _, tail := range [][]string{{"in", "this", "trace"}, {"in", "the", "trace"}, {"in", "this", "call"}, {"in", "there"}, {"in", "sip"}, {"here"}, {"there"}, {"please"}, {"pls"}, {"exactly"}, {"actually"}, {"again"}, {"tho"}, {"though"}, {"anyway"}} {
		if n := len(list) - len(tail); n > 0 && slices.Equal(list[n:], tail) {
			return list[:n]
		}
	}
	return list
}
