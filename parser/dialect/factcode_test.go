package dialect

import "testing"

// TestLoggedCode finds the code of an answer in lines of logs that show no message, and
// in nothing else that has three digits.
func TestLoggedCode(t *testing.T) {
	for line, want := range map[string]string{
		"Mar 12 08:11:12 sua [642:690]: REG <5+notice> [SIP] Register fail, code: 403, account 1":        "403",
		"2026-09-02 12:00:01:100 [liblinphone] message Call [0x7f00] has failed: code 488, \"x\"":        "",
		"2026-09-02 12:00:01:100 [liblinphone] Call failed: code 488, \"Not acceptable here\"":           "488",
		"> 2026-06-11T10:22:30Z WARN outbound call to +34915550142 failed: 486 Busy Here":                "486",
		"10:22:34.350 pjsua_acc.c ....SIP registration failed, status=403 (Forbidden)":                   "403",
		"2026-06-11 10:22:34.350 INFO invite got final response\u00a0480 Temporarily Unavailable":        "480",
		"we get 403 Forbidden when calling mobiles by SIP":                                               "",
		"2026-06-11 10:22:34 \"GET /sip/provision/a.cfg HTTP/1.1\" 404 Not Found":                        "",
		"2026-06-11 10:22:34 INFO sip trunk 192.0.2.404 up, 480 calls":                                   "",
		"[2026-05-05 09:14:02] VERBOSE[21] pbx.c: Executing [404@from-sip:1] Dial(\"PJSIP/404\") 500 ms": "",
		"2026-02-02 call with vendor, ticket status 403 closed":                                          "",
		"{\"code\":403,\"message\":\"Forbidden\"}":                                                       "",
		"2026-06-11 10:22:34 INFO SIP/2.0 403 Forbidden":                                                 "",
	} {
		if got, ok := loggedCode(line); got != want || ok != (want != "") {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}

// TestCallList reads rows of sngrep's list of calls.
func TestCallList(t *testing.T) {
	for text, want := range map[string]Fact{
		"[ ] 2  INVITE  a@h  5550143@198.51.100.30  6  203.0.113.5:5060  198.51.100.30:5060  BUSY":     {Kind: "call-list-busy", Method: "INVITE", User: "5550143", Peer: "198.51.100.30:5060"},
		"[*]   1      INVITE   a@h 5550142@h 8    203.0.113.5:5060   198.51.100.30:5060    CALL SETUP": {Kind: "call-list-setup", Method: "INVITE", User: "5550142", Peer: "198.51.100.30:5060"},
		" [ ] 3  REGISTER 5550101@h  5550101@h  4  203.0.113.5:5060  198.51.100.30:5060":               {Kind: "call-list", Method: "REGISTER", User: "5550101", Peer: "198.51.100.30:5060"},
		"[ ] 1 buy INVITE cards for the party 5 pieces":                                                {},
		"[x] 4  INVITE  a@h  b@h  no addresses here":                                                   {},
		"INVITE  a@h  b@h  6  203.0.113.5:5060  198.51.100.30:5060  BUSY":                              {},
	} {
		got, ok := callList(&Line{Text: text, N: 1})
		if ok != (want.Kind != "") || got.Kind != want.Kind || got.Method != want.Method || got.User != want.User || got.Peer != want.Peer {
			t.Errorf("%q: %+v, want %+v", text, got, want)
		}
	}
}
