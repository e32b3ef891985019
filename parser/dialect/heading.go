package dialect

import (
	"net/netip"
	"strings"
)

// What a log prints over a message says much the same in all of them: when, which
// way, from whom to whom, over what. Whoever wrote the log chose the words for it;
// there are few to choose from.

// directionWords are what logs call the two ways.
var directionWords = map[string]Direction{
	"received": In, "receive": In, "receiving": In, "recv": In, "recv'd": In, "rcvd": In, "incoming": In, "inbound": In, "rx": In, "in": In, "got": In, "receives": In, "read": In, "rcv": In, "recieved": In, "ingress": In,
	"sent": Out, "send": Out, "sending": Out, "transmitting": Out, "transmit": Out, "transmitted": Out, "transmits": Out, "sends": Out, "retransmitting": Out, "outgoing": Out, "outbound": Out, "tx": Out, "out": Out, "write": Out, "snd": Out, "wrote": Out, "egress": Out,
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
	local := m.words(s)
	if m.direction != Unknown && !m.clock && m.src == "" && m.dst == "" && ofOthers(s) {
		m.direction = Unknown // "the customer sent this": it is the paste that was sent
	}
	if m.direction == Unknown {
		m.direction = joinedWay(s)
	}
	m.size = sizeIn(s)
	if m.src == "" && m.dst == "" && strings.IndexByte(s, '=') > 0 {
		m.keys(s)
		certain = isAddress(m.src) && isAddress(m.dst)
	}
	if m.src == "" && m.dst == "" {
		if m.direction == Unknown {
			m.pointed(s)
		} else {
			m.peer(soleAddress(s))
		}
	}
	m.oneWay(s)
	m.near(local)
	if m.direction != Unknown && (m.src != "" || m.dst != "") {
		certain = true
	}
	return m, certain
}

// others are whom people speak of over what they paste; logs do not.
var others = set("customer customers client's colleague they he she somebody someone kunde kunden kollege er sie cliente clientes nos ils")

// ofOthers tells a sentence about what somebody else did.
func ofOthers(s string) bool {
	for _, w := range strings.Fields(s) {
		if others[strings.ToLower(strings.Trim(w, ".,:;!?()\"'"))] {
			return true
		}
	}
	return false
}

// oneWay takes what comes from somewhere for received and what goes to somewhere for
// sent, where a short line names one of the two.
func (m *meta) oneWay(s string) {
	const longest = 160
	switch {
	case m.direction != Unknown || len(s) > longest || (m.src == "") == (m.dst == ""):
	case isAddress(m.src):
		m.direction, m.inferred = In, true
	case isAddress(m.dst):
		m.direction, m.inferred = Out, true
	}
}

// near files the address of the host that logs, once the other one is known.
func (m *meta) near(local string) {
	switch {
	case local == "":
	case m.direction == In && m.src != "" && m.dst == "" && m.src != local:
		m.dst = local
	case m.direction == Out && m.dst != "" && m.src == "" && m.dst != local:
		m.src = local
	}
}

// words reads the direction, the transport and the addresses behind from and to.
// It returns the address of the host that logs, where the line names it.
func (m *meta) words(s string) (local string) {
	both := m.src != "" && m.dst != ""
	for i := 0; i < len(s); {
		i += runNot(s[i:], classAlpha)
		n := runOf(s[i:], classAlpha|classDigit)
		if n == 0 {
			return local
		}
		w := s[i : i+n]
		i += n
		if len(w) > 14 {
			continue
		}
		if d, ok := lowered(directionWords, w); ok && m.direction == Unknown && !inSentence(w, s[i:]) {
			m.direction = d
			continue
		}
		if t := transportOf(w); t != "" && m.transport == "" {
			m.transport = t
			continue
		}
		if both || len(w) < 2 || len(w) > 5 {
			continue
		}
		switch {
		case strings.EqualFold(w, "from") && m.src == "":
			m.src = addressIn(s[i:])
		case strings.EqualFold(w, "to") && m.dst == "":
			m.dst = addressIn(s[i:])
		case (strings.EqualFold(w, "via") || strings.EqualFold(w, "local")) && local == "":
			local = addressIn(s[i:])
		}
	}
	return local
}

// inSentence tells "in" and "out" that other words follow from those that say which
// way: "IN from", "in:", "(out)".
func inSentence(w, rest string) bool {
	return (w == "in" || w == "out") && len(rest) > 1 && rest[0] == ' ' && rest[1] >= 'a' && rest[1] <= 'z' && !strings.HasPrefix(rest, " from") && !strings.HasPrefix(rest, " to ")
}

