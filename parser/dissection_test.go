package parser

import (
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
)

// TestDissections reads the same two messages as each structured output of tshark
// has them, among the fields that say the same in other words.
func TestDissections(t *testing.T) {
	texts := []string{
		"OPTIONS sip:192.0.2.20 SIP/2.0\r\nVia: SIP/2.0/UDP 198.51.100.7:5062;branch=z9hG4bKo1\r\nFrom: \"A \\\"B\\\"\" <sip:a@192.0.2.20>;tag=1\r\nTo: <sip:192.0.2.20>\r\nCall-ID: d1@198.51.100.7\r\nCSeq: 1 OPTIONS\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n",
		"SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 198.51.100.7:5062;branch=z9hG4bKo1\r\nFrom: \"A \\\"B\\\"\" <sip:a@192.0.2.20>;tag=1\r\nTo: <sip:192.0.2.20>;tag=2\r\nCall-ID: d1@198.51.100.7\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n",
	}
	colons := func(s string) string {
		var parts []string
		for i := range len(s) {
			parts = append(parts, hex.EncodeToString([]byte(s[i:i+1])))
		}
		return strings.Join(parts, ":")
	}
	hosts, ports := []string{"198.51.100.7", "192.0.2.20"}, []string{"5062", "5060"}
	forms := map[string]func(i int, text string) string{
		"json": func(i int, text string) string {
			first, _, _ := strings.Cut(text, "\r\n")
			return fmt.Sprintf("  {\n    \"_source\": {\n      \"layers\": {\n        \"frame\": {\n          \"frame.time_epoch\": \"1770800400.0%d0000000\"\n        },\n        \"ip\": {\n          \"ip.src\": %q,\n          \"ip.src_host\": %[2]q,\n          \"ip.dst\": %q\n        },\n        \"udp\": {\n          \"udp.srcport\": %q,\n          \"udp.dstport\": %q,\n          \"udp.payload\": %q\n        },\n        \"sip\": {\n          \"sip.Start-Line\": %q,\n          \"sip.msg_hdr\": %q\n        }\n      }\n    }\n  },\n",
				i, hosts[i], hosts[1-i], ports[i], ports[1-i], colons(text), first, text)
		},
		"json of newer versions": func(i int, text string) string {
			return fmt.Sprintf("{\"frame\": {\"frame.time_epoch\": \"2026-02-11T09:00:00.0%d0000000Z\"}, \"ip\": {\"ip.src\": %q, \"ip.dst\": %q}, \"udp\": {\"udp.srcport\": %q, \"udp.dstport\": %q, \"udp.payload\": %q}, \"sip\": {\"sip.msg_hdr\": %q}}\n",
				i, hosts[i], hosts[1-i], ports[i], ports[1-i], colons(text), text)
		},
		"ek": func(i int, text string) string {
			return fmt.Sprintf("{\"index\":{\"_index\":\"packets-2026-02-11\"}}\n{\"timestamp\":\"17708004000%d0\",\"layers\":{\"frame\":{\"frame_frame_time_epoch\":\"1770800400.0%[1]d0000000\"},\"ip\":{\"ip_ip_src\":%q,\"ip_ip_dst\":%q},\"udp\":{\"udp_udp_srcport\":%q,\"udp_udp_dstport\":%q,\"udp_udp_payload\":%q},\"sip\":{\"sip_sip_msg_hdr\":%q}}}\n",
				i, hosts[i], hosts[1-i], ports[i], ports[1-i], colons(text), text)
		},
		"pdml": func(i int, text string) string {
			field := func(name, show string) string {
				return fmt.Sprintf("    <field name=%q showname=\"in words: %s\" size=\"4\" pos=\"26\" show=%q value=\"00\"/>\n", name, show, show)
			}
			return "  <proto name=\"ip\">\n" + field("frame.time_epoch", fmt.Sprintf("1770800400.0%d0000000", i)) + field("ip.src", hosts[i]) + field("ip.dst", hosts[1-i]) +
				field("udp.srcport", ports[i]) + field("udp.dstport", ports[1-i]) + field("udp.payload", colons(text)) + "  </proto>\n"
		},
	}
	for name, form := range forms {
		t.Run(name, func(t *testing.T) {
			tr := ReadString(form(0, texts[0])+form(1, texts[1]), Options{})
			if len(tr.Messages) != 2 || len(tr.Dialogs) != 1 {
				t.Fatalf("%d messages in %d dialogs, want 2 in one: %q", len(tr.Messages), len(tr.Dialogs), tr.Notes)
			}
			for i, m := range tr.Messages {
				first, _, _ := strings.Cut(texts[i], "\r\n")
				if m.StartLine != first || m.Header("From") != `"A \"B\"" <sip:a@192.0.2.20>;tag=1` || m.Partial || len(m.Defects()) > 0 {
					t.Errorf("message %d: %q from %s, partial %v, defects %v", i+1, m.StartLine, m.Header("From"), m.Partial, m.Defects())
				}
				if m.Src != hosts[i]+":"+ports[i] || m.Dst != hosts[1-i]+":"+ports[1-i] || m.Transport != "udp" {
					t.Errorf("message %d: %s from %s to %s", i+1, m.Transport, m.Src, m.Dst)
				}
				if want := fmt.Sprintf("2026-02-11T09:00:00.0%dZ", i); m.Time.Format("2006-01-02T15:04:05.00Z07:00") != want || m.Lines[0] == 0 {
					t.Errorf("message %d: at %s, line %d, want %s", i+1, m.Time, m.Lines[0], want)
				}
			}
		})
	}
}

// TestDissectionsWithoutSIP leaves a text that speaks of payloads to the other readers.
func TestDissectionsWithoutSIP(t *testing.T) {
	for _, text := range []string{
		`{"udp.payload": "80:00:12:34"}` + "\nBYE sip:a@192.0.2.20 SIP/2.0\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\nCall-ID: 1\nCSeq: 2 BYE\n",
		`the "udp.payload` + "\nBYE sip:a@192.0.2.20 SIP/2.0\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\nCall-ID: 1\nCSeq: 2 BYE\n",
	} {
		tr := ReadString(text, Options{})
		if len(tr.Messages) != 1 || tr.Messages[0].Method != "BYE" {
			t.Errorf("%d messages in %q", len(tr.Messages), text)
		}
	}
}
