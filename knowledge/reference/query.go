package reference

import (
	"strings"
	"unicode"
)

// maxQuery is how much of a query is read, in bytes. What is longer is a trace,
// not a question.
const maxQuery = 2000

// chatDamage undoes what chat and word processors make of plain characters.
var chatDamage = strings.NewReplacer("“", `"`, "”", `"`, "„", `"`, "’", "'", "‘", "'", "–", "-", "—", "-", "\u00a0", " ", "\u200b", "", "&lt;", "<", "&gt;", ">", "&amp;", "&", "`", "")

// clean is a query without chat's marks, without blanks and closing marks around
// it.
func clean(query string) string {
	if len(query) > maxQuery {
		query = query[:maxQuery]
	}
	s := strings.TrimSpace(chatDamage.Replace(strings.ToValidUTF8(query, "")))
	s = strings.TrimSpace(strings.Trim(s, "*_?!"))
	if len(s) > 1 && s[0] == '"' && strings.Count(s, `"`) == 2 && s[len(s)-1] == '"' {
		s = s[1 : len(s)-1]
	}
	return strings.TrimSpace(s)
}

// fold is the form in which names are compared: lower case, letters, digits, +
// and * alone. "G.729", "g729" and "G 729" are one name.
func fold(s string) string {
	plain := true
	for i := 0; i < len(s); i++ {
		c := s[i]
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), r == '+', r == '*':
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// tokens cuts a query into its words, in lower case. Marks that belong to a name
// stay in it (q.850, re-invite, rtp/avp, 603+, a=fmtp); a question mark, a comma
// or a bracket does not.
func tokens(s string) []string {
	fields := strings.FieldsFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(`,;?!"()[]<>{}|`, r)
	})
	list := make([]string, 0, len(fields))
	for _, f := range fields {
		if f = strings.ToLower(strings.TrimRight(strings.Trim(f, ".'"), ":")); f != "" {
			list = append(list, numberApart(strings.TrimSuffix(f, "'s"))...)
		}
	}
	return joined(list)
}

// twoWords are the kinds that are written in two words.
var twoWords = map[string]string{
	"option tag": "option-tag", "option tags": "option-tag", "reason protocol": "reason-protocol",
	"compact form": "header", "short form": "header", "compact header": "header",
}

// joined makes one word of a kind that is written in two, where a name stands
// beside it.
func joined(list []string) []string {
	for n := 0; n+1 < len(list) && len(list) > 2; n++ {
		if kind := twoWords[list[n]+" "+list[n+1]]; kind != "" {
			list = append(append(list[:n], kind), list[n+2:]...)
		}
	}
	return list
}

// numberApart cuts "sip487" and "error-487" into the word and the number, where
// the word is one that stands before numbers.
func numberApart(token string) []string {
	word := strings.TrimRight(token, "0123456789")
	if word == token || word == "" || word[0] == 't' {
		return []string{token}
	}
	if plain := strings.TrimRight(word, "-:#_/"); plain != "" && token != "q850" && token != "q.850" && token != "ss7" {
		if _, isKind := kindWords[plain]; isKind {
			return []string{plain, token[len(word):]}
		}
	}
	return []string{token}
}

// number reads a token that is a number of up to three digits, such as "487" and
// "#34"; -1 where it is none.
func number(token string) int {
	token = strings.TrimPrefix(token, "#")
	if token == "" || len(token) > 3 {
		return -1
	}
	n := 0
	for i := 0; i < len(token); i++ {
		if token[i] < '0' || token[i] > '9' {
			return -1
		}
		n = n*10 + int(token[i]-'0')
	}
	return n
}

// asking are words that only ask. They are left out of a name, and out of the
// search.
var asking = set(`what whats what's wat which why whys how hows is it its are was were be does do did done mean means meaning
	meant the a an of explain tell me about i we you my our they get gets getting got see seeing seen have has had please pls define definition
	for stand stands stood this that these those there here in on at from by with when if and or as can could should would will would
	bad good ok okay happen happens happening show shows showing say says saying sip sipwhy hey hi give gives
	keep keeps keeping always again mine one ones us your just some any so then than but not into up out need know help regarding
	during after before between them their he she someone somebody anyone thing things stuff look looks like use used using
	purpose vs versus description info information comes come came receive receives received receiving return returned returns returning send sends sent sending did
	phone's supposed too much very thanks thank hello basically really actually exactly difference different differ differs diff compare compared comparison instead`)

// light are the words of a plain "what is the …", which are no names themselves.
var light = set(`what whats what's wat is are does do mean means meaning the a an explain define definition about please pls me tell
	describe sip sipwhy how why i we get getting got see seeing stand stands`)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// without leaves out the words of a set; all of them stay where nothing else
