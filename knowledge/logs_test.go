package knowledge

import (
	"strings"
	"testing"

	"github.com/sipwhy/sipwhy/knowledge/load"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// TestLogs diagnoses log lines that carry a verdict without a message.
func TestLogs(t *testing.T) {
	k, err := Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	const pjsip = "[2026-01-05 10:00:01] NOTICE[1234] res_pjsip/pjsip_distributor.c: log_failed_request: "
	for _, test := range []struct {
		name, log, id string
		certainty     rules.Certainty
		says          string
	}{
		{"register", pjsip + "Request 'REGISTER' from '<sip:201@192.0.2.20>' failed for '198.51.100.7:5060' (callid: a1) - No matching endpoint found", "reg-user-unknown", rules.Likely, "201"},
		{"invite", pjsip + "Request 'INVITE' from '<sip:+12125550142@192.0.2.20>' failed for '203.0.113.5:5060' (callid: a2) - No matching endpoint found", "inbound-invite-challenged", rules.Likely, "203.0.113.5"},
		{"options", pjsip + "Request 'OPTIONS' from '<sip:100@192.0.2.20>' failed for '203.0.113.9:5060' (callid: a3) - No matching endpoint found", "source-ip-not-allowed", rules.Likely, "203.0.113.9"},
		{"password", pjsip + "Request 'REGISTER' from '<sip:201@192.0.2.20>' failed for '198.51.100.7:5060' (callid: a4) - Failed to authenticate", "auth-wrong-password", rules.Likely, "201"},
		{"chan_sip password", "[Jan  5 10:00:01] NOTICE[77]: chan_sip.c:28000 handle_request_register: Registration from '\"201\" <sip:201@192.0.2.20>' failed for '198.51.100.7:5060' - Wrong password", "auth-wrong-password", rules.Certain, "201"},
		{"no ACK", "WARNING[48]: chan_sip.c: Retransmission timeout reached on transmission 7d1e@198.51.100.10 for seqno 102 (Critical Response)", "ack-missing", rules.Likely, "ACK"},
		{"no answer to a request", "WARNING[48]: chan_sip.c: Retransmission timeout reached on transmission 7d1e@198.51.100.10 for seqno 102 (Critical Request)", "no-response-to-request", rules.Likely, "repeated"},
		{"busy", "2026-01-05 10:00:01.000000 [NOTICE] sofia.c:8000 Hangup sofia/external/5550102@192.0.2.20 [CS_EXECUTE] [USER_BUSY]", "callee-busy", rules.Certain, "busy"},
		{"another cause", "2026-01-05 10:00:01.000000 [NOTICE] sofia.c:8000 Hangup sofia/external/5550102@192.0.2.20 [CS_EXECUTE] [NORMAL_TEMPORARY_FAILURE]", "abnormal-release", rules.Certain, "temporary failure"},
		{"rejected", "2026-01-05 10:00:01.000000 [NOTICE] sofia.c:8000 Hangup sofia/external/5550102@192.0.2.20 [CS_EXECUTE] [CALL_REJECTED]", "callee-declined", rules.Possible, "rejected"},
		{"not registered", "2026-01-05 10:00:01.000000 [NOTICE] switch_ivr_originate.c:1 Hangup sofia/internal/1004@192.0.2.20 [CS_EXECUTE] [USER_NOT_REGISTERED]", "user-not-registered", rules.Certain, "not registered"},
		{"no channel", "2026-01-05 10:00:01.000000 [NOTICE] sofia.c:8000 Hangup sofia/external/5550102@192.0.2.20 [CS_EXECUTE] [NORMAL_CIRCUIT_CONGESTION]", "concurrent-call-limit", rules.Certain, "no line"},
		{"a busy answer", `    -- Got SIP response 486 "Busy Here" back from 203.0.113.9:5060`, "callee-busy", rules.Likely, "203.0.113.9"},
		{"an answer that may mean anything", `    -- Got SIP response 403 "Forbidden" back from 203.0.113.9:5060`, "", "", ""},
		{"a challenge", `    -- Got SIP response 401 "Unauthorized" back from 203.0.113.9:5060`, "", "", ""},
		{"a registrar that is down", "WARNING[1234]: res_pjsip_outbound_registration.c: Temporal response '503' received from 'sip:sip.carrier.example' on registration attempt to 'sip:5550101@sip.carrier.example', retrying in '60'", "service-unavailable", rules.Likely, "503"},
		{"a registrar that refuses", "WARNING[1234]: res_pjsip_outbound_registration.c: Fatal response '403' received from 'sip:sip.carrier.example' on registration attempt to 'sip:5550101@sip.carrier.example', stopping outbound registration", "reg-forbidden-after-credentials", rules.Likely, "403"},
		{"the caller gave up", "2026-01-05 10:00:01.000000 [NOTICE] sofia.c:8000 Hangup sofia/external/5550102@192.0.2.20 [CS_EXECUTE] [ORIGINATOR_CANCEL]", "", "", ""},
		{"a normal end", "2026-01-05 10:00:01.000000 [NOTICE] sofia.c:8000 Hangup sofia/external/5550102@192.0.2.20 [CS_EXECUTE] [NORMAL_CLEARING]", "", "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			report := k.Diagnose(parser.ReadString(test.log, parser.Options{Plan: k.Plan()}))
			faults := report.Faults()
			if test.id == "" {
				if len(faults) > 0 {
					t.Errorf("accuses of %s", faults[0].ID)
				}
				return
			}
			if len(faults) != 1 || faults[0].ID != test.id || faults[0].Certainty != test.certainty {
				t.Fatalf("findings: %v, want %s, %s", report.IDs(), test.id, test.certainty)
			}
			f := faults[0]
			if text := f.Title.String() + " " + f.Says.String(); !strings.Contains(text, test.says) || strings.ContainsAny(text, "{}") {
				t.Errorf("says %q", text)
			}
			if f.Evidence[0].Line != 1 || f.Evidence[0].Message != nil {
				t.Errorf("evidence: %+v", f.Evidence[0])
			}
		})
	}
}

// TestLogsRepeat counts equal lines and tells each kind once.
func TestLogsRepeat(t *testing.T) {
	k, err := Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	const line = "[2026-01-05 10:00:01] NOTICE[1234] res_pjsip/pjsip_distributor.c: log_failed_request: Request 'REGISTER' from '<sip:201@192.0.2.20>' failed for '198.51.100.7:5060' (callid: a%) - Failed to authenticate\n"
	log := ""
	for i := range 5 {
		log += strings.Replace(line, "%", string(rune('0'+i)), 1)
	}
	report := k.Diagnose(parser.ReadString(log, parser.Options{}))
	if faults := report.Faults(); len(faults) != 1 || !strings.Contains(faults[0].Says.String(), "5 times") {
		t.Errorf("%d findings: %v", len(faults), report.IDs())
	}
}

// TestLogWords holds the words of log lines to their form.
func TestLogWords(t *testing.T) {
	k, err := Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]logWords
	if err := load.Decode("logs.yaml", logFile, &all); err != nil {
		t.Fatal(err)
	}
	for key, w := range all {
		if k.byID[w.ID] == nil {
			t.Errorf("%s: no diagnosis is called %q%s", key, w.ID, load.DidYouMean(w.ID, k.IDs()))
		}
		if w.Title == "" || w.Says == "" || len(w.Fix) == 0 || w.Sure == "" || w.Certainty == rules.Likely && w.Settles == "" {
			t.Errorf("%s lacks words", key)
		}
	}
}
