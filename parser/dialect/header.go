package dialect

import "strings"

// headerNames are the names that make a line a SIP header line wherever it
// stands; the compact forms count inside a message only.
var headerNames = func() map[string]bool {
	return set(strings.ToLower(`Accept Accept-Contact Accept-Encoding Accept-Language Accept-Resource-Priority
		Additional-Identity Alert-Info Allow Allow-Events Answer-Mode Authentication-Info Authorization Call-ID
		Call-Info Cellular-Network-Info Contact Content-Disposition Content-Encoding Content-Language Content-Length Content-Transfer-Encoding
		Content-Type CSeq Date Diversion Encryption Error-Info Event Expires Feature-Caps Flow-Timer From Geolocation
		Geolocation-Error Geolocation-Routing Hide History-Info Identity Identity-Info In-Reply-To Info-Package Join
		Max-Breadth Max-Forwards MIME-Version Min-Expires Min-SE Organization Origination-Id P-Access-Network-Info
		P-Answer-State P-Asserted-Identity P-Asserted-Service P-Associated-URI P-Called-Party-ID P-Charging-Function-Addresses
		P-Charging-Vector P-DCS-Billing-Info P-Early-Media P-Hint P-Media-Authorization P-Preferred-Identity P-Preferred-Service
		P-Private-Network-Indication P-Profile-Key P-RTP-Stat P-Served-User P-User-Database P-Visited-Network-ID Path
		Permission-Missing Policy-Contact Priority Priority-Share Privacy Priv-Answer-Mode Proxy-Authenticate
		Proxy-Authentication-Info Proxy-Authorization Proxy-Require RAck Reason Record-Route Recv-Info Refer-Events-At
		Refer-Sub Refer-To Referred-By Reject-Contact Relayed-Charge Remote-Party-ID Replaces Reply-To Request-Disposition
		Require Resource-Priority Response-Key Response-Source Restoration-Info Retry-After Route RSeq Security-Client Security-Server
		Security-Verify Server Service-Route Session-Expires Session-ID SIP-ETag SIP-If-Match Subject Subscription-State
		Supported Suppress-If-Match Target-Dialog Timestamp To Trigger-Consent Unsupported User-Agent User-to-User Via
		Warning WWW-Authenticate Cisco-Guid Call-Info Allow-Update Remote-IP Cisco-Gucid Anonymity RPID-Privacy
		X-Asterisk-HangupCause X-Asterisk-HangupCauseCode Accept-Language Server-Timing`))
}()

// compactNames are the compact forms (RFC 3261 7.3.3 and later RFCs).
const compactNames = "abcdefijklmnorstuvxy"

// notNames are tokens before a colon that are no header: schemes, parts of SDP
// and what logs begin their lines with.
var notNames = set(`sip sips tel urn http https mailto udp tcp tls ws wss rtp rtcp data debug info warn error notice
	verbose trace fatal err dbg inf wrn msg note ps fyi re fwd e.g i.e ip port from_tag localhost uuid candidate q a
	rtpmap fmtp ptime maxptime ssrc label mid fingerprint setup crypto tool group`)

// nameOf splits a header line: name is the token before the colon (blanks before
// it are tolerated), rest begins behind it.
func nameOf(s string) (name, rest string, ok bool) {
	n := runOf(s, classToken)
	if n == 0 || n > 64 {
		return "", "", false
	}
	c := n
	for c < len(s) && (s[c] == ' ' || s[c] == '\t') {
		c++
	}
	if c == len(s) || s[c] != ':' {
		return "", "", false
	}
	return s[:n], s[c+1:], true
}

// knownName tells a header name of SIP in any case, extensions of vendors
// included, compact forms not.
func knownName(name string) bool {
	if _, ok := lowered(headerNames, name); ok {
		return true
	}
	return len(name) > 3 && (name[1] == '-') && (fold(name[0]) == 'x' || fold(name[0]) == 'p') && is(name[2], classAlpha)
}

