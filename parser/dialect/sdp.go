package dialect

import "strings"

// isSDPLine tells a line of a session description inside a body: one letter and
// "=", blanks around it tolerated (translators put them there).
func isSDPLine(s string) bool {
	if len(s) < 2 || strings.IndexByte(sdpLetters, s[0]) < 0 {
		return false
	}
	return s[1] == '=' || s[1] == ' ' && len(s) > 2 && s[2] == '='
}

// sdpLetters are the types of RFC 8866 5, and two of video surveillance.
const sdpLetters = "vosiuepcbtrzkamyf"

// tightSDP takes the blanks around the first "=" away.
func tightSDP(s string) string {
	if len(s) > 2 && s[1] == ' ' {
		value := strings.TrimLeft(s[3:], " ")
		if s[0] == 'm' || s[0] == 'a' {
			value = strings.ReplaceAll(value, " / ", "/")
		}
		return s[:1] + "=" + value
	}
	return s
}

// sdpScore says how surely a line that stands alone is one of a session
// description: 0 not at all, 1 perhaps, 2 without doubt (RFC 8866 5).
func sdpScore(s string) int {
	if !isSDPLine(s) {
		return 0
	}
	s = strings.TrimRight(tightSDP(s), " \t.")
	value := s[2:]
	switch s[0] {
	case 'v':
		if isDigits(value) && len(value) == 1 {
			return 1
		}
	case 'o', 'c':
		if strings.HasPrefix(value, "IN IP") || strings.Contains(value, " IN IP4 ") || strings.Contains(value, " IN IP6 ") {
			return 2
		}
	case 's':
		if value == "" || value == "-" {
			return 1
		}
	case 't':
		from, to, ok := strings.Cut(value, " ")
		if ok && isDigits(from) && isDigits(to) {
			return 1
		}
	case 'm':
		return mediaScore(value)
	case 'b':
		kind, n, ok := strings.Cut(value, ":")
		if ok && isDigits(n) && (kind == "AS" || kind == "TIAS" || kind == "CT" || kind == "RS" || kind == "RR") {
			return 2
		}
	case 'a':
		return attributeScore(value)
	}
	return 0
}

func mediaScore(value string) int {
	f := strings.Fields(value)
	if len(f) < 3 {
		return 0
	}
	port, _, _ := strings.Cut(f[1], "/")
	switch f[0] {
	case "audio", "video", "image", "application", "text", "message":
		if isDigits(port) && (strings.Contains(f[2], "/") || f[2] == "udptl") {
			return 2
		}
	}
	return 0
}

var attributeNames = set(`rtpmap fmtp crypto candidate fingerprint ice-ufrag ice-pwd rtcp rtcp-mux rtcp-fb setup ptime maxptime
	sendrecv sendonly recvonly inactive mid ssrc msid group extmap silenceSupp connection T38FaxVersion T38MaxBitRate
	T38FaxRateManagement T38FaxUdpEC T38FaxMaxBuffer T38FaxMaxDatagram end-of-candidates ice-options rtcp-rsize curr des conf`)

func attributeScore(value string) int {
	name, _, _ := strings.Cut(value, ":")
	if attributeNames[name] {
		return 2
	}
	return 0
}
