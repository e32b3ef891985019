package answers_test

import (
	"strings"
	"testing"

	"github.com/sipwhy/sipwhy/knowledge"
	"github.com/sipwhy/sipwhy/knowledge/answers"
	"github.com/sipwhy/sipwhy/parser"
)

// TestFragments asks about pastes without a whole message.
func TestFragments(t *testing.T) {
	k, err := knowledge.Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	const (
		via = "Via: SIP/2.0/UDP 192.168.1.44:5060;branch=z9hG4bK77;received=198.51.100.77;rport=41022"
		sdp = "v=0\no=- 1 1 IN IP4 192.168.1.50\ns=-\nc=IN IP4 192.168.1.50\nt=0 0\nm=audio 11780 RTP/AVP 18 0 101\n" +
			"a=rtpmap:18 G729/8000\na=rtpmap:0 PCMU/8000\na=rtpmap:101 telephone-event/8000\na=ptime:20"
		warning = `Warning: 399 sip.example.com "Account balance exhausted"`
	)
	for _, c := range []struct {
		paste, question, says string
		known                 bool
	}{
		{sdp, "which codec", "G729, PCMU", true},
		{sdp, "what port", "192.168.1.50:11780", true},
		{sdp, "dtmf?", "telephone-event", true},
		{sdp, "is it srtp", "RTP/AVP", true},
		{sdp, "is video in there", "No video", true},
		{sdp, "who called", "whole exchange", false},
		{via, "which ip is that", "198.51.100.77 port 41022", true},
		{via, "is it nat", "does no harm", true},
		{via, "who hung up", "whole exchange", false},
		{warning, "so is it credit", "No credit", true},
		{warning, "who sent that", "whole exchange", false},
		{warning, "how do i fix it", "Top up", true},
		{warning, "are you sure", "Likely, not certain", true},
		{"Reason: Q.850;cause=34", "why?", "no line", true},
		{"SIP/2.0 403 Forbidden", "why", "Usual causes", true},
		{"SIP/2.0 403 Forbidden", "whos fault is it", "whole exchange", false},
	} {
		report := k.Diagnose(parser.ReadString(c.paste, parser.Options{Plan: k.Plan()}))
		a := k.Answer(c.question, answers.Context{Report: report, Addressed: true})
		if a == nil {
			t.Errorf("%q to %q: silence", c.question, c.paste)
			continue
		}
		if said := text(a); !strings.Contains(said, c.says) || a.Known != c.known {
			t.Errorf("%q to %q: known %v, %s says\n%s", c.question, c.paste, a.Known, a.Intent, said)
		}
	}
}