// isCompact tells a compact form with a value that fits, so that "c: it works"
// is none but "c: application/sdp" is.
func isCompact(name, rest string) bool {
	return len(name) == 1 && strings.IndexByte(compactNames, fold(name[0])) >= 0 && !strings.HasPrefix(rest, "\\") && !strings.HasPrefix(rest, "/")
}

// isKnownHeader tells a line that begins with a header that SIP knows.
func isKnownHeader(s string) bool {
	name, rest, ok := nameOf(s)
	if !ok || !knownName(name) {
		return false
	}
	return !isLogWord(name, rest)
}

// isOwnHeader tells, inside a message, a header that SIP knows, compact forms
// with a value that fits included.
func isOwnHeader(s string) bool {
	if len(s) < 3 || s[1] != ':' && s[1] != ' ' {
		return isKnownHeader(s)
	}
	name, rest, ok := nameOf(s)
	return ok && len(name) == 1 && compactFits(fold(name[0]), strings.TrimSpace(rest))
}

// compactFits tells a value that the header of this compact form may have.
func compactFits(name byte, value string) bool {
	switch name {
	case 'v':
		return hasPrefixFold(value, "sip/")
	case 'f', 't', 'm', 'r', 'b':
		return strings.Contains(value, "sip") || strings.Contains(value, "tel:") || value == "*"
	case 'l':
		return isDigits(value)
	case 'c':
		return strings.IndexByte(value, '/') > 0
	case 'i':
		return value != "" && strings.IndexByte(value, ' ') < 0
	}
	return strings.IndexByte(compactNames, name) >= 0
}

// isLogWord tells "WARNING: something broke" from "Warning: 304 host …".
func isLogWord(name, rest string) bool {
	if len(name) != 7 || !hasPrefixFold(name, "warning") {
		return false
	}
	rest = strings.TrimLeft(rest, " \t")
	return len(rest) < 3 || !isDigits(rest[:3])
}

// isHeader tells a line that may be a header line inside a message: a known
// name, a compact form, or any token that nothing speaks against.
func isHeader(s string) bool {
	name, rest, ok := nameOf(s)
	if !ok {
		return false
	}
	if knownName(name) {
		return !isLogWord(name, rest)
	}
	if len(name) == 1 {
		return isCompact(name, rest)
	}
	if _, bad := lowered(notNames, name); bad || strings.HasPrefix(rest, "//") {
		return false
	}
	// A wrapped value may begin like "5060;branch=…:" or "10.0.0.1:5060".
	if !is(name[0], classAlpha) || strings.IndexByte(name, '.') >= 0 {
		return false
	}
	return rest == "" || is(rest[0], classSpace) || strings.IndexByte(name, '-') > 0
}

// isAnyHeader is isHeader without judging the name: what follows a start line at
// once, in a message whose other lines are in order.
func isAnyHeader(s string) bool {
	name, _, ok := nameOf(s)
	return ok && !isDigits(name)
}

// findKnownHeader finds a known header behind a prefix that a log put there:
// name and colon, behind a blank, a bar, a bracket or a tab.
func findKnownHeader(s string) (at int, ok bool) {
	for i := 0; i < len(s) && i < 400; {
		c := strings.IndexByte(s[i:], ':')
		if c < 0 {
			return 0, false
		}
		c += i
		e := tailOf(s[:c], classSpace)
		b := tailOf(s[:e], classToken)
		for b < e && strings.IndexByte("`'*_", s[b]) >= 0 {
			b++
		}
		if b < e && (b == 0 || strings.IndexByte(" \t|]>)}\"'`*_", s[b-1]) >= 0) && knownName(s[b:e]) && !isLogWord(s[b:e], s[c+1:]) && (b == 0 || !wordly(s, b, e-b)) {
			return b, true
		}
		i = c + 1
	}
	return 0, false
}