// joinedWay reads the direction in names of functions: requestReceived,
// SendToNetwork.
func joinedWay(s string) Direction {
	const shortest = 4
	for i := 0; i < len(s); {
		i += runNot(s[i:], classAlpha)
		n := runOf(s[i:], classAlpha)
		name := s[i : i+n]
		i += n
		for name != "" {
			k := 1
			for k < len(name) && !(name[k] >= 'A' && name[k] <= 'Z' && name[k-1] >= 'a') {
				k++
			}
			if d, ok := lowered(directionWords, name[:k]); ok && k >= shortest && k < n {
				return d
			}
			name = name[k:]
		}
	}
	return Unknown
}

// pointed reads an arrow with one address beside it: the message goes where it
// points.
func (m *meta) pointed(s string) {
	if len(s) > 200 {
		return
	}
	for i := 0; i < len(s); i++ {
		n := runOfAny(s[i:], "-=<>")
		glued := n == 2 && (i > 0 && is(s[i-1], classDigit) || i+n < len(s) && is(s[i+n], classDigit))
		if n < 3 && !glued {
			i += n
			continue
		}
		arrow := s[i : i+n]
		left, right := strings.IndexByte(arrow, '<') >= 0, strings.IndexByte(arrow, '>') >= 0
		before, behind := soleAddress(s[:i]), soleAddress(s[i+n:])
		switch {
		case left == right || (before == "") == (behind == ""):
		case (before == "") == left:
			m.direction, m.src = In, before+behind
			return
		default:
			m.direction, m.dst = Out, before+behind
			return
		}
		i += n
	}
}

// soleAddress is the one IP address with a port that a line names, "" where it names
// none or several: beside the way that a message went, it is the peer's.
func soleAddress(s string) string {
	found := ""
	for s != "" {
		s = strings.TrimLeft(s, " \t")
		token := word(s)
		s = s[len(token):]
		if !hasDigit(token) {
			continue
		}
		if i := strings.LastIndexAny(token, "(="); i > 0 && strings.IndexByte(token, ',') < 0 {
			token = strings.TrimRight(token[i+1:], "):;.")
		}
		a, _ := hostPort(token)
		if !isAddress(a) {
			if a = numeric(a); a != "" {
				a = pair(a, portBehind(s))
			}
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

func runNot(s string, classes uint8) int {
	n := 0
	for n < len(s) && !is(s[n], classes) {
		n++
	}
	return n
}

// addressNames are the words that may stand before an address.
var addressNames = set("ip ip/port address addr host v4 v6 ipv4 ipv6 remote peer endpoint")

// addressIn is the address that s begins with, "" if there is none: "a:p", "udp:
// a:p", "ip = a port: p", "IP/port:a/p", "[ V4 a:p", "'a' in the port 'p'", "a on
// port p".
func addressIn(s string) string {
	const mostNames = 3
	for range mostNames {
		s = strings.TrimLeft(s, " \t:=\"'")
		s = strings.TrimPrefix(s, "[ ")
		name := s[:runOf(s, classAlnum)]
		if strings.HasPrefix(s[len(name):], "/port") {
			name = s[:len(name)+len("/port")]
		}
		behind := s[len(name):]
		if name == "" || behind == "" || !is(behind[0], classSpace) && behind[0] != ':' && behind[0] != '=' || transportOf(name) == "" && !lookedUp(addressNames, name) {
			break
		}
		if transportOf(name) != "" && behind[0] == ':' && !strings.HasPrefix(behind, ": ") {
			// "UDP:a:p" is one word.
			break
		}
		s = behind
	}
	token := word(s)
	rest := s[len(token):]
	// "udp$a:p,local=…"
	token, _, _ = strings.Cut(token, ",")
	if i := strings.LastIndexByte(token, '['); i > 0 && is(token[i-1], classDigit) {
		// "a:p[71:0]"
		token = token[:i]
	}
	host, port, slash := strings.Cut(strings.TrimRight(token, ",;:)"), "/")
	if slash && isDigits(port) && numeric(host) != "" {
		return pair(numeric(host), port)
	}
	a, _ := hostPort(token)
	if isAddress(a) {
		return a
	}
	if numeric(a) == "" && strings.IndexByte(a, '.') <= 0 {
		return ""
	}
	if p := portBehind(rest); p != "" {
		return pair(strings.Trim(a, "[]"), p)
	}
	return ""
}

func lookedUp(words map[string]bool, s string) bool {
	found, _ := lowered(words, s)
	return found
}

// numeric is an IP address without its brackets, "" for anything else.
func numeric(s string) string {
	s = strings.Trim(s, "[]")
	if _, err := netip.ParseAddr(s); err != nil {
		return ""
	}
	return s
}

// portBehind is the port that s begins with in words: " port: 5060", ", port 5060",
// " on port 5060", "' in the port '5060'"; "" if there is none.
func portBehind(s string) string {
	s = strings.TrimLeft(s, " \t,;'\")")
	for _, w := range [...]string{"on ", "in ", "at ", "the "} {
		s = strings.TrimPrefix(s, w)
	}
	if !hasPrefixFold(s, "port") {
		return ""
	}
	return leadingDigits(strings.TrimLeft(s[len("port"):], " :='\"#["))
}
