package dialect

import "strings"

// sngrep is sngrep's "save as txt": "2026/01/05 10:00:01.123456 a:p -> b:p", the
// message, two empty lines. Learnt from ui_save.c.
var sngrep = dialect{
	name:  "sngrep",
	signs: []string{" -> "},
	read: func(line string, m *meta) bool {
		t := strings.TrimSpace(line)
		if len(t) < 30 || t[4] != '/' {
			return false
		}
		_, at, end, ok := findTime(t)
		if !ok || at != 11 {
			return false
		}
		return arrowMark(t, t[end:], m)
	},
}

// arrowMark reads "a:p -> b:p" and nothing else from rest, and the time of line.
func arrowMark(line, rest string, m *meta) bool {
	src, dst, at, ok := arrowEnds(rest)
	if !ok || at > 12 {
		return false
	}
	m.ends(src, dst)
	m.time(line)
	return true
}

// ngrep is ngrep -W byline and sipgrep: "U 2026/01/05 10:00:01.123456 a:p -> b:p
// #12"; the date with -t only, the number in newer versions only; T with its
// flags for TCP. Unprintable bytes are dots, so that each line ends in one for its
// CR. Learnt from ngrep's source and from pastes in Kamailio's and OpenSIPS'
// issues. Old versions of Homer export like this.
var ngrep = dialect{
	name:  "ngrep",
	signs: []string{" -> "},
	read: func(line string, m *meta) bool {
		t := strings.TrimLeft(line, " \t#")
		if len(t) < 12 || t[1] != ' ' && t[1] != '(' {
			return false
		}
		switch t[0] {
		case 'U':
			m.transport = "udp"
		case 'T':
			m.transport = "tcp"
		default:
			return false
		}
		if _, at, end, ok := findTime(t); ok && at < 16 {
			return arrowMark(t, t[end:], m)
		}
		return arrowMark(t, t[1:], m)
	},
}

// homer is SIPCAPTURE's text export: "proto:UDP 2026-01-05T10:00:01Z  a:p --->
// b:p", an empty line, the message. Learnt from exportwriter.go of homer-app.
var homer = dialect{
	name:  "homer",
	signs: []string{"proto:"},
	read: func(line string, m *meta) bool {
		t := strings.TrimSpace(line)
		if !strings.HasPrefix(t, "proto:") {
			return false
		}
		m.transport = transportOf(word(t[6:]))
		_, _, end, ok := findTime(t)
		return ok && arrowMark(t, t[end:], m)
	},
}

// sipgo is sipgo's and diago's debug output: "=== UDP write to local -> remote
// ===" and "=== UDP read from local <- remote ===". Learnt from sip/sip.go.
var sipgo = dialect{
	name:  "sipgo",
	signs: []string{" read from ", " write to "},
	read: func(line string, m *meta) bool {
		_, rest, ok := strings.Cut(line, " read from ")
		m.direction = In
		if !ok {
			m.direction = Out
			_, rest, _ = strings.Cut(line, " write to ")
		}
		src, dst, at, ok := arrowEnds(strings.Trim(rest, " ="))
		if !ok || at > 0 {
			return false
		}
		m.ends(src, dst)
		m.words(line)
		m.time(line)
		return true
	},
}

// baresip is baresip -s: a line with the time and "#", then "UDP a:p -> b:p",
// both in colour. Learnt from its source and from pastes in its issues.
var baresip = dialect{
	name:  "baresip",
	signs: []string{" -> ", "#"},
	read: func(line string, m *meta) bool {
		t := strings.TrimSpace(line)
		if i := strings.IndexByte(t, '#'); i > 7 && i >= len(t)-2 {
			_, _, end, ok := findTime(t)
			m.time(t)
			return ok && end == i
		}
		transport := transportOf(word(t))
		if transport == "" {
			i := strings.LastIndex(t, ": ")
			if i < 0 {
				return false
			}
			var head meta
			if head.words(t[:i]); head.direction != Unknown {
				// Another log, which says which way as well.
				return false
			}
			t = t[i+2:]
			if transport = transportOf(word(t)); transport == "" {
				return false
			}
		}
		m.transport = transport
		return arrowMark(line, t[len(word(t)):], m)
	},
}

// tcpdump is tcpdump's line for a packet: "10:00:01.123456 IP a.b.c.d.5060 >
// e.f.g.h.5060: SIP: …", the ports behind a dot; with -v the addresses are on a
// line of their own. Learnt from its manual and from a paste in baresip's issues.
var tcpdump = dialect{
	name:  "tcpdump",
	signs: []string{" > "},
	read: func(line string, m *meta) bool {
		left, right, _ := strings.Cut(line, " > ")
		src := left[tailUntil(left, " \t"):]
		dst := word(right)
		if !strings.HasSuffix(dst, ":") {
			return false
		}
		a, _ := hostPort(src)
		b, _ := hostPort(dst)
		if !isAddress(a) || !isAddress(b) || !strings.Contains(right, "SIP") && !strings.Contains(right, "UDP") && !strings.Contains(right, "length") && !strings.Contains(right, "Flags") {
			return false
		}
		m.src, m.dst = a, b
		m.transport = "udp"
		m.clipped = strings.Contains(left, "truncated-ip - ") || strings.Contains(right, "[|sip")
		if strings.Contains(right, "Flags [") {
			m.transport = "tcp"
		}
		m.time(left)
		return true
	},
}
