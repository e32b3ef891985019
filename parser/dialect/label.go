package dialect

import "strings"

// label is what an arrow is marked with.
type label struct {
	method, uri  string
	code, phrase string
	callID       string
}

func (l label) found() bool { return l.method != "" || l.code != "" }

// startLine is the label as a start line; what it does not tell is an ellipsis.
func (l label) startLine() string {
	if l.method != "" {
		uri := l.uri
		if uri == "" {
			uri = "…"
		}
		return l.method + " " + uri + " SIP/2.0"
	}
	phrase := l.phrase
	if phrase == "" {
		phrase = phrases[l.code]
	}
	return strings.TrimSpace("SIP/2.0 " + l.code + " " + phrase)
}

// labelOf finds the method or code in a piece of a drawing.
func labelOf(s string) label {
	var l label
	words := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '|' })
	for i := range words {
		w := strings.Trim(words[i], "-=<>*[]\"'`,;.()")
		if name, rest, ok := strings.Cut(w, ":"); ok && !uriLike(w, false) && methods[rest] && name != "" {
			w = rest
		}
		w = strings.TrimRight(w, ":")
		switch {
		case w == "INFO" && strings.ContainsAny(words[i], ":[]<") && !strings.ContainsAny(words[i], "-="):
			// The level of a log line.
		case l.method == "" && methods[w]:
			l.method = w
			if i+1 < len(words) && uriLike(words[i+1], false) {
				l.uri = strings.Trim(words[i+1], "<>,")
			}
		case l.code == "" && statusCode(w) && !strings.HasSuffix(words[i], ",") && !strings.HasSuffix(words[i], ":") && (i == 0 || !is(words[i-1][0], classDigit) || strings.IndexByte(words[i-1], ':') > 0 || strings.IndexByte(words[i-1], '.') > 0):
			l.code = w
			l.phrase = phraseOf(w, words[i+1:])
		case hasPrefixFold(words[i], "call-id:"):
			if l.callID = words[i][len("call-id:"):]; l.callID == "" && i+1 < len(words) {
				l.callID = words[i+1]
			}
		}
	}
	if l.code != "" {
		// "200 OK (INVITE)" answers one.
		l.method, l.uri = "", ""
	}
	return l
}

// statusCode tells a code that is no other number: one of the RFCs.
func statusCode(w string) bool {
	if len(w) != 3 || !isDigits(w) {
		return false
	}
	_, known := phrases[w]
	return known || w[0] == '1' && w[1] == '8' || w[0] >= '4' && w[0] <= '6'
}

// phraseOf is the reason phrase in the words behind a code: that of the RFC, or words
// with a capital.
func phraseOf(code string, words []string) string {
	var phrase []string
	for _, raw := range words {
		w := strings.Trim(raw, "-=<>*[]\"`,;")
		first := byte(0)
		if w != "" {
			first = w[0]
		}
		if !(first >= 'A' && first <= 'Z') || methods[w] || w == "SDP" || strings.HasPrefix(w, "SIP") || len(w) > 1 && first == 'F' && isDigits(w[1:]) {
			break
		}
		phrase = append(phrase, w)
		if known := phrases[code]; strings.Join(phrase, " ") == known || len(raw) > len(w) && strings.IndexByte("-=<>", raw[len(raw)-1]) >= 0 {
			break
		}
	}
	return strings.Join(phrase, " ")
}
