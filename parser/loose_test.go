package parser

import (
	"strings"
	"testing"
)

// TestListingOfOverlappingCalls reads the list of a capture, one line a message, in which
// calls between the same hosts, a registration and keep-alives overlap.
func TestListingOfOverlappingCalls(t *testing.T) {
	const list = `    1   0.000000 198.51.100.180 → 203.0.113.23 SIP 357 Request: OPTIONS sip:203.0.113.23 | 
    2   0.020000 203.0.113.23 → 198.51.100.180 SIP 342 Status: 200 OK (OPTIONS) | 
    3   3.318285 198.51.100.180 → 203.0.113.23 SIP/SDP 765 Request: INVITE sip:6465550183@203.0.113.23 | 
    4   3.328285 203.0.113.23 → 198.51.100.180 SIP 344 Status: 100 Trying | 
    5   4.000000 198.51.100.180 → 203.0.113.23 SIP/SDP 765 Request: INVITE sip:3035550157@203.0.113.23 | 
    6   4.010000 203.0.113.23 → 198.51.100.180 SIP 362 Status: 100 Trying | 
    7   4.100000 192.0.2.9 → 198.51.100.180 SIP 414 Request: REGISTER sip:198.51.100.180  (1 binding) | 
    8   4.104000 198.51.100.180 → 192.0.2.9 SIP 479 Status: 401 Unauthorized | 
    9   4.120000 192.0.2.9 → 198.51.100.180 SIP 632 Request: REGISTER sip:198.51.100.180  (1 binding) | 
   10   4.130000 198.51.100.180 → 192.0.2.9 SIP 418 Status: 200 OK (REGISTER)  (1 binding) | 
   11   5.518285 203.0.113.23 → 198.51.100.180 SIP 404 Status: 486 Busy Here | 
   12   5.519285 198.51.100.180 → 203.0.113.23 SIP 404 Request: ACK sip:6465550183@203.0.113.23 | 
   13   8.318285 203.0.113.23 → 198.51.100.180 SIP/SDP 663 Status: 200 OK (INVITE) | 
   14   8.348285 198.51.100.180 → 203.0.113.23 SIP 392 Request: ACK sip:3035550157@203.0.113.23:5060 | 
   15  20.000000 203.0.113.23 → 198.51.100.180 SIP 392 Request: BYE sip:2125550100@198.51.100.180:5060 | 
   16  20.010000 198.51.100.180 → 203.0.113.23 SIP 392 Status: 200 OK (BYE) | 
`
	trace := Read([]Part{{Reader: strings.NewReader(list)}}, Options{})
	want := map[string]Outcome{"6465550183": Rejected, "3035550157": Answered}
	calls, others := 0, 0
	for _, d := range trace.Dialogs {
		if d.Kind != Call {
			others++
			continue
		}
		calls++
		if got := d.Outcome; got != want[d.Dialled] {
			t.Errorf("the call to %s is %s, expected %s", d.Dialled, got, want[d.Dialled])
		}
	}
	if calls != 2 || others != 2 {
		t.Errorf("%d calls and %d others, expected 2 and 2", calls, others)
	}
}
