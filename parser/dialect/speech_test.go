package dialect

import (
	"strings"
	"testing"
)

const said = `thx
Thanks!
any ideas?
that's all I have
and here it simply stops, no idea why
why the 403?
^^ this one
@jo can you look at this please
cc <@U024BE7LH> please
see https://support.example.com/t/17 for more
Merci d'avance
pls help :pray:
(same with the other trunk)
– Jo, on call until Friday`

const rests = `5060;branch=z9hG4bK77
nonce="7c1e55b0", algorithm=MD5
MESSAGE, OPTIONS
timer, outbound, path
e1f0@198.51.100.7
7d1e0c5b
RIBE, NOTIFY
0>;tag=as12
203.0.113.7:5060>
typ host generation=0
gruu`

func TestSpeech(t *testing.T) {
	for line := range strings.Lines(said) {
		if line = strings.TrimSpace(line); !speech(line) {
			t.Errorf("%q is what people say", line)
		}
	}
	for line := range strings.Lines(rests) {
		if line = strings.TrimSpace(line); line != "gruu" && speech(line) {
			t.Errorf("%q is the rest of a header", line)
		}
	}
}

// TestSaidUnderMessage puts what people say right under a message whose lines have
// the prefix of a log, and under one whose lines have none: it is not part of it. The
// rest of a long line that a terminal cut is.
func TestSaidUnderMessage(t *testing.T) {
	const head = "OPTIONS sip:192.0.2.20 SIP/2.0\nVia: SIP/2.0/UDP 198.51.100.7:5060;rport;branch=z9hG4bK77\nFrom: <sip:5550101@pbx.example>;tag=f1\n" +
		"To: <sip:5550102@192.0.2.20>\nCSeq: 9 OPTIONS\nCall-ID: 7d1e0c5b7d1e0c5b7d1e0c5b7d1e0c5b@198.51.100.7"
	ends := map[string]string{
		"a header":      "",
		"a user agent":  "\nUser-Agent: ExampleGate/12.4 (build 2026-01-05, edge)",
		"a length":      "\nContent-Length: 0",
		"a description": "\nContent-Type: application/sdp\n\nv=0\no=- 1 1 IN IP4 198.51.100.7\ns=-\nt=0 0\nm=audio 14002 RTP/AVP 0\na=fingerprint:sha-1 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B",
		"a page":        "\nContent-Type: application/xml\n\n<?xml version=\"1.0\"?>\n<presence>\n<note>away from the desk until four o'clock</note>\n</presence>",
	}
	for _, prefix := range []string{"", "Jan  5 10:00:01 px1 sipd[7]: ", "voip-1  | ", "2026-01-05T10:00:01.123Z stdout F ", "    ", "\t"} {
		for name, end := range ends {
			text := prefixed(prefix)(head + end)
			for line := range strings.Lines(said) {
				found := Frames(linesOf(text + "\n" + line)).Frames
				if len(found) != 1 || found[0].Text != head+end {
					t.Errorf("%q under %s behind %q: %+v", line, name, prefix, found)
				}
			}
		}
	}
	at := strings.LastIndex(head, "b@198")
	if found := Frames(linesOf(prefixed("px1 sipd[7]: ")(head[:at]) + "\n" + head[at:])).Frames; len(found) != 1 || found[0].Text != head {
		t.Errorf("a wrapped line gives %+v", found)
	}
}
