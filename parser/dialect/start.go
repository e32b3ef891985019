package dialect

import "strings"

// start is a start line within a line (RFC 3261 7.1, 7.2).
type start struct {
	// at and end delimit it; of a status line, end is where the line ends.
	at, end int
	status  bool
	// lost is the first letter that the text lost, 0 if none.
	lost byte
}

// methods are those of the RFCs; other tokens are accepted with better proof.
var methods = set("ACK BYE CANCEL INFO INVITE MESSAGE NOTIFY OPTIONS PRACK PUBLISH REFER REGISTER SUBSCRIBE UPDATE")

// beheaded are the methods without their first letter: TLS decryption and
// careless marking with the mouse lose it.
var beheaded = func() map[string]byte {
	heads := map[string]byte{}
	for m := range methods {
		heads[m[1:]] = m[0]
	}
	return heads
}()

// A line of nothing but versions must not cost more than it is worth.
const (
	mostTries   = 64
	longestLine = 32 << 10
)

// findStart finds the first start line at or behind from.
func findStart(s string, from int) (start, bool) {
	tries := 0
	for i := from; i < len(s) && tries < mostTries; tries++ {
		p := strings.Index(s[i:], "SIP/")
		if p < 0 {
			break
		}
		p += i
		if st, ok := startAt(s, from, p); ok {
			return st, true
		}
		i = p + 4
	}
	return beheadedStatus(s, from)
}

// startAt tries the "SIP/" at p as the version of a start line.
func startAt(s string, from, p int) (start, bool) {
	v := p + 4
	for v < len(s) && (is(s[v], classDigit) || s[v] == '.') {
		v++
	}
	for v > p+4 && s[v-1] == '.' {
		v--
	}
	if strings.IndexByte(s[p+4:v], '.') < 1 {
		// A channel of Asterisk's, SIP/100-…, and no version.
		return start{}, false
	}
	if at, ok := requestBefore(s, from, p); ok {
		if v < len(s) && (s[v] == '/' || is(s[v], classAlpha)) {
			return start{}, false
		}
		st := start{at: at, end: v}
		st.lost = beheaded[s[at:at+runOf(s[at:], classAlpha)]]
		return st, true
	}
	if statusAfter(s, from, p, v) {
		return start{at: p, end: len(s), status: true}, true
	}
	return start{}, false
}

// statusAfter tells whether a status code stands behind the version that ends at v.
func statusAfter(s string, from, p, v int) bool {
	rest := s[v:]
	blanks := indentOf(rest)
	if blanks == 0 {
		return false
	}
	rest = rest[blanks:]
	digits := runOf(rest, classDigit)
	first := isBlank(s[from:p])
	if digits == 0 || digits != 3 && !first {
		return false
	}
	rest = rest[digits:]
	if rest == "" || first {
		return rest == "" || !is(rest[0], classAlnum)
	}
	if is(rest[0], classAlnum) || rest[0] == '.' && len(rest) > 1 && is(rest[1], classDigit) {
		return false
	}
	// A phrase begins with a capital; "SIP/2.0 200 responses are …" is prose.
	phrase := rest[indentOf(rest):]
	return phrase == "" || !(phrase[0] >= 'a' && phrase[0] <= 'z') || !prose(s[from:p])
}

// prose tells words of a sentence from what a log puts before a message.
func prose(s string) bool {
	s = strings.TrimRight(s, " \t")
	if s == "" {
		return false
	}
	last := s[len(s)-1]
	return is(last, classAlpha) || last == ','
}

// requestBefore finds "METHOD uri" before the version at p.
func requestBefore(s string, from, p int) (at int, ok bool) {
	from = max(from, p-longestLine)
	u := tailOf(s[from:p], classSpace) + from
	if u == p || u == from {
		return 0, false
	}
	// From the start of the line anything goes that begins with a method: the
	// URI may have blanks, or be a redaction.
	first := from + indentOf(s[from:])
	if n := runOf(s[first:], classToken); n > 0 && first+n < u && is(s[first+n], classSpace) {
		name := s[first : first+n]
		uri := strings.TrimLeft(s[first+n:u], " \t")
		switch {
		case isMethod(name) && uriLike(uri, true), beheaded[name] != 0 && uriLike(uri, false):
			return first, true
		case !strings.ContainsAny(uri, " \t") && uriLike(uri, false) && !strings.Contains(name, ".."):
			if m, ok := methodEnding(name); ok {
				return first + m, true
			}
			if a := tailOf(name, classAlpha); beheaded[name[a:]] != 0 {
				return first + a, true
			}
			return first, true
		}
	}
	k := u
	for k > from && !is(s[k-1], classSpace) {
		k--
	}
	if !uriLike(s[k:u], false) {
		return blankURI(s, from, u)
	}
	m := tailOf(s[from:k], classSpace) + from
	if m == k {
		return 0, false
	}
	b := tailOf(s[from:m], classToken) + from
	if i, ok := methodEnding(s[b:m]); ok {
		return b + i, true
	}
	a := tailOf(s[from:m], classAlpha) + from
	if name := s[a:m]; beheaded[name] != 0 || len(name) >= 3 && name == strings.ToUpper(name) {
		return a, true
	}
	return 0, false
}

// blankURI finds a request whose URI has blanks in it, behind something else.
func blankURI(s string, from, u int) (at int, ok bool) {
	from = max(from, u-512)
	at = -1
	if !strings.Contains(s[from:u], "sip") && !strings.Contains(s[from:u], "tel:") {
		return at, false
	}
	for name := range methods {
		i := strings.LastIndex(s[from:u], name+" ")
		if i < 0 {
			continue
		}
		i += from
		uri := s[i+len(name)+1 : u]
		if i > at && len(uri) < 200 && uriLike(uri, false) && !strings.Contains(uri, "SIP/") {
			at = i
		}
	}
	return at, at >= 0
}

func isMethod(s string) bool {
	if methods[s] {
		return true
	}
	return len(s) <= 9 && methods[strings.ToUpper(s)]
}

// methodEnding finds a method at the end of a token: what a binary dump shows of
// the headers before it may be glued to it. A name that is a method as a whole
// begins at 0.
func methodEnding(s string) (at int, ok bool) {
	if methods[s] {
		return 0, true
	}
	for n := min(len(s), 9); n >= 3; n-- {
		if methods[s[len(s)-n:]] {
			return len(s) - n, true
		}
	}
	return 0, false
}

// uriLike tells what may be a Request-URI. lenient is for a line that begins
// with a method: there a redaction may stand for the URI.
func uriLike(s string, lenient bool) bool {
	s = strings.TrimLeft(s, "<[\"")
	if s == "" {
		return false
	}
	for _, scheme := range [...]string{"sip:", "sips:", "tel:", "urn:", "im:", "pres:", "mailto:", "sip%3a"} {
		if hasPrefixFold(s, scheme) {
			return true
		}
	}
	if !lenient {
		return false
	}
	return len(s) < 300 && !strings.Contains(s, "SIP/")
}

// beheadedStatus finds "IP/2.0 200 OK" at the start of a line.
func beheadedStatus(s string, from int) (start, bool) {
	i := from + indentOf(s[from:])
	if len(s) < i+9 || s[i:i+3] != "IP/" || !isDigits(s[i+7:min(i+10, len(s))]) {
		return start{}, false
	}
	return start{at: i, end: len(s), status: true, lost: 'S'}, true
}
