package dialect

import "strings"

// oracle is sipmsg.log of Acme Packet and Oracle session border controllers:
// "Jan  5 10:00:01.123 On [6:0]a:p received from b:p" or "sent to", the message,
// a rule of 40 dashes. Learnt from the sample in Wireshark's tests and from
// acmepcap.
var oracle = dialect{
	name:  "oracle",
	signs: []string{" received from ", " sent to "},
	read: func(line string, m *meta) bool {
		_, rest, ok := strings.Cut(line, " On ")
		if !ok {
			return false
		}
		local, tail, _ := strings.Cut(rest, " ")
		switch {
		case strings.HasPrefix(tail, "received from "):
			m.direction = In
			m.ends(word(tail[len("received from "):]), local)
		case strings.HasPrefix(tail, "sent to "):
			m.direction = Out
			m.ends(local, word(tail[len("sent to "):]))
		default:
			return false
		}
		m.time(line)
		return m.src != "" && m.dst != ""
	},
}

// cube is Cisco IOS "debug ccsip messages": a line with
// "/SIP/Msg/ccsipDisplayMsg:" and a line "Sent:" or "Received:", which the voip
// trace of newer versions goes on with "SIP UDP message from a:p to b:p". Learnt
// from Cisco's documents.
var cube = dialect{
	name:  "cisco-cube",
	signs: []string{"ccsipDisplayMsg", "Sent:", "Received:"},
	read: func(line string, m *meta) bool {
		if i := strings.Index(line, "ccsipDisplayMsg"); i >= 0 {
			m.time(line[:i])
			m.sentOrReceived(strings.Trim(line[i+len("ccsipDisplayMsg"):], ": "))
			return true
		}
		return m.sentOrReceived(strings.TrimSpace(line))
	},
}

// sentOrReceived reads "Sent:" and "Received: SIP UDP message from a:p to b:p".
func (m *meta) sentOrReceived(t string) bool {
	name, rest, ok := strings.Cut(t, ":")
	switch {
	case ok && name == "Sent":
		m.direction = Out
	case ok && name == "Received":
		m.direction = In
	default:
		return false
	}
	rest = strings.TrimSpace(rest)
	if rest == "" {
		return true
	}
	if !strings.HasPrefix(rest, "SIP ") {
		return false
	}
	m.words(rest)
	return true
}

// cucm is Cisco Unified Communications Manager's SDL trace: "… SIPTcp -
// wait_SdlReadRsp: Incoming SIP TCP message from a on port 40000 index 6 with 120
// bytes:", then "[120,NET]" and the message. Learnt from Cisco's documents.
var cucm = dialect{
	name:  "cucm",
	signs: []string{"coming SIP ", "going SIP ", ",NET]"},
	read: func(line string, m *meta) bool {
		if t := strings.TrimSpace(line); strings.HasPrefix(t, "[") && strings.HasSuffix(t, ",NET]") && len(t) < 24 {
			return true
		}
		i := strings.Index(line, "ncoming SIP ")
		m.direction = In
		if i < 0 {
			i = strings.Index(line, "utgoing SIP ")
			m.direction = Out
		}
		if i < 0 || !strings.Contains(line[i:], " message ") {
			return false
		}
		rest := line[i+len("ncoming SIP "):]
		m.transport = transportOf(word(rest))
		m.time(line[:i])
		m.size = sizeIn(rest)
		way := " from "
		if m.direction == Out {
			way = " to "
		}
		_, peer, ok := strings.Cut(rest, way)
		if !ok || m.transport == "" {
			return false
		}
		address := addressIn(peer)
		if address == "" {
			address = word(peer)
		}
		if six := cucmIPv6(peer); six != "" {
			address = six
		}
		m.peer(address)
		return true
	},
}

// cucmIPv6 is an IPv6 address without brackets, its port behind "on port" or in
// brackets of its own; "" for anything else.
func cucmIPv6(peer string) string {
	host, port, ok := strings.Cut(word(peer), ":[")
	if !ok {
		_, port, _ = strings.Cut(peer, " on port ")
	}
	port = port[:runOf(port, classDigit)]
	if strings.Count(host, ":") < 2 || host[0] == '[' || port == "" {
		return ""
	}
	return "[" + host + "]:" + port
}

