package knowledge

import (
	"net/netip"
	"testing"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
	"github.com/sipwhy/sipwhy/parser/capture"
)

// TestFailedHandshakes judges TLS connections of captures: an alert or a reset before any
// data on a port of SIP, but no other port, no host that gets through later, and none
// with which SIP is exchanged.
func TestFailedHandshakes(t *testing.T) {
	k, err := Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	flow := func(port uint16, change func(*capture.TLSFlow)) capture.TLSFlow {
		f := capture.TLSFlow{Client: netip.MustParseAddrPort("192.0.2.41:40312"), Server: netip.AddrPortFrom(netip.MustParseAddr("203.0.113.9"), port), Hello: true, Answered: true}
		change(&f)
		return f
	}
	refused := flow(5061, func(f *capture.TLSFlow) { f.Alert = 48 })
	works := flow(5061, func(f *capture.TLSFlow) { f.AppData = true })
	talk := parser.ReadString("2026/03/04 10:15:20.000000 192.0.2.41:5060 -> 203.0.113.9:5060\nOPTIONS sip:203.0.113.9 SIP/2.0\nCall-ID: k\nCSeq: 1 OPTIONS\nFrom: <sip:a@192.0.2.41>;tag=1\nTo: <sip:203.0.113.9>\nVia: SIP/2.0/UDP 192.0.2.41;branch=z9hG4bK1\nContent-Length: 0\n", parser.Options{})
	for name, test := range map[string]struct {
		flows     []capture.TLSFlow
		trace     *parser.Trace
		variant   string
		certainty rules.Certainty
	}{
		"alert of the client":     {[]capture.TLSFlow{refused}, nil, "certificate", rules.Certain},
		"alert of the server":     {[]capture.TLSFlow{flow(5061, func(f *capture.TLSFlow) { f.Alert, f.ByServer = 116, true })}, nil, "client-certificate", rules.Certain},
		"reset at the first word": {[]capture.TLSFlow{flow(5061, func(f *capture.TLSFlow) { f.Answered, f.Reset = false, true })}, nil, "no-tls", rules.Likely},
		"another alert":           {[]capture.TLSFlow{flow(5061, func(f *capture.TLSFlow) { f.Alert = 80 })}, nil, "", rules.Certain},
		"a web site":              {[]capture.TLSFlow{flow(443, func(f *capture.TLSFlow) { f.Alert = 48 })}, nil, "none", ""},
		"it works":                {[]capture.TLSFlow{works}, nil, "none", ""},
		"it works later":          {[]capture.TLSFlow{refused, works}, nil, "none", ""},
		"the two talk":            {[]capture.TLSFlow{refused}, talk, "none", ""},
	} {
		t.Run(name, func(t *testing.T) {
			trace := parser.ReadString("", parser.Options{})
			if test.trace != nil {
				trace = test.trace
			}
			trace.TLS = test.flows
			found := find(k.Diagnose(trace), "tls-handshake-failed")
			switch {
			case found == nil && test.variant != "none":
				t.Error("not found")
			case found != nil && test.variant == "none":
				t.Errorf("found: %s", found.Title)
			case found != nil && (found.Variant != test.variant || found.Certainty != test.certainty || found.Evidence[0].Text == ""):
				t.Errorf("%s as %q, %s: %q", found.Title, found.Variant, found.Certainty, found.Evidence[0].Text)
			}
		})
	}
}
