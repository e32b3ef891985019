package dialect

import "strings"

// verdict is a log line that tells how something went without showing a message.
type verdict struct {
	// sign is what every such line holds, also what it must hold besides.
	sign, also string
	kind       string
	product    string
	// read fills in what the line says; nil where kind says all.
	read func(line string, f *Fact)
}

// verdicts are the lines that are kept, the more telling before the more general.
// They were learnt from the sources of Asterisk (res_pjsip_distributor.c,
// res_pjsip_outbound_registration.c, chan_sip.c, tcptls.c, res_rtp_asterisk.c), pjproject
// (ssl_sock_ossl.c), Kamailio (tls_util.h) and FreeSWITCH (sofia_reg.c, tport_tls.c,
// switch_channel.c), and from pastes of 3CX's activity log.
var verdicts = []verdict{
	{"SSL_ERROR_SSL (Handshake)", "", "tls-failed", "asterisk", readTLS},
	{"Problem setting up ssl connection", "", "tls-failed", "asterisk", readTLS},
	{"TLS accept:error:", "", "tls-failed", "kamailio", readTLS},
	{"TLS connect:error:", "", "tls-failed", "kamailio", readTLS},
	{"TLS setup failed (", "error:", "tls-failed", "freeswitch", readTLS},
	{"No matching endpoint found", "", "no-matching-endpoint", "asterisk", readFailedRequest},
	{"Failed to authenticate on ", " to '", "own-login-refused", "asterisk", readOwnLogin},
	{"Failed to authenticate", "", "failed-to-authenticate", "asterisk", readFailedRequest},
	{"Not match Endpoint", "ACL", "acl-refused", "asterisk", readFailedRequest},
	{"Error processing packet", "", "bad-packet", "asterisk", nil},
	{"Wrong password", "failed for", "wrong-password", "asterisk", readFailedRequest},
	{"Username/auth name mismatch", "", "auth-name-mismatch", "asterisk", readFailedRequest},
	{"No matching peer found", "", "no-matching-peer", "asterisk", readFailedRequest},
	{"does not match ACL", "", "acl-refused", "asterisk", readFailedRequest},
	{"Device does not match", "", "acl-refused", "asterisk", readFailedRequest},
	{"Peer is not supposed to register", "", "peer-may-not-register", "asterisk", readFailedRequest},
	{"Not a local domain", "", "not-a-local-domain", "asterisk", readFailedRequest},
	{"wrong password on authentication for", "", "wrong-password", "asterisk", readOutbound},
	{"No auth credentials for", "realm", "no-credentials-for-realm", "asterisk", nil},
	{"Unable to create request with auth", "", "no-credentials-for-realm", "asterisk", nil},
	{"Retransmission timeout reached on transmission", "", "retransmission-timeout", "asterisk", readTransmission},
	{"no reply to our critical packet", "", "retransmission-timeout", "asterisk", readHangingUp},
	{"Maximum retries exceeded on transmission", "", "retransmission-timeout", "asterisk", readTransmission},
	{"response received from", "registration attempt", "registration-no-response", "asterisk", readRegistration},
	{"esponse '", "registration attempt", "registration-refused", "asterisk", readRegistration},
	{"Registration for ", "timed out", "registration-no-response", "asterisk", readOutbound},
	{"for lack of RTP activity", "", "rtp-timeout", "asterisk", readChannel},
	{"is now UNREACHABLE", "", "peer-unreachable", "asterisk", readPeer},
	{"is now Unreachable", "", "peer-unreachable", "asterisk", readPeer},
	{"Got SIP response ", "back from", "sip-response", "asterisk", readGotResponse},
	{"SIP auth failure", "", "failed-to-authenticate", "freeswitch", readSofiaAuth},
	{"Can't find user [", "", "unknown-user", "freeswitch", readSofiaUser},
	{"Hangup ", "[CS_", "hangup-cause", "freeswitch", readHangup},
	{"Cause: ", "Call(", "hangup-cause", "3cx", readCM},
	{"ause: ", "/INVITE from ", "hangup-cause", "3cx", readCM},
	{"extension not found in context", "extension '", "extension-not-found", "asterisk", readExtension},
	{"Received response: \"Forbidden\" from", "", "sip-response", "asterisk", readForbidden},
	{" is circuit-busy", "", "dial-congested", "asterisk", nil},
	{"Everyone is busy/congested at this time", "", "dial-congested", "asterisk", nil},
	{"SIP auth challenge", "", "auth-challenge", "freeswitch", readSofiaAuth},
	{"Failed Registration", "sofia_reg.c", "registration-refused", "freeswitch", readSofiaRegistration},
}

