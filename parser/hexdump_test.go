package parser

import (
	"fmt"
	"strings"
	"testing"
)

// TestDumpsOfPackets reads a packet as od, text2pcap and xxd print it.
func TestDumpsOfPackets(t *testing.T) {
	c := newCaptured()
	c.datagram(0, hostA, hostB, ping(1))
	packet := c.Bytes()[24+16:]
	rows := func(row func(at int, p []byte) string) string {
		var b strings.Builder
		for at := 0; at < len(packet); at += 16 {
			b.WriteString(row(at, packet[at:min(at+16, len(packet))]) + "\n")
		}
		return b.String()
	}
	bytes := func(p []byte) string { return strings.TrimSpace(fmt.Sprintf("% x", p)) }
	shown := func(p []byte) string {
		return strings.Map(func(r rune) rune {
			if r < ' ' || r > '~' {
				return '.'
			}
			return r
		}, string(p))
	}
	for name, text := range map[string]string{
		"od -Ax -tx1":  rows(func(at int, p []byte) string { return fmt.Sprintf("%06x %s", at, bytes(p)) }) + fmt.Sprintf("%06x\n", len(packet)),
		"od -Ax -tx1z": rows(func(at int, p []byte) string { return fmt.Sprintf("%06x %-47s  >%s<", at, bytes(p), shown(p)) }),
		"text2pcap":    rows(func(at int, p []byte) string { return fmt.Sprintf("%04x %s", at, bytes(p)) }),
		"xxd": rows(func(at int, p []byte) string {
			groups := ""
			for i := 0; i < len(p); i += 2 {
				groups += fmt.Sprintf("%x ", p[i:min(i+2, len(p))])
			}
			return fmt.Sprintf("%08x: %-40s %s", at, groups, shown(p))
		}),
	} {
		t.Run(name, func(t *testing.T) {
			tr := Read([]Part{{Reader: strings.NewReader(text)}}, Options{})
			if len(tr.Messages) != 1 {
				t.Fatalf("%d messages of\n%s", len(tr.Messages), text)
			}
			m := tr.Messages[0]
			if m.StartLine != "OPTIONS sip:192.0.2.20 SIP/2.0" || m.CallID != "p1@198.51.100.7" || m.Header("Max-Forwards") != "70" || m.Src != hostA || m.Dst != hostB {
				t.Errorf("%q of %q, %s to %s", m.StartLine, m.CallID, m.Src, m.Dst)
			}
		})
	}
}
