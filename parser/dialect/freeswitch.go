package dialect

import "strings"

// freeswitch is "sofia global siptrace on": sofia-sip's tport_logging.c prints
// "recv 812 bytes from udp/[a]:p at 10:00:01.123456:" or "send … to …", a rule of
// 72 dashes, and the message, which older versions indent by three blanks and
// close with another rule. drachtio prints the same words behind a date. Learnt
// from that source file, from pastes in FreeSWITCH's and drachtio's issues.
var freeswitch = dialect{
	name:  "freeswitch",
	signs: []string{" bytes from ", " bytes to "},
	read: func(line string, m *meta) bool {
		i := strings.Index(line, " bytes ")
		n := tailOf(line[:i], classDigit)
		head := line[:n]
		switch {
		case strings.HasSuffix(head, "recv "):
			m.direction = In
		case strings.HasSuffix(head, "send "):
			m.direction = Out
		default:
			return false
		}
		m.size = smallNumber(line[n:i])
		_, peer, ok := strings.Cut(line[i+6:], " from ")
		if !ok {
			_, peer, ok = strings.Cut(line[i+6:], " to ")
		}
		if !ok || !strings.Contains(word(peer), "/[") {
			return false
		}
		m.peer(word(peer))
		m.time(line[i:])
		if m.clock && !m.stamp.date {
			if st, _, _, ok := findTime(head); ok && st.date {
				m.stamp.year, m.stamp.month, m.stamp.day, m.stamp.date = st.year, st.month, st.day, true
			}
		}
		if len(head) > len("recv ") && m.stamp.date && strings.HasPrefix(strings.TrimSpace(line[:n]), "20") {
			m.format = "drachtio"
		}
		return true
	},
}
