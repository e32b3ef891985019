package dialect

import "strings"

// flattened splits a message that stands on one line, its line ends turned into
// blanks or bars. Cisco's documents, terminals and some issue trackers do that.
// A line that goes on with such a message is split as well.
func (u *unwrapper) flattened(text string, goesOn bool) int {
	from := 0
	st, ok := findStart(text, 0)
	switch {
	case ok:
		from = st.end
		if st.status {
			from = st.at + len("SIP/2.0 200")
		}
		if from > len(text) || len(text)-from < 8 {
			return 0
		}
		first, found := nextFlat(text, min(from, len(text)), false)
		if !found {
			return 0
		}
		if !st.status && strings.Trim(text[from:first.at], " \t|,;") != "" {
			return 0
		}
	case goesOn && isLogLine(text):
		return 0
	case goesOn:
		if _, found := nextFlat(text, 0, true); !found {
			return u.goesOn(text)
		}
	default:
		if !isKnownHeader(text) || flatCount(text) < 2 {
			return 0
		}
	}
	u.splitFlat(text, from, ok || !goesOn)
	u.flat = true
	return 1
}

// goesOn joins a line without a header of its own to a message without line ends.
func (u *unwrapper) goesOn(text string) int {
	if isBlank(text) || isRule(text) || isSDPLine(text) || isKnownHeader(text) {
		return 0
	}
	if _, mark := readMark(text); mark {
		return 0
	}
	u.add(Line{Text: text, N: u.in[u.at].N, more: true})
	u.flat = true
	return 1
}

// piece is where a line of a flattened message begins.
type piece struct {
	at   int
	body bool
}

// nextFlat finds the next header name or line of a session description at or
// behind from; sdp tells whether the description has begun.
func nextFlat(text string, from int, sdp bool) (piece, bool) {
	quoted, angle := false, false
	for i := from; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && quoted:
			i++
			continue
		case c == '"':
			quoted = !quoted && strings.IndexByte(text[i+1:], '"') >= 0
			continue
		case c == '<':
			angle = strings.IndexByte(text[i:min(len(text), i+2048)], '>') > 0
			continue
		case c == '>':
			angle = false
			continue
		}
		if quoted || angle || i > 0 && strings.IndexByte(" \t|", text[i-1]) < 0 || !is(text[i], classAlpha) {
			continue
		}
		if n := runOf(text[i:], classToken); n > 1 && i+n < len(text) && text[i+n] == ':' && knownName(text[i:i+n]) && !wordly(text, i, n) {
			return piece{at: i}, true
		}
		if text[i] == 'v' && strings.HasPrefix(text[i:], "v=0") && (i+3 == len(text) || is(text[i+3], classSpace)) {
			return piece{at: i, body: true}, true
		}
		if sdp && isFlatSDP(text[i:]) {
			return piece{at: i, body: true}, true
		}
	}
	return piece{}, false
}

// wordly tells a name that stands in a value: "text to: …" of a subject. Names
// that are plain words count only where they are written as names.
func wordly(text string, i, n int) bool {
	return text[i] >= 'a' && text[i] <= 'z' && n < 8 && strings.IndexByte(text[i:i+n], '-') < 0
}

func isFlatSDP(s string) bool {
	return len(s) > 2 && s[1] == '=' && strings.IndexByte("vosiuepcbtrzkam", s[0]) >= 0 && !is(s[2], classSpace)
}

func flatCount(text string) int {
	n := 0
	for i := 1; i < len(text); {
		p, ok := nextFlat(text, i, false)
		if !ok {
			break
		}
		n++
		i = p.at + 1
	}
	return n
}

// splitFlat adds the pieces of text. Behind a message another may follow; begins
// tells that the text does not go on with the line before.
func (u *unwrapper) splitFlat(text string, from int, begins bool) {
	n := u.in[u.at].N
	sdp, frag := false, false
	at := 0
	emit := func(s string, more bool) {
		s = strings.TrimRight(s, " \t|")
		if s == "" {
			return
		}
		u.add(Line{Text: s, N: n, more: more})
		if hasPrefixFold(s, "content-type:") && contentOf(s[13:]) == fragContent {
			frag = true
		}
	}
	if !begins {
		// The names of a description are single letters: what is before tells.
		sdp = len(u.out) > 0 && isSDPLine(u.out[len(u.out)-1].Text)
	}
	more := !begins
	for {
		p, ok := nextFlat(text, from, sdp)
		limit := len(text)
		if ok {
			limit = p.at
		}
		// Another message may begin before the next header.
		if st, again := findStart(text[:], at+1); again && st.at >= from && st.at < limit && is(text[st.at-1], classSpace|0) {
			emit(text[at:st.at], more)
			if frag && st.status {
				u.add(Line{N: n})
				frag = false
			} else {
				sdp = false
			}
			more = false
			at, from = st.at, st.end
			if st.status {
				from = min(st.at+len("SIP/2.0 200"), len(text))
			}
			continue
		}
		if !ok {
			emit(text[at:], more)
			return
		}
		if p.at > at || !more {
			emit(text[at:p.at], more)
		}
		more = false
		if p.body && !sdp {
			u.add(Line{N: n})
			sdp = true
		} else if !p.body {
			sdp = false
		}
		at, from = p.at, p.at+1
	}
}
