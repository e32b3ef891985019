package dialect

import "strings"

// recordMeta reads what a structured log line says beside the message: before it
// and behind it.
func recordMeta(before, behind string) *meta {
	m := &meta{}
	if mk, ok := readMark(before); ok {
		*m = mk
		return m
	}
	g, certain := generic(before)
	if certain {
		*m = g
	} else if g.clock {
		m.stamp, m.clock = g.stamp, true
	}
	const far = 1000
	before, behind = tail(before, far), behind[:min(len(behind), far)]
	if mk, ok := readMark(behind); ok {
		m.add(mk)
	}
	if !m.clock {
		m.time(behind)
	}
	both := before + " " + behind
	if strings.IndexByte(both, '"') >= 0 || strings.IndexByte(both, '=') >= 0 {
		m.keys(both)
	}
	return m
}

// keyNames are the names under which structured logs file the two ends.
var keyNames = map[string]string{
	"src": "src", "source": "src", "src_ip": "src", "srcip": "src", "source_ip": "src", "sourceip": "src", "src_addr": "src", "srcaddr": "src", "from_ip": "src", "source_address": "src", "remote_src": "src", "sourceaddress": "src",
	"src_port": "sport", "srcport": "sport", "source_port": "sport", "sourceport": "sport",
	"dst": "dst", "destination": "dst", "dest": "dst", "dst_ip": "dst", "dstip": "dst", "destination_ip": "dst", "destinationip": "dst", "dst_addr": "dst", "dstaddr": "dst", "to_ip": "dst", "dest_ip": "dst", "destination_address": "dst",
	"dst_port": "dport", "dstport": "dport", "destination_port": "dport", "destinationport": "dport", "dest_port": "dport",
	"transport": "transport", "proto": "transport", "protocol": "transport", "direction": "direction", "dir": "direction",
}

// keys reads "key":"value" and key=value pairs.
func (m *meta) keys(s string) {
	values := map[string]string{}
	for i := 0; i < len(s); i++ {
		if !is(s[i], classAlpha) || i > 0 && is(s[i-1], classAlnum) {
			continue
		}
		n := runOf(s[i:], classAlnum|classToken)
		kind, ok := lowered(keyNames, s[i:i+n])
		rest := strings.TrimLeft(s[i+n:], "\"'\\ ")
		i += n
		if !ok || rest == "" || rest[0] != ':' && rest[0] != '=' {
			continue
		}
		rest = strings.TrimLeft(rest[1:], "\"'\\ ")
		if v := rest[:runOf(rest, classToken|classAlnum)+tailColon(rest)]; values[kind] == "" {
			values[kind] = v
		}
	}
	if m.src == "" {
		m.src = keyAddress(values["src"], values["sport"])
	}
	if m.dst == "" {
		m.dst = keyAddress(values["dst"], values["dport"])
	}
	if t := transportOf(values["transport"]); t != "" && m.transport == "" {
		m.transport = t
	}
	if d, ok := lowered(directionWords, values["direction"]); ok && m.direction == Unknown {
		m.direction = d
	}
}

// tailColon is how much of an address follows its first token: ":5060", or the
// rest of an IPv6 address.
func tailColon(rest string) int {
	n := runOf(rest, classToken|classAlnum)
	k := n
	for k < len(rest) && (rest[k] == ':' || rest[k] == '[' || rest[k] == ']' || is(rest[k], classToken)) {
		k++
	}
	return k - n
}

func keyAddress(host, port string) string {
	a, _ := hostPort(host)
	switch {
	case numeric(a) == "" && strings.IndexByte(a, '.') <= 0 && !isAddress(a):
		// "internal", "stdout": a source, but no address.
		return ""
	case port == "" || !isDigits(port) || isAddress(a):
		return a
	}
	return pair(strings.Trim(a, "[]"), port)
}
