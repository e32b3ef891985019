package dialect

import "strings"

// sipp is SIPp's message log: 47 dashes and a time, "UDP message sent [400]
// bytes:" or "UDP message received (380 bytes):", an empty line, the message.
// "Unexpected UDP message received:" shows one again that was shown before.
// Learnt from socket.cpp and call.cpp.
var sipp = dialect{
	name:  "sipp",
	signs: []string{" message sent ", " message received", "-------- 20"},
	read: func(line string, m *meta) bool {
		t := strings.TrimSpace(line)
		if strings.HasPrefix(t, "--------") {
			t = strings.TrimLeft(t, "- ")
			m.time(t)
			return m.clock && len(t) < 40
		}
		i := strings.Index(t, " message sent ")
		m.direction = Out
		if i < 0 {
			i = strings.Index(t, " message received")
			m.direction = In
		}
		if i < 0 {
			return false
		}
		m.transport = transportOf(t[tailUntil(t[:i], " "):i])
		m.size = sizeIn(strings.NewReplacer("[", " ", "]", "", "(", " ").Replace(t[i:]))
		m.repeat = strings.Contains(t[:i], "Unexpected ")
		m.time(t[:i])
		return m.transport != "" && (strings.HasSuffix(t, ":") || strings.HasSuffix(t, "bytes"))
	},
}

// sipsorcery is the C# stack's sample log: "[14:03:27 DBG] Request sent:
// udp:a:p->udp:b:p", the message's first line with the same prefix, the rest
// without. Learnt from pastes in its issues.
var sipsorcery = dialect{
	name:  "sipsorcery",
	signs: []string{"->", "<-"},
	read: func(line string, m *meta) bool {
		i := strings.Index(line, "Request ")
		if i < 0 {
			i = strings.Index(line, "Response ")
		}
		if i < 0 {
			return false
		}
		head, rest, ok := strings.Cut(line[i:], ": ")
		switch {
		case !ok:
			return false
		case strings.HasSuffix(head, " sent"):
			m.direction = Out
		case strings.HasSuffix(head, " received"):
			m.direction = In
		default:
			return false
		}
		m.time(line[:i])
		if src, dst, found := strings.Cut(strings.TrimSpace(rest), "->"); found {
			m.ends(src, dst)
			return true
		}
		src, dst, found := strings.Cut(strings.TrimSpace(rest), "<-")
		m.ends(dst, src)
		return found
	},
}
