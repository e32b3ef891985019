package dialect

import "strings"

// loggedCode finds the SIP code of a final answer in a log line that shows no message:
// "Register fail, code: 403", "call failed: 488 Not Acceptable Here", "RX 401
// Unauthorized", "INVITE response 403". Such a line begins as a log's does and speaks of
// SIP, and the number stands before its own phrase or behind a word for a code. What
// else has three digits, an HTTP status above all, is none.
func loggedCode(line string) (code string, ok bool) {
	const longest = 600
	if len(line) > longest || nextCode(line, 0) < 0 {
		return "", false
	}
	line = unquoted(line)
	if !isLogLine(line) || strings.Contains(line, "SIP/2.0") {
		return "", false
	}
	lower := strings.ToLower(line)
	if len(lower) != len(line) || strings.Contains(lower, "http") || !speaksOfSIP(lower) {
		return "", false
	}
	for i := nextCode(line, 0); i >= 0; i = nextCode(line, i+3) {
		if phrases[line[i:i+3]] != "" && phraseFollows(lower, i) || codeWordBefore(lower[:i]) && namesSIP(lower) {
			return line[i : i+3], true
		}
	}
	return "", false
}

// nextCode is where the next number stands, from i on, that may be the code of a final
// answer, -1 where none does.
func nextCode(line string, i int) int {
	for ; i+3 <= len(line); i++ {
		if !is(line[i], classDigit) {
			continue
		}
		n := runOf(line[i:], classDigit)
		if n == 3 && line[i] >= '3' && line[i] <= '6' && standsAlone(line, i, i+n) && !isAmount(line[i+n:]) {
			return i
		}
		i += n
	}
	return -1
}

// unquoted is a line without the marks that mail and chat put before what they quote.
func unquoted(line string) string { return strings.TrimLeft(line, " \t>•*`") }

// speaksOfSIP tells a line about calls or registrations.
func speaksOfSIP(lower string) bool {
	return namesSIP(lower) || strings.Contains(lower, "trunk") || strings.Contains(lower, "call ")
}

// namesSIP tells a line with a word that only SIP has.
func namesSIP(lower string) bool {
	for _, word := range [...]string{"sip", "sofia", "invite", "regist"} {
		if strings.Contains(lower, word) {
			return true
		}
	}
	return false
}

// standsAlone tells a number that is no part of a longer word, number or address.
func standsAlone(s string, from, to int) bool {
	before, after := byte(' '), byte(' ')
	if from > 0 {
		before = s[from-1]
	}
	if to < len(s) {
		after = s[to]
	}
	return !is(before, classAlnum) && strings.IndexByte(".@-+_/", before) < 0 && !is(after, classAlnum) && strings.IndexByte("@-_/", after) < 0 &&
		!(after == '.' && to+1 < len(s) && is(s[to+1], classDigit)) && !(after == ':' && to+1 < len(s) && is(s[to+1], classDigit))
}

// isAmount tells from what follows a number that it counts something: the size in
// "Transmitting SIP response (410 bytes)" is no code.
func isAmount(rest string) bool {
	switch strings.ToLower(word(strings.TrimLeft(rest, " "))) {
	case "bytes", "bytes)", "byte", "octets", "ms", "msec", "s", "sec", "seconds", "headers", "lines", "times", "chars":
		return true
	}
	return false
}

// phraseFollows tells whether the number at i of a line in small letters is followed by
// the phrase of that code, in quotes or brackets or without.
func phraseFollows(lower string, i int) bool {
	rest := strings.TrimLeft(lower[i+3:], ` :,"'([-=`)
	return strings.HasPrefix(rest, strings.ToLower(phrases[lower[i:i+3]]))
}

// codeWordBefore tells whether the text before a number calls it a code.
func codeWordBefore(before string) bool {
	before = strings.TrimRight(before, ` :=,"'([`)
	for _, word := range [...]string{"code", "status", "statuscode", "response", "sip", "reply", "answer", "reason", "returned"} {
		if strings.HasSuffix(before, word) {
			return true
		}
	}
	return false
}

// codeFact is what such a line tells.
func codeFact(l *Line) (Fact, bool) {
	code, ok := loggedCode(l.Text)
	if !ok {
		return Fact{}, false
	}
	f := Fact{Kind: "sip-response", Cause: code, Line: l.N, Text: l.Text}
	lower := strings.ToLower(l.Text)
	switch {
	case strings.Contains(lower, "regist") || strings.Contains(l.Text, "REG "):
		f.Method = "REGISTER"
	case strings.Contains(l.Text, "INVITE") || strings.Contains(lower, "call "):
		f.Method = "INVITE"
	}
	for _, program := range [...]string{"kamailio", "opensips", "asterisk", "freeswitch", "3cx"} {
		if strings.Contains(lower, program) {
			f.Product = program
			break
		}
	}
	f.User = uriUser(l.Text)
	return f, true
}
