package answers

import (
	"slices"
	"strings"

	"github.com/sipwhy/sipwhy/parser"
)

// headerNames finds header names of one to three words: "call id", "contact".
func (q *Question) headerNames() {
	speaks := slices.ContainsFunc(q.tokens, func(t token) bool { return isHeaderWord(t.text) })
	for i := 0; i < len(q.tokens); i++ {
		for n := 3; n >= 1; n-- {
			if i+n > len(q.tokens) {
				continue
			}
			name := q.tokens[i].text
			for _, t := range q.tokens[i+1 : i+n] {
				name += "-" + t.text
			}
			canonical, ok := parser.CanonicalName(shortHeader(name))
			if !ok || len(name) < 2 || q.isOther(name, i, n, speaks) {
				continue
			}
			q.headers = append(q.headers, canonical)
			q.tokens[i].names = append(q.tokens[i].names, "@header")
			i += n - 1
			break
		}
	}
}

// isOther tells words that only look like a header's name, n of them at i.
func (q *Question) isOther(name string, i, n int, speaks bool) bool {
	if n == 1 {
		return everydayHeader[name] && !q.meansHeader(i, speaks) || q.isPersonal(i)
	}
	// "What did they reply to" names none.
	return name == "reply-to" && !speaks && (i == 0 || q.tokens[i-1].text != "the")
}

// isPersonal tells the contact at i from the header of that name: "contact person".
func (q *Question) isPersonal(i int) bool {
	return q.tokens[i].text == "contact" && i+1 < len(q.tokens) && slices.Contains([]string{"person", "partner", "details", "data", "us", "me", "them", "him"}, q.tokens[i+1].text)
}

// meansHeader tells whether an everyday word at i stands for the header of that name:
// "the From" does, "from" does not.
func (q *Question) meansHeader(i int, speaks bool) bool {
	name := q.tokens[i].text
	before, after := "", ""
	if i > 0 {
		before = q.tokens[i-1].text
	}
	if i+1 < len(q.tokens) {
		after = q.tokens[i+1].text
	}
	if name == "from" || name == "to" {
		return before == "the" || isHeaderWord(before) || isHeaderWord(after) || name == "from" && i > 0 && q.capital(name)
	}
	return speaks || i > 0 && q.capital(name) || before == "the" && spoken[name]
}

// spoken are headers that people name with an article, and mean the header.
var spoken = map[string]bool{"warning": true, "diversion": true, "privacy": true, "identity": true, "supported": true, "require": true, "allow": true, "expires": true}

// capital tells whether the question writes a header's name as the header does, so
// that the name is meant and not the word.
func (q *Question) capital(name string) bool {
	for _, word := range strings.Fields(q.Text) {
		if strings.Trim(word, ".,:;?!()'\"`") == strings.ToUpper(name[:1])+name[1:] {
			return true
		}
	}
	return false
}

func isHeaderWord(word string) bool {
	return word == "header" || word == "headers" || word == "line" || word == "field" || word == "tag" || word == "tags"
}

// shortHeader writes out how people call a header.
func shortHeader(name string) string {
	switch name {
	case "pai":
		return "p-asserted-identity"
	case "ppi":
		return "p-preferred-identity"
	case "rpid":
		return "remote-party-id"
	case "callid":
		return "call-id"
	case "useragent":
		return "user-agent"
	case "vias":
		return "via"
	case "contacts":
		return "contact"
	}
	return name
}

// everydayHeader are header names that are words of their own.
var everydayHeader = map[string]bool{
	"to": true, "from": true, "date": true, "event": true, "route": true, "server": true, "reason": true, "warning": true,
	"subject": true, "path": true, "allow": true, "accept": true, "require": true, "supported": true, "expires": true, "history": true,
	"organization": true, "priority": true, "identity": true, "privacy": true, "join": true, "replaces": true, "timestamp": true, "diversion": true,
}
