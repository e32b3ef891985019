package dialect

import "strings"

// snom is the SIP trace page of Snom phones: "Sent to udp:a:p at Jan 5
// 10:00:01.123 (442 bytes):", an empty line, the message. Learnt from a line in
// a forum.
var snom = dialect{
	name:  "snom",
	signs: []string{"Sent to ", "Received from "},
	read: func(line string, m *meta) bool {
		_, peer, ok := strings.Cut(line, "Sent to ")
		m.direction = Out
		if !ok {
			_, peer, _ = strings.Cut(line, "Received from ")
			m.direction = In
		}
		address := word(peer)
		transport, _, colon := strings.Cut(address, ":")
		if !colon || transportOf(transport) == "" || !strings.Contains(peer, " at ") {
			return false
		}
		m.peer(address)
		m.time(peer)
		m.size = sizeIn(strings.ReplaceAll(peer, "(", " "))
		return true
	},
}

// pjsip is what pjsua, pjsua2, MicroSIP and other programs on PJSIP log:
// "10:00:01.123   pjsua_core.c  .TX 910 bytes Request msg INVITE/cseq=1
// (tdta0x1) to UDP a:p:", the message, "--end msg--". Learnt from pjsua_core.c.
var pjsip = dialect{
	name:  "pjsip",
	signs: []string{" bytes Request msg ", " bytes Response msg ", "--end msg--"},
	read: func(line string, m *meta) bool {
		i := strings.Index(line, " bytes Re")
		if i < 0 {
			return strings.Contains(line, "--end msg--")
		}
		n := tailOf(line[:i], classDigit)
		head := strings.TrimRight(line[:n], " ")
		way := " from "
		m.direction = In
		if strings.HasSuffix(head, "TX") {
			m.direction, way = Out, " to "
		}
		m.size = smallNumber(line[n:i])
		j := strings.LastIndex(line, way)
		if j < i {
			return true
		}
		m.transport = transportOf(word(line[j+len(way):]))
		m.peer(addressIn(strings.TrimRight(line[j+len(way):], ": ")))
		m.time(line[:i])
		return true
	},
}

// inBrackets is what stands before the bracket that closes; the address of IPv6
// between has brackets of its own.
func inBrackets(s string) string {
	depth := 0
	for i := 0; i < len(s) && i < 100; i++ {
		switch s[i] {
		case '[':
			depth++
		case ']':
			if depth == 0 {
				return s[:i]
			}
			depth--
		}
	}
	return ""
}

// belleSIP is linphone and others on belle-sip: "2026-01-05 10:00:01:123
// [belle-sip] MESSAGE channel [0x1]: message sent to [UDP://a:p], size: [832]
// bytes" and "channel [0x1]: received [356] new bytes from [TLS://a:p]:". Learnt
// from its source and from pastes in linphone's issues.
var belleSIP = dialect{
	name:  "belle-sip",
	signs: []string{"message sent to [", "new bytes from [", "bytes parsed", "bytes of data:"},
	read: func(line string, m *meta) bool {
		m.time(line)
		if _, rest, ok := strings.Cut(line, "message sent to ["); ok {
			m.direction = Out
			m.peer(inBrackets(rest))
			m.size = sizeIn(rest)
			return true
		}
		if _, rest, ok := strings.Cut(line, "new bytes from ["); ok {
			m.direction = In
			m.peer(inBrackets(rest))
			return true
		}
		return strings.Contains(line, "channel [")
	},
}

// phoner is debugSIP.txt of PhonerLite: "10:00:01,060: T: a:p (UDP)" for what it
// transmits and R for what it receives, the message, a rule of dashes. Learnt from
// SIPlog2traceSM, which reads such files.
var phoner = dialect{
	name:  "phoner",
	signs: []string{": T: ", ": R: "},
	read: func(line string, m *meta) bool {
		head, rest, ok := strings.Cut(line, ": T: ")
		m.direction = Out
		if !ok {
			head, rest, _ = strings.Cut(line, ": R: ")
			m.direction = In
		}
		st, _, end, clock := findTime(head)
		if !clock || end < len(head) {
			return false
		}
		m.stamp, m.clock = st, true
		m.peer(word(rest))
		m.words(rest)
		return m.src != "" || m.dst != ""
	},
}