// fact files a line that carries a verdict.
func (s *scanner) fact(l *Line) {
	const most = 10_000
	if len(l.Text) < 16 || len(s.out.Facts) >= most {
		return
	}
	for i := range verdicts {
		v := &verdicts[i]
		if !strings.Contains(l.Text, v.sign) || v.also != "" && !strings.Contains(l.Text, v.also) {
			continue
		}
		f := Fact{Kind: v.kind, Product: v.product, Line: l.N, Text: l.Text}
		if v.read != nil {
			v.read(l.Text, &f)
		}
		if s.telling(&f) {
			s.out.Facts = append(s.out.Facts, f)
		}
		return
	}
	f, ok := codeFact(l)
	if !ok {
		f, ok = callList(l)
	}
	if ok {
		s.out.Facts = append(s.out.Facts, f)
	}
}

// telling tells a verdict of a log from a person's words about one: a log's line
// names who or what it is about, or begins like a log's.
func (s *scanner) telling(f *Fact) bool {
	return f.CallID != "" || f.Peer != "" || f.User != "" || f.Cause != "" || f.Method != "" || isLogLine(f.Text) || strings.Contains(f.Text, ".c:")
}

// readFailedRequest reads "Request 'REGISTER' from '<sip:u@h>' failed for 'a:p'
// (callid: c) - why" and "Registration from '"u" <sip:u@h>' failed for 'a:p' - why".
func readFailedRequest(line string, f *Fact) {
	f.Method = between(line, "Request '", "'")
	if f.Method == "" {
		if name := between(line, "Request ", " "); methods[name] {
			f.Method = name
		}
	}
	if f.Method == "" && strings.Contains(line, "Registration from") {
		f.Method = "REGISTER"
	}
	f.User = uriUser(line)
	peer := between(line, "failed for '", "'")
	f.Peer, _ = hostPort(peer)
	f.CallID = between(line, "(callid: ", ")")
	if _, why, ok := strings.Cut(line, "failed for '"); ok {
		if _, why, ok = strings.Cut(why, " - "); ok {
			f.Cause = strings.TrimSpace(why)
		}
	}
}

// readOwnLogin reads "Failed to authenticate on INVITE to '"u" <sip:u@h>;tag=t'": of a
// request that the PBX sent itself.
func readOwnLogin(line string, f *Fact) {
	f.Method = word(between(line, "Failed to authenticate on ", "to '"))
	f.User = uriUser(line)
}

// uriUser is the user of the first SIP URI in a line.
func uriUser(line string) string {
	i := strings.Index(line, "sip:")
	if i < 0 {
		return ""
	}
	rest := line[i+4:]
	j := strings.IndexAny(rest, "@>;'\" ")
	if j < 0 || rest[j] != '@' {
		return ""
	}
	return rest[:j]
}

// readOutbound reads what an own registration says of itself: the user behind
// "for".
func readOutbound(line string, f *Fact) {
	f.Method = "REGISTER"
	for m := range methods {
		if strings.Contains(line, "authentication for "+m) {
			f.Method = m
		}
	}
	if _, rest, ok := strings.Cut(line, " for '"); ok {
		user, _, _ := strings.Cut(rest, "'")
		f.User, _, _ = strings.Cut(user, "@")
	}
}

// readTransmission reads "on transmission <call-id> for seqno 102 (Critical
// Response)".
func readTransmission(line string, f *Fact) {
	_, rest, _ := strings.Cut(line, "on transmission ")
	f.CallID = word(rest)
	f.Cause = between(rest, "(", ")")
}

func readHangingUp(line string, f *Fact) {
	f.CallID = between(line, "anging up call ", " ")
}