// would.
func without(list []string, drop map[string]bool) []string {
	kept := make([]string, 0, len(list))
	for _, w := range list {
		if !drop[w] {
			kept = append(kept, w)
		}
	}
	if len(kept) == 0 {
		return list
	}
	return kept
}

// hint is what a query says of the kind that it asks for.
type hint struct {
	kinds []Kind
	// firm is true where no other kind can be meant.
	firm bool
}

// kindWords say which kind is meant: "cause 34", "warning 399", "header Via".
var kindWords = map[string]hint{
	"sip": {[]Kind{Response}, false}, "code": {[]Kind{Response}, false}, "codes": {[]Kind{Response}, false}, "status": {[]Kind{Response}, false},
	"error": {[]Kind{Response}, false}, "err": {[]Kind{Response}, false}, "errors": {[]Kind{Response}, false}, "http": {[]Kind{Response}, false},
	"response": {[]Kind{Response}, true}, "responses": {[]Kind{Response}, true}, "answer": {[]Kind{Response}, false}, "message": {[]Kind{Response}, false},
	"q850": {[]Kind{Cause}, true}, "q.850": {[]Kind{Cause}, true}, "q931": {[]Kind{Cause}, true}, "q.931": {[]Kind{Cause}, true}, "isdn": {[]Kind{Cause}, true},
	"isup": {[]Kind{Cause}, true}, "ss7": {[]Kind{Cause}, true}, "cause": {[]Kind{Cause}, true}, "causes": {[]Kind{Cause}, true}, "causecode": {[]Kind{Cause}, true},
	"hangup": {[]Kind{Cause}, false}, "hangupcause": {[]Kind{Cause}, true}, "hangup_cause": {[]Kind{Cause}, true}, "release": {[]Kind{Cause}, false}, "reason": {[]Kind{Cause}, false},
	"warning": {[]Kind{Warning}, true}, "warnings": {[]Kind{Warning}, true}, "warn": {[]Kind{Warning}, true},
	"pt": {[]Kind{Payload}, true}, "payload": {[]Kind{Payload}, true}, "payloads": {[]Kind{Payload}, true}, "payload-type": {[]Kind{Payload}, true}, "type": {[]Kind{Payload}, false},
	"codec": {[]Kind{Payload}, true}, "codecs": {[]Kind{Payload}, true}, "encoding": {[]Kind{Payload}, true}, "rtp": {[]Kind{Payload}, false},
	"header": {[]Kind{Header}, true}, "headers": {[]Kind{Header}, true}, "hdr": {[]Kind{Header}, true}, "field": {[]Kind{Header, SDP}, false},
	"parameter": {[]Kind{Parameter}, true}, "param": {[]Kind{Parameter}, true}, "params": {[]Kind{Parameter}, true}, "parameters": {[]Kind{Parameter}, true}, "tag": {[]Kind{OptionTag, Parameter}, false},
	"method": {[]Kind{Method}, true}, "methods": {[]Kind{Method}, true}, "request": {[]Kind{Method}, false},
	"sdp": {[]Kind{SDP}, true}, "attribute": {[]Kind{SDP}, true}, "attr": {[]Kind{SDP}, true}, "line": {[]Kind{SDP, Header}, false},
	"option": {[]Kind{OptionTag}, false}, "option-tag": {[]Kind{OptionTag}, true}, "extension": {[]Kind{OptionTag}, false},
	"profile": {[]Kind{Transport}, false}, "transport": {[]Kind{Transport}, false}, "timer": {[]Kind{Timer}, true}, "timers": {[]Kind{Timer}, true},
	"protocol": {[]Kind{ReasonProtocol}, false}, "reason-protocol": {[]Kind{ReasonProtocol}, true}, "term": {[]Kind{Term}, true}, "class": {[]Kind{Class}, true}, "diagnosis": {[]Kind{Diagnosis}, true}, "finding": {[]Kind{Diagnosis}, true},
	"provider": {[]Kind{Provider}, true}, "carrier": {[]Kind{Provider}, false},
}

// hinted takes the words that name a kind out of a query. A firm hint beats one
// that is not.
func hinted(list []string) (rest []string, h hint) {
	for _, w := range list {
		word, isKind := kindWords[w]
		if !isKind {
			rest = append(rest, w)
			continue
		}
		if word.firm && !h.firm {
			h = word
		} else if word.firm == h.firm {
			h.kinds = append(append([]Kind{}, h.kinds...), word.kinds...)
		}
	}
	return rest, h
}
