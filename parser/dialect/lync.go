package dialect

import "strings"

// lync is the trace of Microsoft's Lync and Skype for Business servers and clients:
// "TL_INFO(TF_PROTOCOL) [0]06E4.0EB4::01/05/2026-10:00:01.101.00005386
// (SIPStack,…)$$begin_record", the lines "Direction: incoming", "Peer: a:p",
// "Start-Line: INVITE …" and others, the headers, "Message-Body:" with the body
// behind it or a dash, "$$end_record". Learnt from traces in Microsoft's and
// Cisco's documents.
var lync = dialect{
	name:  "lync",
	signs: []string{"$$begin_record", "Direction: ", "Peer: ", "Message-Type: ", "Instance-Id: ", "Trace-Correlation-Id: ", "Start-Line: "},
	read: func(line string, m *meta) bool {
		t := strings.TrimSpace(line)
		if i := strings.Index(t, "$$begin_record"); i >= 0 {
			// A client's log says here whom it sends to.
			m.time(t[:i])
			m.other = soleAddress(t[:i])
			return true
		}
		name, value, ok := strings.Cut(t, ": ")
		if !ok {
			return t == "Start-Line:"
		}
		switch name {
		case "Direction":
			way, _, _ := strings.Cut(value, ";")
			m.direction = directionWords[way]
			return m.direction != Unknown
		case "Peer":
			// Its direction stands in a line above.
			m.other, _ = hostPort(word(value))
			return m.other != ""
		case "Message-Type":
			return value == "request" || value == "response"
		case "Instance-Id", "Trace-Correlation-Id", "Start-Line":
			return true
		}
		return false
	},
}

// bodyLabel is what stands behind the "Message-Body:" that some traces put between
// the headers and the body, a dash for none.
func bodyLabel(text string) (rest string, ok bool) {
	const label = "message-body:"
	if !hasPrefixFold(text, label) {
		return "", false
	}
	return strings.Trim(text[len(label):], " \t-–"), true
}