// readRegistration reads "… response '403' received from 'sip:h' on registration
// attempt to 'sip:u@h'" and "No response received from …".
func readRegistration(line string, f *Fact) {
	f.Method = "REGISTER"
	f.Cause = between(line, "esponse '", "'")
	if _, to, ok := strings.Cut(line, "attempt to "); ok {
		f.User = uriUser(to)
	}
	if peer := between(line, "from '", "'"); peer != "" {
		f.Peer, _ = hostPort(strings.TrimPrefix(peer, "sip:"))
	}
}

func readChannel(line string, f *Fact) {
	f.User = between(line, "channel '", "'")
	f.Cause = leadingDigits(between(line+" ", "activity in ", " "))
}

func readPeer(line string, f *Fact) {
	f.User = between(line, "'", "'")
	if f.User == "" {
		f.User = between(line, "Endpoint ", " ")
	}
}

// readGotResponse reads `Got SIP response 404 "Not Found" back from a:p`.
func readGotResponse(line string, f *Fact) {
	f.Cause = between(line, "Got SIP response ", " ")
	_, peer, _ := strings.Cut(line, "back from ")
	f.Peer, _ = hostPort(strings.Trim(word(peer), "'"))
}

// readExtension reads "Call (UDP:a:p) to extension '123' rejected because extension not
// found in context 'from-trunk'", and chan_sip's "Call from 'peer' (a:p) to extension …".
func readExtension(line string, f *Fact) {
	f.Method = "INVITE"
	f.User = between(line, "extension '", "'")
	f.Cause = between(line, "in context '", "'")
	before, _, _ := strings.Cut(line, ") to extension")
	peer := before[strings.LastIndexByte(before, '(')+1:]
	for _, transport := range [...]string{"UDP:", "TCP:", "TLS:", "WS:", "WSS:"} {
		peer = strings.TrimPrefix(peer, transport)
	}
	f.Peer, _ = hostPort(peer)
}

// readForbidden reads chan_sip's word for the one answer that it writes out.
func readForbidden(line string, f *Fact) {
	f.Method, f.Cause = "INVITE", "403"
}

// readSofiaRegistration reads "gw Failed Registration with status Forbidden [403]" and
// "gw Failed Registration [904], setting retry".
func readSofiaRegistration(line string, f *Fact) {
	f.Method = "REGISTER"
	before, rest, _ := strings.Cut(line, " Failed Registration")
	f.User = before[strings.LastIndexByte(before, ' ')+1:]
	f.Cause = between(rest, "[", "]")
}

// readSofiaAuth reads "SIP auth failure (REGISTER) on sofia profile 'internal'
// for [u@h] from ip a".
func readSofiaAuth(line string, f *Fact) {
	if f.Method = between(line, "failure (", ")"); f.Method == "" {
		f.Method = between(line, "challenge (", ")")
	}
	readSofiaUser(line, f)
}

func readSofiaUser(line string, f *Fact) {
	user := between(line, "for [", "]")
	if user == "" {
		user = between(line, "user [", "]")
	}
	f.User, _, _ = strings.Cut(user, "@")
	if _, ip, ok := strings.Cut(line, "from ip "); ok {
		f.Peer, _ = hostPort(word(ip))
	} else if ip := between(line, "from ", " "); strings.Count(ip, ".") == 3 {
		f.Peer, _ = hostPort(ip)
	}
}

// readHangup reads "Hangup sofia/external/u@h [CS_EXECUTE] [NO_ANSWER]".
func readHangup(line string, f *Fact) {
	_, rest, _ := strings.Cut(line, "[CS_")
	f.Cause = between(rest, "] [", "]")
	f.User = between(line, "Hangup ", " ")
}

// readCM reads 3CX's "… Cause: 404 Not Found/INVITE from a:p".
func readCM(line string, f *Fact) {
	_, rest, _ := strings.Cut(line, "Cause: ")
	f.Cause = leadingDigits(rest)
	if f.Cause == "" {
		f.Cause, _, _ = strings.Cut(rest, "/")
		f.Cause = strings.TrimSpace(f.Cause)
	}
	if _, method, ok := strings.Cut(rest, "/"); ok {
		f.Method = method[:runOf(method, classAlpha)]
	}
	if _, peer, ok := strings.Cut(rest, " from "); ok {
		f.Peer, _ = hostPort(word(peer))
	}
}
