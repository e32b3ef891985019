package dialect

import "strings"

// jssip is JsSIP in a browser's console: "JsSIP:Transport sending message:" and
// "received text message:", the message, "+24ms" on a line of its own. Versions
// before 0.4 print "JsSIP | TRANSPORT | …". Learnt from its source and pastes in
// its issues.
var jssip = dialect{
	name:  "jssip",
	signs: []string{"JsSIP"},
	read: func(line string, m *meta) bool {
		return m.consoleMark(line)
	},
}

// sipjs is SIP.js: "<date> | sip.Transport | Sending WebSocket message:" and
// "Received WebSocket text message:". Learnt from its source and pastes in its
// issues.
var sipjs = dialect{
	name:  "sip.js",
	signs: []string{"WebSocket"},
	read: func(line string, m *meta) bool {
		return (strings.Contains(line, "sip.") || strings.Contains(line, "WebSocket text message") || strings.Contains(line, "WebSocket message")) && m.consoleMark(line)
	},
}

// consoleMark reads "sending message:" and "received text message:".
func (m *meta) consoleMark(line string) bool {
	if !strings.Contains(line, "message:") {
		return false
	}
	switch {
	case strings.Contains(line, "ending"):
		m.direction = Out
	case strings.Contains(line, "eceived"):
		m.direction = In
	default:
		return false
	}
	m.time(line)
	return true
}

// sipml5 is sipML5: "SEND: INVITE …" and "recv=SIP/2.0 …" on the message's own
// first line; Doubango, which it is made of, writes "RECV:". Learnt from pastes in its issues.
var sipml5 = dialect{
	name:  "sipml5",
	signs: []string{"SEND:", "recv=", "RECV:"},
	read: func(line string, m *meta) bool {
		switch t := strings.TrimSpace(line); {
		case strings.HasSuffix(t, "SEND:"):
			m.direction = Out
		case strings.HasSuffix(t, "recv="), strings.HasSuffix(t, "RECV:"):
			m.direction = In
		default:
			return false
		}
		m.time(line)
		return true
	},
}
