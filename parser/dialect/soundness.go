package dialect

import "strings"

// Soundness says how much of these lines is sound SIP: lines of messages count for
// it, lines that belong to nothing against it. It tells in which of several ways a
// text was one.
func Soundness(lines []Line, frames []Frame) int {
	score := 0
	taken := map[int]bool{}
	for i := range frames {
		f := &frames[i]
		body := false
		if !strings.Contains(f.Text, "\n") {
			// A start line by itself may be anybody's.
			taken[f.Lines[0]] = true
			score++
			continue
		}
		for k, text := range strings.Split(f.Text, "\n") {
			taken[f.Lines[k]] = true
			if text == "" {
				body = body || k > 0
				continue
			}
			score += sound(text, k == 0, body)
			if !body && k > 0 && isSDPLine(text) && !isOwnHeader(text) {
				body = true
				score -= 3 * sure(text[0] != 'v') / sureScore
			}
		}
	}
	for _, l := range lines {
		if !taken[l.N] && belongsNowhere(l.Text) {
			score -= 2
		}
	}
	return score
}

// belongsNowhere tells a line outside of messages that is not the log's own.
func belongsNowhere(text string) bool {
	if isBlank(text) || isRule(text) || isLogLine(text) || speech(text) {
		return false
	}
	if _, mark := readMark(text); mark {
		return false
	}
	_, certain := generic(text)
	return !certain
}

// sound judges one line of a message.
func sound(text string, first, body bool) int {
	if first {
		st, ok := findStart(text, 0)
		switch {
		case !ok:
			return -2 + sound(text, false, body)
		case st.status:
			return 2 + 2*sure(len(text) > 11 && isDigits(text[8:11]) && text[11] == ' ')
		}
		return 2 + sure(methods[word(text)]) + sure(st.end == len(text))
	}
	if body || isSDPLine(text) && !isOwnHeader(text) {
		return 1 + min(1, sdpScore(text)) - 2*wrongSDP(text)
	}
	name, rest, ok := nameOf(text)
	switch {
	case is(text[0], classSpace):
		return 0
	case !ok:
		return -3
	case !isOwnHeader(text):
		return 0
	}
	known := 1
	if _, ok := lowered(headerNames, name); ok {
		known = 2
	}
	return known + soundValue(name, strings.TrimSpace(rest))
}

// soundValue judges the value of a header whose form is fixed.
func soundValue(name, value string) int {
	sound := ended(value) || value == ""
	switch key, _ := lowered(framingHeaders, name); key {
	case "length", "forwards":
		sound = isDigits(value)
	case "cseq":
		number, method, _ := strings.Cut(value, " ")
		sound = isDigits(number) && all(method, classToken)
	case "via":
		protocol, sentBy, _ := strings.Cut(value, " ")
		sound = strings.Count(protocol, "/") == 2 && sentBy != "" && transportOf(protocol[strings.LastIndexByte(protocol, '/')+1:]) != ""
	case "type":
		sound = strings.IndexByte(value, '/') > 0 && strings.IndexByte(value, ' ') < 0
	case "call-id":
		sound = strings.IndexByte(value, ' ') < 0
	}
	if hasPrefixFold(name, "date") {
		sound = strings.HasSuffix(value, "T") || strings.IndexByte(value, ':') > 0
	}
	if sound {
		return 0
	}
	return -2
}

// wrongSDP is 1 for a line of a session description that lacks a part (RFC 8866 5).
func wrongSDP(text string) int {
	if len(text) < 3 {
		return 0
	}
	fields := strings.Count(text, " ") + 1
	need := map[byte]int{'o': 6, 'c': 3, 't': 2, 'm': 4}[text[0]]
	if strings.HasPrefix(text, "a=rtpmap:") {
		need = 2
	}
	return sure(fields < need) / sureScore
}
