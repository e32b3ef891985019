package dialect

import "strings"

// flattened splits a message that stands on one line, its line ends turned into
// blanks or bars. Cisco's documents, terminals and some issue trackers do that.
// A line that goes on with such a message is split as well.
func (u *unwrapper) flattened(text string, goesOn bool) int {
	from := 0
	if !goesOn {
		u.compact = strings.Contains(text, "v: SIP/2.0/")
	}
	st, ok := findStart(text, 0)
	frag := ok && goesOn && st.status && st.at == 0 && u.frag
	if frag {
		// What a NOTIFY tells of another request, not a message.
		u.add(Line{N: u.in[u.at].N, width: len(text)})
		u.frag = false
	} else if ok && goesOn && st.at > 0 && !isLogLine(text) {
		ok = false
	}
	switch {
	case ok:
		from = st.end
		if st.status {
			from = st.at + len("SIP/2.0 200")
		}
		if from > len(text) || len(text)-from < 8 {
			return 0
		}
		if frag {
			u.plain = true
			return 0
		}
		first, found := u.nextFlat(text, min(from, len(text)), false)
		if !found {
			return 0
		}
		if !st.status && strings.Trim(text[from:first.at], " \t|,;") != "" {
			return 0
		}
	case goesOn:
		_, found := u.nextFlat(text, 0, u.sdp)
		if _, again := findStart(text, 0); !found && !again {
			return u.goesOn(text)
		}
	default:
		if strings.Count(text, ": ") < 3 || !isKnownHeader(text) || u.flatCount(text) < 2 {
			return 0
		}
	}
	u.plain = goesOn && !ok
	u.splitFlat(text, from, !u.plain)
	u.flat = u.mayGoOn(text)
	return 1
}

// mayGoOn tells whether a message without line ends may go on in the next line:
// something wrapped it, and it has not come to its end.
func (u *unwrapper) mayGoOn(text string) bool {
	const widest = 200
	last := u.out[len(u.out)-1].Text
	return len(text) <= widest && !hasPrefixFold(last, "content-length: 0") && last != "l: 0"
}

// goesOn joins a line without a header of its own to a message without line ends.
func (u *unwrapper) goesOn(text string) int {
	if isBlank(text) || isRule(text) || isCloser(text) || listItem(text) || isLogLine(text) || isSDPLine(text) || isKnownHeader(text) {
		return 0
	}
	if _, mark := readMark(text); mark {
		return 0
	}
	u.plain = true
	if last := u.out[len(u.out)-1].Text; hasPrefixFold(last, "content-length:") && isDigits(strings.TrimSpace(last[len("content-length:"):])) {
		u.add(Line{N: u.in[u.at].N})
		u.add(Line{Text: text, N: u.in[u.at].N, width: len(text)})
		return 1
	}
	u.add(Line{Text: text, N: u.in[u.at].N, more: true, width: len(text)})
	u.flat = u.mayGoOn(text)
	return 1
}

// piece is where a line of a flattened message begins.
type piece struct {
	at   int
	body bool
}

// nextFlat finds the next header name or line of a session description at or
// behind from; sdp tells whether the description has begun.
func (u *unwrapper) nextFlat(text string, from int, sdp bool) (piece, bool) {
	quoted, angle := false, false
	for i := from; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && quoted:
			i++
			continue
		case c == '"':
			quoted = !quoted && strings.IndexByte(text[i+1:min(len(text), i+2000)], '"') >= 0
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
		if i+1 < len(text) && text[i+1] == ':' && (i+2 == len(text) || text[i+2] == ' ') && u.compactFlat(text, i) {
			return piece{at: i}, true
		}
		if text[i] == 'v' && strings.HasPrefix(tightSDP(text[i:min(len(text), i+5)]), "v=0") && (i+3 == len(text) || is(text[i+3], classSpace)) {
			return piece{at: i, body: true}, true
		}
		if sdp && isFlatSDP(text[i:]) {
			return piece{at: i, body: true}, true
		}
	}
	return piece{}, false
}

// compactFlat tells a compact form: "v: SIP/2.0", and others where there is one.
func (u *unwrapper) compactFlat(text string, i int) bool {
	if i+3 >= len(text) {
		return u.compact && strings.IndexByte("vftmcil", text[i]) >= 0
	}
	if text[i] == 'v' {
		return strings.HasPrefix(text[i+3:], "SIP/2.0/")
	}
	value := word(text[i+3:])
	if text[i] == 'f' || text[i] == 't' || text[i] == 'm' {
		value = text[i+3 : min(len(text), i+80)]
	}
	return u.compact && compactFits(text[i], value)
}

// wordly tells a name that stands in a value: "text to: …" of a subject. Names
// that are plain words count only where they are written as names.
func wordly(text string, i, n int) bool {
	return text[i] >= 'a' && text[i] <= 'z' && n < 8 && strings.IndexByte(text[i:i+n], '-') < 0
}

func isFlatSDP(s string) bool {
	if len(s) > 4 && s[1] == ' ' && s[2] == '=' && s[3] == ' ' {
		return strings.IndexByte(sdpLetters, s[0]) >= 0
	}
	return len(s) > 2 && s[1] == '=' && strings.IndexByte(sdpLetters, s[0]) >= 0 && !is(s[2], classSpace)
}

func (u *unwrapper) flatCount(text string) int {
	n := 0
	for i := 1; i < len(text); {
		p, ok := u.nextFlat(text, i, false)
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
	if begins {
		u.sdp, u.frag = false, false
	}
	at := 0
	emit := func(s string, more bool) {
		s = strings.TrimRight(s, " \t|")
		if s == "" {
			return
		}
		length, body := lengthAndBody(s)
		u.add(Line{Text: length, N: n, more: more, width: len(text)})
		if body != "" {
			u.add(Line{N: n})
			u.add(Line{Text: body, N: n})
		}
		u.frag = u.frag || strings.Contains(s, "message/sipfrag")
	}
	more := !begins
	for {
		p, ok := u.nextFlat(text, from, u.sdp)
		limit := len(text)
		if ok {
			limit = p.at
		}
		// Another message may begin before the next header.
		if st, again := findStart(text[:limit], min(at+1, limit)); again && st.at >= from && strings.IndexByte(" \t|", text[st.at-1]) >= 0 {
			emit(text[at:st.at], more)
			if u.frag && st.status {
				u.add(Line{N: n})
				u.frag = false
			} else {
				u.sdp = false
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
		if p.body && !u.sdp {
			u.add(Line{N: n})
			u.sdp = true
		} else if !p.body {
			u.sdp = false
		}
		at, from = p.at, p.at+1
	}
}

// lengthAndBody splits what follows the number of a Content-Length off: a body
// whose line ends cannot be told.
func lengthAndBody(s string) (length, body string) {
	if !hasPrefixFold(s, "content-length") && !hasPrefixFold(s, "l:") {
		return s, ""
	}
	_, rest, _ := strings.Cut(s, ":")
	rest = strings.TrimLeft(rest, " ")
	n := runOf(rest, classDigit)
	if n == 0 || n == len(rest) {
		return s, ""
	}
	body = strings.Trim(rest[n:], " \t|")
	return s[:len(s)-len(rest)+n], body
}
