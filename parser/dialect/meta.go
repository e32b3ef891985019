package dialect

import (
	"net/netip"
	"strings"
)

// meta is what a log says about a message around it.
type meta struct {
	format    string
	stamp     stamp
	clock     bool
	src, dst  string
	transport string
	direction Direction
	// size is how many bytes the log says the message has, 0 if it does not.
	size int
	// headers is how many lines the log counts before the body, 0 if it does not.
	headers int
	// repeat is set where the log shows a message a second time.
	repeat bool
	// rebuilt is set where the text is not the message's own but made from
	// somebody's reading of it.
	rebuilt bool
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
		m.direction = o.direction
	}
	if m.size == 0 {
		m.size = o.size
	}
	m.repeat = m.repeat || o.repeat
	m.rebuilt = m.rebuilt || o.rebuilt
	m.summary = m.summary || o.summary
}

// time takes the first time in s.
func (m *meta) time(s string) {
	if st, _, _, ok := findTime(s[:min(len(s), 400)]); ok {
		m.stamp, m.clock = st, true
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
		left := strings.TrimRight(s[:i], " \t")
		right := strings.TrimLeft(s[i+len(arrow.text):], " \t")
		a := tailUntil(left, " \t")
		b := word(right)
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

// tailUntil is where the run without any of these characters that s ends with
// begins.
func tailUntil(s, chars string) int {
	return strings.LastIndexAny(s, chars) + 1
}

// directionWords are what logs call the two ways.
var directionWords = map[string]Direction{
	"received": In, "receive": In, "receiving": In, "recv": In, "recv'd": In, "rcvd": In, "incoming": In, "inbound": In, "rx": In, "in": In, "got": In, "receives": In, "read": In, "rcv": In, "recieved": In,
	"sent": Out, "send": Out, "sending": Out, "transmitting": Out, "transmit": Out, "transmitted": Out, "transmits": Out, "sends": Out, "retransmitting": Out, "outgoing": Out, "outbound": Out, "tx": Out, "out": Out, "write": Out, "snd": Out, "wrote": Out,
}

// generic reads what any log's line may say of a message: time, an arrow between
// addresses, or sent/received with from/to, and a transport. certain is set where
// it says enough to be a log's mark.
func generic(s string) (m meta, certain bool) {
	if len(s) > 600 {
		s = s[:600]
	}
	m.time(s)
	if src, dst, _, ok := arrowEnds(s); ok {
		m.ends(src, dst)
		certain = true
	}
	m.words(s)
	m.size = sizeIn(s)
	if m.direction != Unknown && m.src == "" && m.dst == "" {
		m.peer(soleAddress(s))
	}
	if m.direction != Unknown && (m.src != "" || m.dst != "") {
		certain = true
	}
	return m, certain
}

// soleAddress is the one IP address with a port that a line names, "" where it names
// none or several: beside the way that a message went, it is the peer's.
func soleAddress(s string) string {
	found := ""
	for s != "" {
		s = strings.TrimLeft(s, " \t")
		token := word(s)
		s = s[len(token):]
		a, _ := hostPort(token)
		if !isAddress(a) {
			continue
		}
		if _, err := netip.ParseAddrPort(a); err != nil {
			continue
		}
		if found != "" && found != a {
			return ""
		}
		found = a
	}
	return found
}

// words reads the direction, the transport and the addresses behind from and to.
func (m *meta) words(s string) {
	both := m.src != "" && m.dst != ""
	for i := 0; i < len(s); {
		i += runNot(s[i:], classAlpha)
		n := runOf(s[i:], classAlpha|classDigit)
		if n == 0 {
			return
		}
		w := s[i : i+n]
		i += n
		if len(w) > 14 {
			continue
		}
		if d, ok := lowered(directionWords, w); ok && m.direction == Unknown {
			m.direction = d
			continue
		}
		if t := transportOf(w); t != "" && m.transport == "" {
			m.transport = t
			continue
		}
		if both || len(w) < 2 || len(w) > 4 {
			continue
		}
		switch {
		case strings.EqualFold(w, "from") && m.src == "":
			m.src = addressIn(s[i:])
		case strings.EqualFold(w, "to") && m.dst == "":
			m.dst = addressIn(s[i:])
		}
	}
}

func runNot(s string, classes uint8) int {
	n := 0
	for n < len(s) && !is(s[n], classes) {
		n++
	}
	return n
}

// addressIn is the address that s begins with, a transport before it and a port
// behind it in words tolerated, "" if there is none.
func addressIn(s string) string {
	s = strings.TrimLeft(s, " \t:=\"'")
	f := word(s)
	if t := transportOf(strings.Trim(f, ":,")); t != "" {
		s = strings.TrimLeft(s[len(f):], " \t")
		f = word(s)
	}
	a, _ := hostPort(f)
	if isAddress(a) {
		return a
	}
	rest := strings.TrimLeft(s[len(f):], " \t,")
	rest = strings.TrimPrefix(rest, "on ")
	if strings.HasPrefix(rest, "port") && strings.IndexByte(a, '.') > 0 {
		if p := strings.Trim(word(rest[4:]), " :=,.()[]"); isDigits(p) {
			return a + ":" + p
		}
	}
	return ""
}
