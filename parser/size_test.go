package parser

import (
	"slices"
	"strings"
	"testing"

	"github.com/sipwhy/sipwhy/parser/dialect/render"
)

func counted(t *Trace) bool {
	return slices.ContainsFunc(t.Notes, func(note string) bool { return strings.Contains(note, "not in the text") })
}

// TestCountsOfLogs: where a log says how long a message is, a message that was cut
// is partial and the reader is told; a whole one is not, nor one in which hosts
// were hidden.
func TestCountsOfLogs(t *testing.T) {
	all := dialogs(t)
	hidden, _ := render.DamageNamed("redacted-hosts")
	for _, d := range render.Dialects() {
		for name, messages := range all {
			for _, text := range []string{render.Text(d, messages), render.Text(d, messages, hidden)} {
				if trace := ReadString(text, Options{}); counted(trace) {
					t.Errorf("%s of %s: %q", name, d.Name, trace.Notes)
				}
			}
		}
	}
	for _, name := range []string{"asterisk-pjsip", "asterisk-pjsip-log", "freeswitch", "freeswitch-indented", "drachtio", "pjsua", "pjsua-android", "genesys", "snom", "sipp", "sipp-old", "cucm", "linphone"} {
		d, ok := render.DialectNamed(name)
		if !ok {
			t.Fatalf("no dialect %s", name)
		}
		invite := all["codec-refusal"][0]
		if invite.Direction = "out"; name == "cucm" {
			// It counts what comes in.
			invite.Direction = "in"
		}
		text := render.Text(d, []render.Message{invite})
		for _, cut := range []string{"a=rtpmap:110", "m=audio", "Max-Forwards", "Contact"} {
			at := strings.LastIndex(text[:strings.Index(text, cut)], "\n")
			trace := ReadString(text[:at+1], Options{})
			if len(trace.Messages) != 1 || !trace.Messages[0].Partial || !counted(trace) {
				t.Errorf("%s cut before %s: %d messages, notes %q", name, cut, len(trace.Messages), trace.Notes)
			}
		}
	}
}

// TestCountsOfChanSIP: chan_sip counts lines behind the message.
func TestCountsOfChanSIP(t *testing.T) {
	const text = `<--- SIP read from UDP:198.51.100.7:5060 --->
INVITE sip:5550102@192.0.2.20 SIP/2.0
Via: SIP/2.0/UDP 198.51.100.7:5060;branch=z9hG4bK1
From: <sip:5550101@192.0.2.20>;tag=1
To: <sip:5550102@192.0.2.20>
Call-ID: c1@198.51.100.7
CSeq: 1 INVITE

<------------->
--- (`
	if trace := ReadString(text+"6 headers 0 lines) ---\n", Options{}); counted(trace) || trace.Messages[0].Partial {
		t.Errorf("a whole message: %q", trace.Notes)
	}
	trace := ReadString(text+"13 headers 11 lines) ---\n", Options{})
	if !counted(trace) || !trace.Messages[0].Partial {
		t.Errorf("seven headers are missing: %q", trace.Notes)
	}
}
