package dialect

import "strings"

// asteriskPJSIP is "pjsip set logger on": res_pjsip_logger.c prints "<--- Received
// SIP request (N bytes) from UDP:a:p --->" or "<--- Transmitting SIP response (N
// bytes) to …", the message as a whole, and no closing mark. With a log file the
// usual "[date] VERBOSE[…]" stands before the mark. Learnt from that source file
// and from pastes in Asterisk's issues.
var asteriskPJSIP = dialect{
	name:  "asterisk-pjsip",
	signs: []string{"Received SIP re", "Transmitting SIP re"},
	read: func(line string, m *meta) bool {
		i := strings.Index(line, " SIP re")
		m.direction = Out
		if strings.HasSuffix(line[:i], "Received") {
			m.direction = In
		}
		rest := line[i+5:]
		m.size = sizeIn(rest)
		_, peer, ok := strings.Cut(rest, ") from ")
		if !ok {
			_, peer, ok = strings.Cut(rest, ") to ")
		}
		m.peer(word(peer))
		m.time(line[:i])
		return ok
	},
}

// asteriskChanSIP is chan_sip's "sip set debug on": "<--- SIP read from UDP:a:p
// --->" (no transport before 1.6), "<--- Transmitting (NAT) to a:p --->", the
// same with "Reliably", "Retransmitting #3 (NAT) to a:p:", closed by
// "<------------>" and a count of headers and lines. Learnt from pastes in the
// issues of Asterisk, sipdroid and JsSIP.
var asteriskChanSIP = dialect{
	name:  "asterisk-chan-sip",
	signs: []string{"SIP read from ", "ransmitting (", "ransmitting #", " headers, ", " headers ", "chan_sip.c:"},
	read: func(line string, m *meta) bool {
		m.time(line)
		if _, peer, ok := strings.Cut(line, "SIP read from "); ok {
			m.direction = In
			m.peer(word(peer))
			return true
		}
		if i := strings.Index(line, "ransmitting "); i >= 0 {
			m.direction = Out
			_, peer, ok := strings.Cut(line[i:], ") to ")
			m.peer(word(peer))
			return ok
		}
		t := strings.TrimSpace(line)
		if strings.HasPrefix(t, "--- (") {
			return strings.HasSuffix(t, ") ---")
		}
		// The log's own line before a mark that stands on the next.
		return m.clock && strings.HasSuffix(t, "chan_sip.c:")
	},
}

func leadingDigits(s string) string { return s[:runOf(s, classDigit)] }
