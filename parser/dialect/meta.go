package dialect

import "strings"

// meta is what a log says about a message around it.
type meta struct {
	format    string
	stamp     stamp
	clock     bool
	src, dst  string
	transport string
	direction Direction
	// inferred is set where no word of the log says the direction, only an address.
	inferred bool
	// other is the peer where a line of its own names it, apart from the direction.
	other string
	// size is how many bytes the log says the message has, 0 if it does not.
	size int
	// headers is how many lines the log counts before the body, 0 if it does not.
	headers int
	// repeat is set where the log shows a message a second time.
	repeat bool
	// rebuilt is set where the text is not the message's own but made from
	// somebody's reading of it.
	rebuilt bool
	// clipped is set where a capture has less of the message than the wire had.
	clipped bool
	// member is set where the message is a field of a record with a line for each.
	member bool
	// summary is set where it is no more than one line about a message.
	summary bool
}

// add fills what m lacks from what a line further away says.
func (m *meta) add(o meta) {
	if m.format == "" {
		m.format = o.format
	}
	if !m.clock && o.clock {
		m.stamp, m.clock = o.stamp, true
	} else if m.clock && o.clock && !m.stamp.date && o.stamp.date && m.stamp.hour == o.stamp.hour && m.stamp.min == o.stamp.min {
		// The log's own prefix has the date, the mark the finer time.
		m.stamp.year, m.stamp.month, m.stamp.day, m.stamp.date = o.stamp.year, o.stamp.month, o.stamp.day, true
	}
	if m.src == "" && m.dst == "" {
		m.src, m.dst = o.src, o.dst
	}
	if m.transport == "" {
		m.transport = o.transport
	}
	if m.direction == Unknown {
		m.direction, m.inferred = o.direction, o.inferred
	}
	if m.size == 0 {
		m.size = o.size
	}
	if m.other == "" {
		m.other = o.other
	}
	if m.other != "" && m.direction != Unknown && m.src == "" && m.dst == "" {
		m.peer(m.other)
	}
	m.repeat = m.repeat || o.repeat
	m.rebuilt = m.rebuilt || o.rebuilt
	m.summary = m.summary || o.summary
	m.clipped = m.clipped || o.clipped
}

// time takes the first time in s.
func (m *meta) time(s string) {
	s = s[:min(len(s), 400)]
	if st, _, end, ok := findTime(s); ok {
		m.stamp, m.clock = st, true
		m.finer(s[end:])
	} else if st, ok := packedTime(s); ok {
		m.stamp, m.clock = st, true
	}
}

// finer takes the fraction of a program's own time that stands behind that of a
// collector, and the date where that has none.
func (m *meta) finer(behind string) {
	if m.stamp.n > 0 {
		return
	}
	own, _, _, ok := findTime(behind)
	switch {
	case !ok || own.n == 0 || own.min != m.stamp.min || own.sec != m.stamp.sec:
	case own.date && !m.stamp.date:
		m.stamp = own
	default:
		m.stamp.n = own.n
	}
}

// peer files the one address that a log names.
func (m *meta) peer(address string) {
	a, t := hostPort(address)
	if t != "" {
		m.transport = t
	}
	switch m.direction {
	case In:
		m.src = a
	case Out:
		m.dst = a
	}
}

// ends files both addresses.
func (m *meta) ends(src, dst string) {
	var t, u string
	m.src, t = hostPort(src)
	m.dst, u = hostPort(dst)
	if t != "" {
		m.transport = t
	}
	if u != "" {
		m.transport = u
	}
}

// arrows between two addresses, the longest first; the last ones point back.
var arrows = [...]struct {
	text string
	back bool
}{
	{"---->", false}, {"--->", false}, {"-->", false}, {"->", false}, {"==>", false}, {"=>", false}, {">>>", false}, {"→", false}, {"➜", false}, {"—>", false}, {"–>", false},
	{"<---", true}, {"<--", true}, {"<-", true}, {"<==", true}, {"<=", true}, {"<<<", true}, {"←", true}, {">", false}, {"<", true},
}

// arrowEnds finds "a ARROW b" with an address on either side.
func arrowEnds(s string) (src, dst string, at int, ok bool) {
	for _, arrow := range arrows {
		i := strings.Index(s, arrow.text)
		if i <= 0 {
			continue
		}
		left := unlabelled(strings.TrimRight(s[:i], " \t"))
		right := strings.TrimLeft(s[i+len(arrow.text):], " \t")
		a := tailUntil(left, " \t")
		b := word(right)
		if strings.Count(left[a:], "[") > strings.Count(left[a:], "]") && strings.Count(b, "]") > strings.Count(b, "[") {
			// Both stand in one bracket.
			a, b = a+1, strings.TrimSuffix(strings.TrimRight(b, ":,"), "]")
		}
		x, _ := hostPort(left[a:])
		y, _ := hostPort(b)
		if !isAddress(x) || !isAddress(y) {
			continue
		}
		if arrow.back {
			return b, left[a:], a, true
		}
		return left[a:], b, a, true
	}
	return "", "", 0, false
}

// unlabelled takes the label off an arrow: "a -(SIP over UDP)->".
func unlabelled(left string) string {
	t := strings.TrimRight(left, "-")
	if !strings.HasSuffix(t, ")") {
		return left
	}
	if i := strings.LastIndex(t, "-("); i > 0 {
		return strings.TrimRight(t[:i], " \t-")
	}
	return left
}

// tailUntil is where the run without any of these characters that s ends with
// begins.
func tailUntil(s, chars string) int {
	return strings.LastIndexAny(s, chars) + 1
}