// expressway is Cisco VCS and Expressway: a line of name="value" pairs with
// Module="network.sip", then " SIPMSG:" and " |" before the message, each line of
// which has a blank before it. Lines of Level="INFO" name the same messages once
// more, without their text. Learnt from Cisco's documents and the tests of an app
// that reads these logs.
var expressway = dialect{
	name:  "expressway",
	signs: []string{"network.sip", "SIPMSG:"},
	read: func(line string, m *meta) bool {
		if strings.TrimSpace(line) == "SIPMSG:" {
			return true
		}
		if !strings.Contains(line, `Module="network.sip"`) {
			return false
		}
		value := func(name string) string {
			return strings.TrimSpace(between(line, " "+name+`="`, `"`))
		}
		m.time(value("UTCTime"))
		if !m.clock {
			m.time(line)
		}
		local := pair(value("Local-ip"), value("Local-port"))
		switch {
		case value("Action") == "Sent" || value("Dst-ip") != "":
			m.direction = Out
			m.src, m.dst = local, pair(value("Dst-ip"), value("Dst-port"))
		case value("Action") == "Received" || value("Src-ip") != "":
			m.direction = In
			m.src, m.dst = pair(value("Src-ip"), value("Src-port")), local
		}
		return true
	},
}

// pair makes "host:port" of the two, brackets around IPv6.
func pair(host, port string) string {
	if host == "" {
		return ""
	}
	if strings.Count(host, ":") > 1 && host[0] != '[' {
		host = "[" + host + "]"
	}
	if port == "" {
		return host
	}
	return host + ":" + port
}

// audiocodes is the syslog of AudioCodes SBCs, as sent and as their viewer shows
// it: "---- Incoming SIP Message from a:p to SIPInterface #2 (Name) TLS … ----"
// and " [Time:05-01@10:00:01.123]" at the end. Learnt from a paste in paStash's
// issues and two independent readers of these logs.
var audiocodes = dialect{
	name:  "audiocodes",
	signs: []string{"coming SIP Message from ", "tgoing SIP Message to ", "[Time:"},
	read: func(line string, m *meta) bool {
		if i := strings.Index(line, "ncoming SIP Message from "); i >= 0 {
			m.direction = In
			m.audiocodes(line, line[i+len("ncoming SIP Message from "):])
			return true
		}
		if i := strings.Index(line, "utgoing SIP Message to "); i >= 0 {
			m.direction = Out
			m.audiocodes(line, line[i+len("utgoing SIP Message to "):])
			return true
		}
		return strings.HasPrefix(strings.TrimSpace(line), "[Time:") && len(line) < 60
	},
}

func (m *meta) audiocodes(line, rest string) {
	m.peer(word(rest))
	if i := strings.LastIndex(rest, ") "); i > 0 && m.transport == "" {
		for _, w := range strings.Fields(rest) {
			if t := transportOf(w); t != "" {
				m.transport = t
				break
			}
		}
	}
	if st, ok := audiocodesTime(line); ok {
		m.stamp, m.clock = st, true
		return
	}
	m.time(line)
}

// audiocodesTime reads "[Time:05-01@10:00:01.123]", the day before the month.
func audiocodesTime(line string) (stamp, bool) {
	_, rest, ok := strings.Cut(line, "[Time:")
	if !ok {
		return stamp{}, false
	}
	rest, _, _ = strings.Cut(rest, "]")
	st, _, _, ok := findTime(rest)
	if ok && st.date && st.year == 0 {
		st.setDate(0, st.day, st.month)
	}
	return st, ok
}

// stampedBehind takes the device's own time behind a message of AudioCodes': it is
// finer than that of the syslog, which has the year.
func (s *scanner) stampedBehind() {
	m := &s.msg.meta
	for i := max(s.at-1, s.msg.first); i < len(s.lines) && i <= s.at+1; i++ {
		st, ok := audiocodesTime(s.lines[i].Text)
		switch {
		case !ok:
			continue
		case !m.clock:
			m.stamp, m.clock = st, true
		case m.stamp.min == st.min && m.stamp.sec == st.sec:
			if m.stamp.n == 0 {
				m.stamp.n = st.n
			}
			if !m.stamp.date {
				m.stamp.year, m.stamp.month, m.stamp.day, m.stamp.date = st.year, st.month, st.day, st.date
			}
		}
		return
	}
}

// genesys is Genesys SIP Server: "10:00:01.123: SIPTR: Received [0,UDP] 502 bytes
// from a:p <<<<<" and "10:00:01.200: Sending  [0,UDP] 406 bytes to a:p >>>>>".
// Learnt from readers of these logs.
var genesys = dialect{
	name:  "genesys",
	signs: []string{"eceived [", "ending  [", "ending ["},
	read: func(line string, m *meta) bool {
		i := strings.Index(line, "ending ")
		m.direction = Out
		if i < 0 {
			i = strings.Index(line, "eceived ")
			m.direction = In
		}
		rest := line[i:]
		_, transport, ok := strings.Cut(rest, ",")
		transport, _, closed := strings.Cut(transport, "]")
		m.transport = transportOf(transport)
		if !ok || !closed || m.transport == "" || !strings.Contains(rest, " bytes ") {
			return false
		}
		m.size = sizeIn(rest)
		_, peer, _ := strings.Cut(rest, " bytes ")
		_, peer, _ = strings.Cut(peer, " ")
		m.peer(word(peer))
		m.time(line)
		return true
	},
}
