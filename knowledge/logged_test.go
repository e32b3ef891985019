package knowledge

import (
	"slices"
	"strings"
	"testing"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// pbxLog writes messages as chan_sip's log has them: a line is "in" or "out", the start
// line, and headers behind |.
func pbxLog(lines ...string) string {
	var b strings.Builder
	for _, line := range lines {
		way, message, _ := strings.Cut(line, " ")
		switch way {
		case "in":
			b.WriteString("<--- SIP read from UDP:198.51.100.7:5060 --->\n")
		case "out":
			b.WriteString("<--- Transmitting (NAT) to 198.51.100.7:5060 --->\n")
		default:
			b.WriteString(line + "\n")
			continue
		}
		for _, part := range strings.Split(message, "|") {
			b.WriteString(strings.TrimSpace(part) + "\n")
		}
		b.WriteString("Content-Length: 0\n\n<------------>\n")
	}
	return b.String()
}

// dialogHeaders are what the messages of one dialog share.
func dialogHeaders(user, callID, cseq, toTag string) string {
	return "|Via: SIP/2.0/UDP 198.51.100.7:5060;branch=z9hG4bK" + callID + strings.Fields(cseq)[0] + ";rport|From: <sip:" + user + "@pbx.example>;tag=f" + callID +
		"|To: <sip:" + user + "@pbx.example>" + toTag + "|Call-ID: " + callID + "@198.51.100.7|CSeq: " + cseq
}

// register is a phone's login, whose first request is challenged, with what the second
// is answered with.
func register(user, answer string) []string {
	first, second, tag := dialogHeaders(user, "r1"+user, "1 REGISTER", ""), dialogHeaders(user, "r1"+user, "2 REGISTER", ""), ";tag=s1"
	challenge := `|WWW-Authenticate: Digest realm="pbx.example", nonce="4e1f0a77", algorithm=MD5`
	login := `|Authorization: Digest username="` + user + `", realm="pbx.example", nonce="4e1f0a77", uri="sip:pbx.example", response="0f1e2d3c4b5a69788796a5b4c3d2e1f0", algorithm=MD5`
	contact := "|Contact: <sip:" + user + "@198.51.100.7:5060>|Expires: 3600|User-Agent: Desk Phone 2.1"
	all := []string{
		"in REGISTER sip:pbx.example SIP/2.0" + first + contact,
		"out SIP/2.0 401 Unauthorized" + strings.Replace(first, "@pbx.example>|Call", "@pbx.example>"+tag+"|Call", 1) + challenge + "|Server: Asterisk PBX 18.9",
		"in REGISTER sip:pbx.example SIP/2.0" + second + contact + login,
	}
	if answer != "" {
		all = append(all, "out SIP/2.0 "+answer+strings.Replace(second, "@pbx.example>|Call", "@pbx.example>"+tag+"|Call", 1)+"|Server: Asterisk PBX 18.9")
	}
	return all
}

const wrongPassword = "[Jan  5 10:00:01] NOTICE[77]: chan_sip.c:28000 handle_request_register: Registration from '\"201\" <sip:201@pbx.example>' failed for '198.51.100.7:5060' - Wrong password"

// TestLogged reads log lines beside the messages that they speak of, and leaves alone
// what they do not speak of.
func TestLogged(t *testing.T) {
	k, err := Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	invite := []string{"in INVITE sip:5550142@pbx.example SIP/2.0" + dialogHeaders("201", "c1", "1 INVITE", "") + "|Contact: <sip:201@198.51.100.7:5060>"}
	hangup := "2026-01-05 10:00:01.000000 [NOTICE] sofia.c:8000 Hangup sofia/internal/201@pbx.example [CS_EXECUTE] [USER_BUSY]"
	for _, test := range []struct {
		name      string
		log       []string
		id        string
		certainty rules.Certainty
	}{
		{"the PBX knows why its 403", append(register("201", "403 Forbidden"), wrongPassword), "auth-wrong-password", rules.Certain},
		{"the line stands first", append([]string{wrongPassword}, register("201", "403 Forbidden")...), "auth-wrong-password", rules.Certain},
		{"the answer is cut off", append(register("201", ""), wrongPassword), "auth-wrong-password", rules.Certain},
		{"another account's password", append(register("202", ""), wrongPassword), "", ""},
		{"the login went well after all", append(register("201", "200 OK|Expires: 3600"), wrongPassword), "", ""},
		{"an own registration gets no answer", append([]string{
			"out REGISTER sip:sip.carrier.example SIP/2.0" + dialogHeaders("88213", "o1", "141 REGISTER", ""),
		}, "[2026-03-02 08:14:31] NOTICE[1823]: chan_sip.c:15673 sip_reg_timeout:    -- Registration for '88213@sip.carrier.example' timed out, trying again (Attempt #42)"), "reg-no-response", rules.Likely},
		{"another registration gets none", append([]string{
			"out REGISTER sip:sip.carrier.example SIP/2.0" + dialogHeaders("88214", "o1", "141 REGISTER", ""),
		}, "[2026-03-02 08:14:31] NOTICE[1823]: chan_sip.c:15673 sip_reg_timeout:    -- Registration for '88213@sip.carrier.example' timed out, trying again (Attempt #42)"), "", ""},
		{"a call of which the log has the end", append(slices.Clone(invite), hangup), "callee-busy", rules.Certain},
		{"the end of another's call", append(slices.Clone(invite), strings.ReplaceAll(hangup, "201@", "305@")), "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			report := k.Diagnose(parser.ReadString(pbxLog(test.log...), parser.Options{Plan: k.Plan()}))
			faults := report.Faults()
			if test.id == "" {
				for _, f := range faults {
					if slices.ContainsFunc(f.Evidence, func(e rules.Evidence) bool { return e.Message == nil }) {
						t.Errorf("the log is held against it: %s", f.ID)
					}
				}
				return
			}
			if len(faults) == 0 || faults[0].ID != test.id || faults[0].Certainty != test.certainty {
				t.Fatalf("findings: %v, want %s, %s", report.IDs(), test.id, test.certainty)
			}
			for _, f := range faults[1:] {
				if f.ExplainedBy == "" {
					t.Errorf("%s stands beside it", f.ID)
				}
			}
			if len(report.Judgements) != 1 || !strings.Contains(report.Verdict.String(), faults[0].Title.String()) {
				t.Errorf("the verdict is %q", report.Verdict)
			}
		})
	}
}
