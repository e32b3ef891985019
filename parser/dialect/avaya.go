package dialect

import "strings"

// avayaSM is the trace of Avaya's Session Manager, traceSM: a time with "-->" for
// what came in and "<--" for what went out, "octets: 1101, Body Length: 0",
// "ingress: { L198.51.100.7:5061/R192.0.2.20:5061/TLS/0xa }", "egress: [NO
// TARGET]", a rule, the message. L is the server, R the other side; the date has
// the day first. Learnt from the tests of convert2TraceSM and from SIPlog2traceSM,
// which write such files.
var avayaSM = dialect{
	name:  "avaya-sm",
	signs: []string{"--> ", "<-- ", "-->", "<--", "gress:", "octets:", "SIPMSGT"},
	read: func(line string, m *meta) bool {
		t := strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(t, "ingress:"), strings.HasPrefix(t, "egress:"):
			return m.sessionManagerEnds(t)
		case strings.HasPrefix(t, "octets:"), strings.Contains(t, "com.avaya.asm") && strings.Contains(t, "SIPMSGT"):
			m.size = sizeIn(strings.Replace(t, "octets: ", "size=", 1))
			return true
		}
		head, ok := strings.CutSuffix(t, "-->")
		m.direction = In
		if !ok {
			head, ok = strings.CutSuffix(t, "<--")
			m.direction = Out
		}
		head = strings.TrimSpace(head)
		st, at, end, clock := findTime(head)
		if !ok || !clock || end < len(head) || at > len("05/01/2026 ") {
			return false
		}
		if date := strings.TrimSpace(head[:at]); strings.Count(date, "/") == 2 && len(date) == 10 && date[2] == '/' {
			// The day stands first.
			_ = st.setDate(number(date[6:]), number(date[3:5]), number(date[:2]))
		}
		m.stamp, m.clock = st, true
		return true
	},
}

// sessionManagerEnds reads "ingress: { L198.51.100.7:5061/R192.0.2.20:5061/TLS/0xa
// }": what came in if it says ingress, what went out otherwise.
func (m *meta) sessionManagerEnds(t string) bool {
	way, ends, _ := strings.Cut(t, ":")
	ends = strings.Trim(ends, " {}")
	if ends == "[NO TARGET]" {
		return true
	}
	f := strings.Split(ends, "/")
	if len(f) < 3 || !strings.HasPrefix(f[0], "L") || !strings.HasPrefix(f[1], "R") {
		return false
	}
	local, _ := hostPort(f[0][1:])
	remote, _ := hostPort(f[1][1:])
	m.transport = transportOf(f[2])
	m.src, m.dst = local, remote
	if way == "ingress" {
		m.src, m.dst = remote, local
	}
	return true
}
