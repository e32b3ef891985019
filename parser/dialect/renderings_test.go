package dialect

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// sample is one message of a dialog that the tests render.
type sample struct {
	text     string
	src, dst string
	out      bool
}

// header lines that every message of the dialogs below has.
func sampleHeaders(branch, from, to, cseq string) string {
	return "Via: SIP/2.0/UDP 198.51.100.7:5060;rport;branch=z9hG4bK" + branch + "\nFrom: \"Front Desk\" <sip:5550101@pbx.example>;tag=f" + from +
		"\nTo: <sip:5550102@192.0.2.20>" + to + "\nCall-ID: 7d1e0c5b@198.51.100.7\nCSeq: " + cseq + "\n"
}

const sampleSDP = "v=0\no=- 811669 1 IN IP4 198.51.100.7\ns=-\nc=IN IP4 198.51.100.7\nt=0 0\nm=audio 14002 RTP/AVP 0 8 101\na=rtpmap:0 PCMU/8000\na=rtpmap:8 PCMA/8000\na=rtpmap:101 telephone-event/8000\na=fmtp:101 0-16\na=ptime:20\na=sendrecv"

// withLength adds Content-Length, as counted on the wire, and the body.
func withLength(head, body string) string {
	n := 0
	if body != "" {
		n = len(body) + strings.Count(body, "\n") + 2
	}
	text := head + "Content-Length: " + strconv.Itoa(n)
	if body != "" {
		text += "\n\n" + body
	}
	return text
}

// call is a call with most of what is hard to frame.
var call = []sample{
	{text: withLength("INVITE sip:5550102@192.0.2.20 SIP/2.0\n"+sampleHeaders("1", "1", "", "1 INVITE")+"Max-Forwards: 70\nContact: <sip:5550101@198.51.100.7:5060>\nUser-Agent: Asterisk PBX 20.5.0\nAllow: INVITE, ACK, BYE, CANCEL, OPTIONS, PRACK, UPDATE, REFER, NOTIFY, SUBSCRIBE, INFO, MESSAGE\nContent-Type: application/sdp\n", sampleSDP), out: true},
	{text: withLength("SIP/2.0 100 Trying\n"+sampleHeaders("1", "1", "", "1 INVITE"), "")},
	{text: withLength("SIP/2.0 407 Proxy Authentication Required\n"+sampleHeaders("1", "1", ";tag=t1", "1 INVITE")+"Proxy-Authenticate: Digest realm=\"pbx.example\", nonce=\"65e59f1c8a2b3c4d5e6f\", algorithm=MD5, qop=\"auth\"\nServer: VC-SBC/7.4\n", "")},
	{text: withLength("ACK sip:5550102@192.0.2.20 SIP/2.0\n"+sampleHeaders("1", "1", ";tag=t1", "1 ACK")+"Max-Forwards: 70\n", ""), out: true},
	{text: withLength("INVITE sip:5550102@192.0.2.20 SIP/2.0\n"+sampleHeaders("2", "1", "", "2 INVITE")+"Max-Forwards: 70\nProxy-Authorization: Digest username=\"5550101\", realm=\"pbx.example\", nonce=\"65e59f1c8a2b3c4d5e6f\", uri=\"sip:5550102@192.0.2.20\", response=\"b839fa6bf8a919045005d8b3a8883a26\", algorithm=MD5, cnonce=\"0a4f113b\", qop=auth, nc=00000001\nX-Account: 42\nContact: <sip:5550101@198.51.100.7:5060>\nContent-Type: application/sdp\n", sampleSDP), out: true},
	{text: withLength("SIP/2.0 183 Session Progress\n"+sampleHeaders("2", "1", ";tag=t2", "2 INVITE")+"Contact: <sip:5550102@192.0.2.20:5060>\nRecord-Route: <sip:192.0.2.20;lr>\nContent-Type: application/sdp\n", strings.ReplaceAll(sampleSDP, "198.51.100.7", "192.0.2.20"))},
	{text: withLength("SIP/2.0 200 OK\n"+sampleHeaders("2", "1", ";tag=t2", "2 INVITE")+"Contact: <sip:5550102@192.0.2.20:5060>\nContent-Type: application/sdp\n", strings.ReplaceAll(sampleSDP, "198.51.100.7", "192.0.2.20"))},
	{text: withLength("ACK sip:5550102@192.0.2.20:5060 SIP/2.0\n"+sampleHeaders("3", "1", ";tag=t2", "2 ACK")+"Max-Forwards: 70\n", ""), out: true},
	{text: withLength("INFO sip:5550102@192.0.2.20:5060 SIP/2.0\n"+sampleHeaders("4", "1", ";tag=t2", "3 INFO")+"Max-Forwards: 70\nContent-Type: application/dtmf-relay\n", "Signal=5\nDuration=160"), out: true},
	{text: withLength("REFER sip:5550102@192.0.2.20:5060 SIP/2.0\n"+sampleHeaders("5", "1", ";tag=t2", "4 REFER")+"Max-Forwards: 70\nRefer-To: <sip:5550103@192.0.2.20?Replaces=12%40192.0.2.1%3Bto-tag%3D1%3Bfrom-tag%3D2>\nReferred-By: <sip:5550101@pbx.example>\n", ""), out: true},
	{text: withLength("SIP/2.0 202 Accepted\n"+sampleHeaders("5", "1", ";tag=t2", "4 REFER"), "")},
	{text: withLength("NOTIFY sip:5550101@198.51.100.7:5060 SIP/2.0\n"+sampleHeaders("6", "2", ";tag=f1", "1 NOTIFY")+"Max-Forwards: 70\nEvent: refer;id=4\nSubscription-State: active;expires=60\nContent-Type: message/sipfrag;version=2.0\n", "SIP/2.0 100 Trying")},
	{text: withLength("SIP/2.0 200 OK\n"+sampleHeaders("6", "2", ";tag=f1", "1 NOTIFY"), ""), out: true},
	{text: withLength("MESSAGE sip:5550102@192.0.2.20 SIP/2.0\n"+sampleHeaders("7", "3", "", "1 MESSAGE")+"Max-Forwards: 70\nContent-Type: text/plain\n", "the desk is closed today: call again tomorrow"), out: true},
	{text: withLength("NOTIFY sip:5550101@198.51.100.7:5060 SIP/2.0\n"+sampleHeaders("8", "2", ";tag=f1", "2 NOTIFY")+"Max-Forwards: 70\nEvent: dialog\nSubscription-State: active;expires=60\nContent-Type: application/dialog-info+xml\n", "<?xml version=\"1.0\"?>\n<dialog-info xmlns=\"urn:ietf:params:xml:ns:dialog-info\" version=\"1\" state=\"full\">\n  <dialog id=\"a\">\n    <state>confirmed</state>\n  </dialog>\n</dialog-info>")},
	{text: withLength("BYE sip:5550102@192.0.2.20:5060 SIP/2.0\n"+sampleHeaders("9", "1", ";tag=t2", "5 BYE")+"Max-Forwards: 70\nReason: Q.850;cause=16;text=\"Normal call clearing\"\n", ""), out: true},
	{text: withLength("SIP/2.0 481 Call/Transaction Does Not Exist\n"+sampleHeaders("9", "1", ";tag=t2", "5 BYE"), "")},
}

func (m *sample) ends() (string, string) {
	if m.src != "" {
		return m.src, m.dst
	}
	if m.out {
		return "198.51.100.7:5060", "192.0.2.20:5060"
	}
	return "192.0.2.20:5060", "198.51.100.7:5060"
}

// lines maps every line of a message.
func eachLine(text string, f func(i int, line string) string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = f(i, lines[i])
	}
	return strings.Join(lines, "\n")
}

func prefixed(prefix string) func(string) string {
	return func(text string) string {
		return eachLine(text, func(_ int, l string) string { return prefix + l })
	}
}

// clock is the time of the i-th message.
func clock(i int) time.Time {
	return time.Date(2026, 1, 5, 10, 0, i, 123456000, time.UTC)
}

// rendering is how one program logs.
type rendering struct {
	name   string
	format string
	render func(i int, m *sample) string
	// tells says of what: s(rc) and d(st), p(eer alone), q: the peer and maybe the
	// other, w(ay), t(ime), D(ate).
	tells string
}

func way(m *sample, in, out string) string {
	if m.out {
		return out
	}
	return in
}

func peerOf(m *sample) string {
	src, dst := m.ends()
	return way(m, src, dst)
}

var renderings = []rendering{
	{"raw", "raw", func(i int, m *sample) string { return m.text + "\n\n" }, ""},
	{"raw-crlf", "raw", func(i int, m *sample) string { return strings.ReplaceAll(m.text, "\n", "\r\n") + "\r\n\r\n" }, ""},
	{"raw-rules", "raw", func(i int, m *sample) string { return m.text + "\n\n" + strings.Repeat("=", 40) + "\n" }, ""},
	{"raw-tight", "raw", func(i int, m *sample) string { return m.text + "\n" }, ""},
	{"raw-arrow", "raw", func(i int, m *sample) string { return way(m, "<-\n", "->\n") + m.text + "\n\n" }, ""},
	{"raw-comment", "raw", func(i int, m *sample) string {
		src, dst := m.ends()
		return "# " + src + " -> " + dst + "\n" + m.text + "\n\n"
	}, "sd"},
	{"opensips-f", "", func(i int, m *sample) string {
		src, dst := m.ends()
		return "########## F" + strconv.Itoa(i) + "\n" + clock(i).Format("2006/01/02 15:04:05.000000") + " " + src + " -> " + dst + "\n" + m.text + "\n\n"
	}, "sdtD"},
	{"sngrep", "sngrep", func(i int, m *sample) string {
		src, dst := m.ends()
		return clock(i).Format("2006/01/02 15:04:05.000000") + " " + src + " -> " + dst + "\n" + strings.ReplaceAll(m.text, "\n", "\r\n") + "\r\n\n\n"
	}, "sdtD"},
	{"ngrep-byline", "ngrep", func(i int, m *sample) string {
		src, dst := m.ends()
		return "#\nU " + clock(i).Format("2006/01/02 15:04:05.000000") + " " + src + " -> " + dst + " #" + strconv.Itoa(i) + "\n" + ngrepText(m.text) + "\n"
	}, "sdtD"},
	{"ngrep-noclock", "ngrep", func(i int, m *sample) string {
		src, dst := m.ends()
		return "##\nU " + src + " -> " + dst + "\n" + ngrepText(m.text) + "\n"
	}, "sd"},
	{"ngrep-tcp", "ngrep", func(i int, m *sample) string {
		src, dst := m.ends()
		return "#\nT " + clock(i).Format("2006/01/02 15:04:05.000000") + " " + src + " -> " + dst + " [AP]\n" + ngrepText(m.text) + "\n"
	}, "sdtD"},
	{"ngrep-wrapped", "ngrep", func(i int, m *sample) string {
		src, dst := m.ends()
		return "U " + src + " -> " + dst + "\n" + hardWrap("  ", strings.ReplaceAll(wire(m.text), "\r\n", ".."), 118) + "\n"
	}, "sd"},
	{"homer", "homer", func(i int, m *sample) string {
		src, dst := m.ends()
		return "proto:UDP " + clock(i).Format(time.RFC3339Nano) + "  " + src + " ---> " + dst + "\r\n\r\n" + wire(m.text) + "\r\n"
	}, "sdtD"},
	{"chan-sip", "asterisk-chan-sip", func(i int, m *sample) string {
		return way(m, "\n<--- SIP read from UDP:"+peerOf(m)+" --->\n", "\n<--- Transmitting (NAT) to "+peerOf(m)+" --->\n") + m.text + "\n\n" + way(m, "<------------->\n--- (11 headers 0 lines) ---\n", "\n<------------>\n")
	}, "pw"},
	{"chan-sip-file", "asterisk-chan-sip", func(i int, m *sample) string {
		return clock(i).Format("[2006-01-02 15:04:05]") + " VERBOSE[1234][C-0001] chan_sip.c: \n" + way(m, "<--- SIP read from UDP:"+peerOf(m)+" --->\n", "<--- Reliably Transmitting (no NAT) to "+peerOf(m)+" --->\n") + m.text + "\n" + way(m, "<------------->\n"+clock(i).Format("[2006-01-02 15:04:05]")+" VERBOSE[1234] chan_sip.c: --- (11 headers 0 lines) ---\n", "\n<------------>\n")
	}, "pwtD"},
	{"chan-sip-re", "asterisk-chan-sip", func(i int, m *sample) string {
		return way(m, "\n<--- SIP read from "+peerOf(m)+" --->\n", "Retransmitting #3 (NAT) to "+peerOf(m)+":\n") + m.text + "\n\n" + way(m, "<------------->\n", "---\n")
	}, "pw"},
	{"pjsip-logger", "asterisk-pjsip", func(i int, m *sample) string {
		return fmt.Sprintf("<--- %s SIP %s (%d bytes) %s UDP:%s --->\n%s\n\n", way(m, "Received", "Transmitting"), kindOf(m), len(wire(m.text)), way(m, "from", "to"), peerOf(m), m.text)
	}, "pw"},
	{"pjsip-logger-file", "asterisk-pjsip", func(i int, m *sample) string {
		return fmt.Sprintf("[Jan  5 10:00:%02d] VERBOSE[1234] res_pjsip_logger.c: <--- %s SIP %s (%d bytes) %s UDP:%s --->\n%s\n\n[Jan  5 10:00:%02d] DEBUG[99] res_pjsip.c: Wrapping up\n", i, way(m, "Received", "Transmitting"), kindOf(m), len(wire(m.text)), way(m, "from", "to"), peerOf(m), m.text, i)
	}, "pwt"},
	{"freeswitch", "freeswitch", func(i int, m *sample) string {
		return fmt.Sprintf("%s %d bytes %s udp/[198.51.100.7]:5060 at 10:00:%02d.123456:\n%s\n%s\n\n", way(m, "recv", "send"), len(m.text), way(m, "from", "to"), i, strings.Repeat("-", 72), m.text)
	}, "wt"},
	{"freeswitch-old", "freeswitch", func(i int, m *sample) string {
		return fmt.Sprintf("%s %d bytes %s udp/[198.51.100.7]:5060 at 10:00:%02d.123456:\n   %s\n%s\n   \n   %s\n2026-01-05 10:00:01.1 [DEBUG] sofia.c:7084 Channel sofia/internal/1 entering state [received][100]\n", way(m, "recv", "send"), len(m.text), way(m, "from", "to"), i, strings.Repeat("-", 72), prefixed("   ")(m.text), strings.Repeat("-", 72))
	}, "wt"},
	{"drachtio", "drachtio", func(i int, m *sample) string {
		return fmt.Sprintf("%s %s %d bytes %s udp/[198.51.100.7]:5060 at 10:00:%02d.123456:\n%s\n\n", clock(i).Format("2006-01-02 15:04:05.000000"), way(m, "recv", "send"), len(m.text), way(m, "from", "to"), i, m.text)
	}, "wtD"},
	{"kamailio-journal", "", func(i int, m *sample) string {
		return "Jan  5 10:00:01 px1 /usr/sbin/kamailio[7]: INFO: <script>: " + eachLine(m.text, func(i int, l string) string {
			if i == 0 {
				return l
			}
			return strings.Repeat(" ", 60) + l
		}) + "\n"
	}, "t"},
	{"kamailio-xlog", "", func(i int, m *sample) string {
		return "Jan  5 10:00:01 px1 kamailio[7]: INFO: <script>: New message:\n" + prefixed(" ")(m.text) + "\n"
	}, ""},
	{"syslog-lines", "log", func(i int, m *sample) string {
		return eachLine(m.text, func(l int, line string) string {
			return fmt.Sprintf("Jan  5 10:00:%02d px1 sipd[%d]: %s", i, 700+i, line)
		}) + "\n" + fmt.Sprintf("Jan  5 10:00:%02d px1 sipd[%d]: done\n", i, 700+i)
	}, "t"},
	{"opensips-error", "", func(i int, m *sample) string {
		return "opensips-1  | Jan  5 10:00:01 [12] ERROR:core:parse_msg: message=<" + eachLine(m.text, func(i int, l string) string {
			if i == 0 {
				return l
			}
			return "opensips-1  | " + l
		}) + "\nopensips-1  | >\n"
	}, ""},
	{"tcpdump-A", "tcpdump", func(i int, m *sample) string {
		src, dst := m.ends()
		first, _, _ := strings.Cut(m.text, "\n")
		return fmt.Sprintf("10:00:%02d.123456 IP %s > %s: SIP: %s\nE..c..@.@...3d......K.K.O%s\n\n", i, dotted4(src), dotted4(dst), first, m.text)
	}, "sdt"},
	{"tcpdump-X", "tcpdump", func(i int, m *sample) string {
		src, dst := m.ends()
		first, _, _ := strings.Cut(m.text, "\n")
		return fmt.Sprintf("10:00:%02d.123456 IP %s > %s: SIP: %s\n%s", i, dotted4(src), dotted4(dst), first, dumpX(packet(m)))
	}, "sdt"},
	{"tshark-x", "", func(i int, m *sample) string { return dumpTshark(append(make([]byte, 14), packet(m)...)) + "\n" }, "sd"},
	{"hexdump-C", "", func(i int, m *sample) string { return dumpC([]byte(wire(m.text))) }, ""},
	{"wireshark", "wireshark", wiresharkDetails, "sdtD"},
	{"follow", "", func(i int, m *sample) string {
		head := ""
		if i == 0 {
			head = "===================================================================\nFollow: udp,ascii\nFilter: udp.stream eq 0\nNode 0: 198.51.100.7:5060\nNode 1: 192.0.2.20:5060\n"
		}
		return head + way(m, "\t", "") + strconv.Itoa(len(wire(m.text))) + "\n" + m.text + "\n\n"
	}, "sd"},
	{"cube", "cisco-cube", func(i int, m *sample) string {
		return fmt.Sprintf("00%d: *Jan  5 10:00:%02d.123: //-1/xxxxxxxxxxxx/SIP/Msg/ccsipDisplayMsg:\n%s\n%s\n\n\n", 123+i, i, way(m, "Received: ", "Sent: "), m.text)
	}, "wt"},
	{"cube-trace", "cisco-cube", func(i int, m *sample) string {
		src, dst := m.ends()
		return fmt.Sprintf("%d: *Jan  5 10:00:%02d.123: //1/ABCDEF012345/CUBE_VT/SIP/Msg/ccsipDisplayMsg:\n%s SIP UDP message from %s to %s\n%s\n\n", i, i, way(m, "Received:", "Sent:"), src, dst, m.text)
	}, "sdwt"},
	{"cucm", "cucm", func(i int, m *sample) string {
		if m.out {
			return fmt.Sprintf("00000012.%03d |10:00:%02d.123 |AppInfo  |SIPTcp - wait_SdlSPISignal: Outgoing SIP TCP message to 192.0.2.20 on port 5060 index 6 \n[120,NET]\n%s\n\n", i, i, m.text)
		}
		return fmt.Sprintf("00000012.%03d |10:00:%02d.123 |AppInfo  |SIPTcp - wait_SdlReadRsp: Incoming SIP TCP message from 192.0.2.20 on port 5060 index 6 with 120 bytes:\n[120,NET]\n%s\n\n", i, i, m.text)
	}, "pwt"},
	{"expressway", "expressway", func(i int, m *sample) string {
		head := fmt.Sprintf(`2026-01-05T10:00:%02d.123+00:00 vcse tvcs: UTCTime="2026-01-05 10:00:%02d,123" Module="network.sip" Level=`, i, i)
		return head + way(m, `"INFO":  Src-ip="192.0.2.20" Src-port="5060"   Detail="Receive Response Code=200, Method=INVITE, CSeq=1, To=sip:x@y, Call-ID=7d1e, Msg-Hash=11"`+"\n"+head+`"DEBUG":  Action="Received" Local-ip="198.51.100.7" Local-port="5060" Src-ip="192.0.2.20" Src-port="5060" Msg-Hash="11"`, `"DEBUG":  Action="Sent" Local-ip="198.51.100.7" Local-port="5060" Dst-ip="192.0.2.20" Dst-port="5060" Msg-Hash="12"`) +
			"\n SIPMSG:\n |" + strings.TrimPrefix(prefixed(" ")(m.text), " ") + "\n \n |\n"
	}, "sdwtD"},
	{"audiocodes-line", "audiocodes", func(i int, m *sample) string {
		return audiocodesHead(i, m) + strings.ReplaceAll("\n"+m.text+"\n", "\n", " #012") + fmt.Sprintf(" [Time:05-01@10:00:%02d.123]\n", i)
	}, "pwt"},
	{"audiocodes-view", "audiocodes", func(i int, m *sample) string {
		return audiocodesHead(i, m) + "\n" + m.text + fmt.Sprintf("\n [Time:05-01@10:00:%02d.123]\n", i)
	}, "pwt"},
	{"oracle", "oracle", func(i int, m *sample) string {
		src, dst := m.ends()
		return fmt.Sprintf("Jan  5 10:00:%02d.123 On [6:0]%s %s %s\n%s\n\n\n%s\n", i, way(m, dst, src), way(m, "received from", "sent to"), way(m, src, dst), m.text, strings.Repeat("-", 40))
	}, "sdwt"},
	{"time-above-the-mark", "", func(i int, m *sample) string {
		src, dst := m.ends()
		return fmt.Sprintf("[SIP-Packet] 2026/01/05 10:00:%02d,123\n%s datagram (502 Bytes) from %s to %s (UDP):\n%s\n\n", i, way(m, "Receiving", "Sending"), src, dst, m.text)
	}, "sdwtD"},
	{"way-and-peer-alone", "", func(i int, m *sample) string {
		return fmt.Sprintf("2026-01-05 10:00:%02d.123 SIP.0: UDP %s %s 502 bytes\n%s\n\n", i, way(m, "recv", "sent"), peerOf(m), m.text)
	}, "pwtD"},
	{"object-in-lines", "", func(i int, m *sample) string {
		src, dst := m.ends()
		return fmt.Sprintf("{\n  \"timestamp\": \"2026-01-05T10:00:%02d.123Z\",\n  \"source\": %q,\n  \"destination\": %q,\n  \"payload\": %q\n},\n", i, src, dst, wire(m.text))
	}, "sdtD"},
	{"level-and-arrow", "", func(i int, m *sample) string {
		src, dst := m.ends()
		return fmt.Sprintf("Jan  5 10:00:%02d edge1 tracer[811]: INFO: trace %s -> %s\n%s\n\n", i, src, dst, m.text)
	}, "sdt"},
	{"broadworks", "broadworks", func(i int, m *sample) string {
		return fmt.Sprintf("2026.01.05 10:00:%02d:123 CET | Info       | Sip | +15615550100 | localHost43:0\n\n\tudp 502 Bytes %s %s\n%s\n\n", i, way(m, "IN from", "OUT to"), peerOf(m), m.text)
	}, "pwtD"},
	{"genesys", "genesys", func(i int, m *sample) string {
		return fmt.Sprintf("10:00:%02d.123: %s [0,UDP] 502 bytes %s %s %s\n%s\n\n10:00:%02d.124: SIPCM: handled\n", i, way(m, "SIPTR: Received", "Sending "), way(m, "from", "to"), peerOf(m), way(m, "<<<<<", ">>>>>"), m.text, i)
	}, "pwt"},
	{"snom", "snom", func(i int, m *sample) string {
		return fmt.Sprintf("%s udp:%s at Jan 5 10:00:%02d.123 (442 bytes):\n\n%s\n\n", way(m, "Received from", "Sent to"), peerOf(m), i, m.text)
	}, "pwt"},
	{"yealink", "", func(i int, m *sample) string {
		return "<134>Jan  5 10:00:01 sua [811]: NET <6+info  > " + way(m, "recv", "send") + " message\n" + eachLine(m.text, func(_ int, l string) string { return "<134>Jan  5 10:00:01 sua [811]: NET <6+info  > " + l }) + "\n<134>Jan  5 10:00:01 sua [811]: NET <6+info  > end\n"
	}, ""},
	{"polycom", "", func(i int, m *sample) string {
		return eachLine(m.text, func(_ int, l string) string { return fmt.Sprintf("0105100001|sip  |4|00|%s", l) }) + "\n0105100001|sip  |1|00|next\n"
	}, ""},
	{"spa", "", func(i int, m *sample) string {
		return way(m, "[0:5060]<<192.0.2.20:5060", "[0:5060]->192.0.2.20:5060") + "\n" + m.text + "\n\n"
	}, ""},
	{"pjsua", "pjsip", func(i int, m *sample) string {
		return fmt.Sprintf("10:00:%02d.123   pjsua_core.c  .%s 910 bytes %s msg X/cseq=1 (tdta0x1) %s UDP %s:\n%s\n\n--end msg--\n", i, way(m, "RX", "TX"), capital(kindOf(m)), way(m, "from", "to"), peerOf(m), m.text)
	}, "pwt"},
	{"pjsua-logcat", "", func(i int, m *sample) string {
		return fmt.Sprintf("I/System.out: 10:00:%02d.123   pjsua_core.c  .%s 910 bytes %s msg X/cseq=1 (tdta0x1) %s UDP %s:\n%s\n    \n    --end msg--\n", i, way(m, "RX", "TX"), capital(kindOf(m)), way(m, "from", "to"), peerOf(m), prefixed("    ")(m.text))
	}, "pwt"},
	{"belle-sip", "belle-sip", func(i int, m *sample) string {
		return fmt.Sprintf("2026-01-05 10:00:%02d:123 [belle-sip] MESSAGE channel [0x1]: %s\n%s\n\n2026-01-05 10:00:%02d:124 [belle-sip] MESSAGE channel [0x1] [356] bytes parsed\n", i, way(m, "received [356] new bytes from [UDP://192.0.2.20:5060]:", "message sent to [UDP://192.0.2.20:5060], size: [832] bytes"), m.text, i)
	}, "pwtD"},
	{"belle-sip-ios", "", func(i int, m *sample) string {
		return fmt.Sprintf("2026-01-05 10:00:%02d:123 [belle-sip] MESSAGE channel [0x1]: %s\n%s\n\n", i, way(m, "received [356] new bytes from [UDP://192.0.2.20:5060]:", "message sent to [UDP://192.0.2.20:5060], size: [832] bytes"), prefixed("[Message] \t")(m.text))
	}, "pwtD"},
	{"baresip", "baresip", func(i int, m *sample) string {
		src, dst := m.ends()
		return fmt.Sprintf("10:00:%02d.123#\nUDP %s -> %s\n%s\n\n", i, src, dst, m.text)
	}, "sdt"},
	{"logcat", "", func(i int, m *sample) string {
		return eachLine("UDP 198.51.100.7:5060 -> 192.0.2.20:5060\n"+m.text, func(_ int, l string) string {
			return fmt.Sprintf("01-05 10:00:%02d.123  1234  1250 D Baresip : %s", i, l)
		}) + "\n"
	}, "t"},
	{"flutter", "", func(i int, m *sample) string {
		return prefixed("I/flutter ( 8410): ")("[2026-01-05 10:00:01.123] Level.debug sip_ua.dart:1 ::: received text message\n" + m.text + "\n")
	}, ""},
	{"jssip", "jssip", func(i int, m *sample) string {
		return way(m, "JsSIP:Transport received text message:\n\n", "JsSIP:Transport sending message:\n\n") + m.text + "\n\n +24ms\n"
	}, "w"},
	{"jssip-old", "jssip", func(i int, m *sample) string {
		return way(m, "JsSIP | TRANSPORT | received WebSocket text message:\n\n", "browser.js:119 JsSIP | TRANSPORT | sending WebSocket message:\n\n") + m.text + "\n\n"
	}, "w"},
	{"jssip-glued", "jssip", func(i int, m *sample) string {
		return way(m, "JsSIP:Transport received text message:", "JsSIP:Transport sending message:") + m.text + "\n\n +2s\n"
	}, "w"},
	{"sipjs", "sip.js", func(i int, m *sample) string {
		return fmt.Sprintf("Mon Jan 05 2026 10:00:%02d GMT+0000 | sip.Transport | %s WebSocket %smessage:\n\n%s\n\n", i, way(m, "Received", "Sending"), way(m, "text ", ""), m.text)
	}, "wtD"},
	{"sipjs-old", "sip.js", func(i int, m *sample) string {
		return fmt.Sprintf("Mon Jan 05 2026 10:00:%02d GMT+0000 (UTC) | sip.transport | %s WebSocket %smessage:\n\n%s\n\n", i, way(m, "received", "sending"), way(m, "text ", ""), m.text)
	}, "wtD"},
	{"sipml5", "sipml5", func(i int, m *sample) string { return way(m, "recv=", "SEND: ") + m.text + "\n\n" }, "w"},
	{"sipp", "sipp", func(i int, m *sample) string {
		return fmt.Sprintf("%s %s\nUDP message %s [400] bytes:\n\n%s\n\n", strings.Repeat("-", 47), clock(i).Format("2006-01-02 15:04:05.000000"), way(m, "received", "sent"), m.text)
	}, "wtD"},
	{"sipgo", "sipgo", func(i int, m *sample) string {
		src, dst := m.ends()
		if m.out {
			return fmt.Sprintf("=== UDP write to %s -> %s ===\n%s\n", src, dst, m.text)
		}
		return fmt.Sprintf("=== UDP read from %s <- %s ===\n%s\n", dst, src, m.text)
	}, "sdw"},
	{"sipsorcery", "sipsorcery", func(i int, m *sample) string {
		src, dst := m.ends()
		return fmt.Sprintf("[10:00:%02d DBG] %s %s: udp:%s\n[10:00:%02d DBG] %s\n\n", i, capital(kindOf(m)), way(m, "received", "sent"), way(m, dst+"<-udp:"+src, src+"->udp:"+dst), i, m.text)
	}, "sdwt"},
	{"python", "", func(i int, m *sample) string { return "b" + pyQuote(wire(m.text)) + "\n" }, ""},
	{"go-quoted", "", func(i int, m *sample) string {
		return "2026/01/05 10:00:01 got message " + strconv.Quote(wire(m.text)) + " from hep\n"
	}, ""},
	{"json", "", func(i int, m *sample) string {
		src, dst := m.ends()
		return `{"time":"2026-01-05T10:00:01.123Z","level":"debug","src":"` + src + `","dst":"` + dst + `","msg":` + strconv.Quote(wire(m.text)) + `,"id":7}` + "\n"
	}, "sdt"},
	{"json-double", "", func(i int, m *sample) string {
		inner := strconv.Quote(wire(m.text))
		return `{"log":` + strconv.Quote(`{"msg":`+inner+`}`) + `,"stream":"stdout","time":"2026-01-05T10:00:01.123456789Z"}` + "\n"
	}, "t"},
	{"gdb", "", func(i int, m *sample) string {
		return "$" + strconv.Itoa(i+1) + " = 0x7f0a " + strconv.Quote(wire(m.text)) + "...\n"
	}, ""},
	{"c-source", "", func(i int, m *sample) string {
		return eachLine(m.text, func(_ int, l string) string {
			return "    " + strings.TrimSuffix(strconv.Quote(l), `"`) + `\r\n"`
		}) + ";\n\n"
	}, ""},
	{"flat", "", func(i int, m *sample) string { return strings.ReplaceAll(m.text, "\n", " ") + "\n" }, ""},
	{"flat-two", "", func(i int, m *sample) string { return strings.ReplaceAll(m.text, "\n", "  ") + "\n\n" }, ""},
	{"flat-bar", "", func(i int, m *sample) string { return strings.ReplaceAll(m.text, "\n", " | ") + "\n" }, ""},
	{"flat-wrapped", "", func(i int, m *sample) string {
		return wordWrap(strings.ReplaceAll(strings.ReplaceAll(m.text, "\n\n", "\n"), "\n", " "), 76) + "\n\n"
	}, ""},
	{"docker", "", func(i int, m *sample) string {
		return prefixed("pbx-1  | ")("<--- Received SIP request (9 bytes) from UDP:192.0.2.20:5060 --->\n"+m.text+"\n") + "\n"
	}, ""},
	{"k8s", "", func(i int, m *sample) string {
		return eachLine(m.text+"\n", func(l int, line string) string {
			return fmt.Sprintf("2026-01-05T10:00:%02d.1234%05dZ stdout F %s", i, l*77, line)
		}) + "\n"
	}, "tD"},
	{"quoted", "", func(i int, m *sample) string { return prefixed("> > ")(m.text+"\n") + "\n" }, ""},
	{"indented", "", func(i int, m *sample) string { return prefixed("        ")(m.text) + "\n\n" }, ""},
	{"table", "", func(i int, m *sample) string {
		return eachLine(m.text, func(_ int, l string) string { return "| " + l + " |" }) + "\n\n"
	}, ""},
	{"double", "", func(i int, m *sample) string { return strings.ReplaceAll(m.text, "\n", "\n\n") + "\n\n\n" }, ""},
	{"double-marked", "", func(i int, m *sample) string {
		return "<--- Received SIP request (9 bytes) from UDP:192.0.2.20:5060 --->\n\n" + strings.ReplaceAll(m.text, "\n", "\n\n") + "\n\n\n"
	}, ""},
	{"csv", "", func(i int, m *sample) string {
		return fmt.Sprintf("%d,2026-01-05 10:00:01,\"%s\",ok\n", i, strings.ReplaceAll(m.text, `"`, `""`))
	}, ""},
	{"portsip", "", func(i int, m *sample) string {
		return fmt.Sprintf("[2026-01-05 10:00:%02d.123] [INFO] %s\r\n\r\n%s\r\n\r\n", i, way(m, "Received message from UDP 192.0.2.20:5060", "Send message to UDP 192.0.2.20:5060"), wire(m.text))
	}, "pwtD"},
	{"ribbon", "", func(i int, m *sample) string {
		return fmt.Sprintf("001 01052026 100001.123456:1.01.00.00001.Info    .SIPSG: Sip Trace %s\nPDU:\n%s\n\n---\n", way(m, "Rx", "Tx"), m.text)
	}, ""},
	{"avaya", "", func(i int, m *sample) string {
		return fmt.Sprintf("--------------------\n05/01/2026 10:00:%02d.123 --> octets: 1101, Body Length: 0\n--------------------\n%s\n\n", i, m.text)
	}, ""},
	{"zoiper", "", func(i int, m *sample) string {
		src, dst := m.ends()
		return fmt.Sprintf("[2026-01-05 10:00:%02d.123][UDP] %s => %s\n%s\n\n", i, src, dst, m.text)
	}, "sdtD"},
}

func kindOf(m *sample) string {
	if strings.HasPrefix(m.text, "SIP/") {
		return "response"
	}
	return "request"
}

func audiocodesHead(i int, m *sample) string {
	return fmt.Sprintf("10:00:%02d.123 : 192.0.2.9 : NOTICE : [S=%d] [SID=a1b2c3:1:5] (N 42) ---- %s ---- ", i, 71+i,
		way(m, "Incoming SIP Message from "+peerOf(m)+" to SIPInterface #2 (Trunk) UDP TO(#1) SocketID(9)", "Outgoing SIP Message to "+peerOf(m)+" from SIPInterface #2 (Trunk) UDP TO(#1)"))
}

func wire(text string) string {
	if !strings.Contains(text, "\n\n") {
		return strings.ReplaceAll(text, "\n", "\r\n") + "\r\n\r\n"
	}
	return strings.ReplaceAll(text, "\n", "\r\n") + "\r\n"
}

func ngrepText(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(wire(text), "\r\n", ".\n"), "\n\n", "\n")
}

func dotted4(addr string) string { return strings.ReplaceAll(addr, ":", ".") }

func hardWrap(indent, text string, width int) string {
	var b strings.Builder
	for text != "" {
		n := min(width, len(text))
		b.WriteString(indent + text[:n] + "\n")
		text = text[n:]
	}
	return b.String()
}

func wordWrap(text string, width int) string {
	var b strings.Builder
	col := 0
	for i, w := range strings.Split(text, " ") {
		if i > 0 {
			if col+1+len(w) > width {
				b.WriteByte('\n')
				col = 0
			} else {
				b.WriteByte(' ')
				col++
			}
		}
		b.WriteString(w)
		col += len(w)
	}
	return b.String()
}

func pyQuote(s string) string {
	s = strings.NewReplacer(`\`, `\\`, "\r", `\r`, "\n", `\n`, "'", `\'`).Replace(s)
	return "'" + s + "'"
}

// packet is the IPv4 and UDP packet of a message.
func packet(m *sample) []byte {
	src, dst := m.ends()
	ip := func(a string) []byte {
		var b [4]byte
		h, _, _ := strings.Cut(a, ":")
		for i, p := range strings.Split(h, ".") {
			n, _ := strconv.Atoi(p)
			b[i] = byte(n)
		}
		return b[:]
	}
	payload := wire(m.text)
	p := []byte{0x45, 0, byte((len(payload) + 28) >> 8), byte(len(payload) + 28), 0, 0, 0x40, 0, 64, 17, 0, 0}
	p = append(append(p, ip(src)...), ip(dst)...)
	p = append(p, 0x13, 0xc4, 0x13, 0xc4, byte((len(payload)+8)>>8), byte(len(payload)+8), 0, 0)
	return append(p, payload...)
}

func printable(b []byte) string {
	out := make([]byte, len(b))
	for i, c := range b {
		out[i] = '.'
		if c >= 32 && c < 127 {
			out[i] = c
		}
	}
	return string(out)
}

func dumpX(p []byte) string {
	var b strings.Builder
	for at := 0; at < len(p); at += 16 {
		row := p[at:min(at+16, len(p))]
		var hex strings.Builder
		for i := 0; i < len(row); i += 2 {
			fmt.Fprintf(&hex, "%x ", row[i:min(i+2, len(row))])
		}
		fmt.Fprintf(&b, "\t0x%04x:  %-40s %s\n", at, hex.String(), printable(row))
	}
	return b.String()
}

func dumpTshark(p []byte) string {
	var b strings.Builder
	for at := 0; at < len(p); at += 16 {
		row := p[at:min(at+16, len(p))]
		fmt.Fprintf(&b, "%04x  %-49s  %s\n", at, fmt.Sprintf("% x", row), printable(row))
	}
	return b.String()
}

func dumpC(p []byte) string {
	var b strings.Builder
	for at := 0; at < len(p); at += 16 {
		row := p[at:min(at+16, len(p))]
		hex := fmt.Sprintf("% x", row[:min(8, len(row))])
		if len(row) > 8 {
			hex += "  " + fmt.Sprintf("% x", row[8:])
		}
		fmt.Fprintf(&b, "%08x  %-49s |%s|\n", at, hex, printable(row))
	}
	return b.String()
}

var sdpNames = map[byte]string{'v': "Session Description Protocol Version (v)", 'o': "Owner/Creator, Session Id (o)", 's': "Session Name (s)", 'c': "Connection Information (c)", 't': "Time Description, active time (t)", 'm': "Media Description, name and address (m)", 'a': "Media Attribute (a)"}

func wiresharkDetails(i int, m *sample) string {
	src, dst := m.ends()
	host := func(a string) string { h, _, _ := strings.Cut(a, ":"); return h }
	var b strings.Builder
	head, body, _ := strings.Cut(m.text, "\n\n")
	lines := strings.Split(head, "\n")
	fmt.Fprintf(&b, "Frame %d: 500 bytes on wire (4000 bits), 500 bytes captured (4000 bits)\n    Arrival Time: Jan  5, 2026 10:00:%02d.123456000 UTC\nEthernet II, Src: 00:00:5e:00:53:01, Dst: 00:00:5e:00:53:02\nInternet Protocol Version 4, Src: %s, Dst: %s\nUser Datagram Protocol, Src Port: 5060, Dst Port: 5060\n", i+1, i, host(src), host(dst))
	if strings.HasPrefix(lines[0], "SIP/") {
		fmt.Fprintf(&b, "Session Initiation Protocol (%s)\n    Status-Line: %s\n        Status-Code: %s\n        [Resent Packet: False]\n", lines[0][8:11], lines[0], lines[0][8:11])
	} else {
		method, _, _ := strings.Cut(lines[0], " ")
		fmt.Fprintf(&b, "Session Initiation Protocol (%s)\n    Request-Line: %s\n        Method: %s\n        Request-URI: sip:x\n            Request-URI User Part: x\n", method, lines[0], method)
	}
	b.WriteString("    Message Header\n")
	for _, l := range lines[1:] {
		b.WriteString("        " + l + "\n")
		switch {
		case strings.HasPrefix(l, "Via:"):
			b.WriteString("            Transport: UDP\n            Sent-by Address: 198.51.100.7\n            Branch: z9hG4bK\n")
		case strings.HasPrefix(l, "From:"):
			b.WriteString("            SIP from display info: \"x\"\n            SIP from address: sip:5550101@pbx.example\n                SIP from address User Part: 5550101\n            SIP from tag: f1\n")
		case strings.HasPrefix(l, "Call-ID:"):
			b.WriteString("        [Generated Call-ID: 7d1e0c5b@198.51.100.7]\n")
		case strings.HasPrefix(l, "CSeq:"):
			b.WriteString("            Sequence Number: 1\n            Method: INVITE\n")
		}
	}
	if body != "" {
		b.WriteString("    Message Body\n")
		if strings.HasPrefix(body, "v=0") {
			b.WriteString("        Session Description Protocol\n")
			for _, l := range strings.Split(body, "\n") {
				b.WriteString("            " + sdpNames[l[0]] + ": " + l[2:] + "\n")
				if l[0] == 'a' {
					b.WriteString("                Media Attribute Fieldname: x\n")
				}
			}
		} else {
			for _, l := range strings.Split(body, "\n") {
				b.WriteString("        " + l + "\n")
			}
		}
	}
	return b.String() + "\n"
}

// samplesOf are the messages of a reference trace.
func samplesOf(t *testing.T, file string) []sample {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out []sample
	for i, f := range Frames(linesOf(string(data))).Frames {
		out = append(out, sample{text: f.Text, out: i%2 == 0})
	}
	return out
}

func dialogs(t *testing.T) map[string][]sample {
	all := map[string][]sample{"call": call}
	if dir, set := os.LookupEnv("SIPWHY_SHARED"); set {
		files, _ := filepath.Glob(filepath.Join(dir, "traces", "*.sip"))
		for _, f := range files {
			all[filepath.Base(f)[:2]] = samplesOf(t, f)
		}
	}
	return all
}

func rendered(r *rendering, msgs []sample, damage func(int, string) string) string {
	var b strings.Builder
	for i := range msgs {
		text := r.render(i, &msgs[i])
		if damage != nil {
			text = damage(i, text)
		}
		b.WriteString(text)
	}
	return b.String()
}

func compare(msgs []sample, r Result) (missed int, why string) {
	got := map[string]int{}
	for _, f := range r.Frames {
		got[norm(f.Text)]++
	}
	for i := range msgs {
		k := norm(msgs[i].text)
		if got[k] == 0 {
			missed++
			if why == "" {
				why = fmt.Sprintf("message %d:\n%s", i, msgs[i].text)
				if i < len(r.Frames) {
					why += "\n--- got\n" + r.Frames[i].Text
				}
			}
			continue
		}
		got[k]--
	}
	if extra := len(r.Frames) - (len(msgs) - missed); extra > missed {
		why += fmt.Sprintf("\n%d frames too many", extra-missed)
		missed += extra - missed
	}
	return missed, why
}

func norm(s string) string {
	lines := strings.Split(strings.TrimRight(s, " \n"), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " \t\r")
	}
	return strings.Join(lines, "\n")
}

// flatBody is what is left of a body without its line ends.
func flatBody(text string) string {
	head, body, ok := strings.Cut(text, "\n\n")
	if !ok || strings.HasPrefix(body, "v=0") {
		return text
	}
	return head + "\n\n" + strings.Join(strings.Fields(strings.ReplaceAll(body, " | ", " ")), " ")
}

func flat(msgs []sample) []sample {
	out := append([]sample(nil), msgs...)
	for i := range out {
		out[i].text = flatBody(out[i].text)
	}
	return out
}

// TestTold checks what logs say of their messages besides the text.
func TestTold(t *testing.T) {
	all := slices.Concat(renderings, equipment)
	for i := range all {
		r := &all[i]
		frames := Frames(linesOf(rendered(r, call, nil))).Frames
		if len(frames) != len(call) {
			t.Errorf("%s: %d messages", r.name, len(frames))
			continue
		}
		for k := range frames {
			if wrong := r.told(k, &call[k], &frames[k]); wrong != "" {
				t.Errorf("%s: message %d: %s", r.name, k, wrong)
				break
			}
		}
	}
}

// told is what a frame has wrong of what its rendering tells.
func (r *rendering) told(i int, m *sample, f *Frame) string {
	src, dst := m.ends()
	has := func(c string) bool { return strings.Contains(r.tells, c) }
	direction := In
	if m.out {
		direction = Out
	}
	switch {
	case r.format != "" && f.Format != r.format:
		return "format " + f.Format
	case has("s") && (f.Src != src || f.Dst != dst):
		return f.Src + " to " + f.Dst
	case has("p") && m.out && (f.Dst != dst || f.Src != ""), has("p") && !m.out && (f.Src != src || f.Dst != ""):
		return "peer: " + f.Src + " to " + f.Dst
	case has("q") && (f.Src != "" && f.Src != src || f.Dst != "" && f.Dst != dst || f.Src == "" && f.Dst == "" || m.out && f.Dst == "" || !m.out && f.Src == ""):
		return "peer: " + f.Src + " to " + f.Dst
	case has("w") && f.Direction != direction:
		return "direction " + string(f.Direction)
	case has("t") && !f.Clock:
		return "no time"
	case has("D") && f.Time.Format("2006-01-02") != "2026-01-05":
		return "date " + f.Time.String()
	case has("t") && f.Time.Format("15:04") != "10:00":
		return "time " + f.Time.String()
	}
	return ""
}

func TestRenderings(t *testing.T) {
	for name, msgs := range dialogs(t) {
		all := slices.Concat(renderings, equipment)
		for i := range all {
			r := &all[i]
			result := Frames(linesOf(rendered(r, msgs, nil)))
			want := msgs
			if strings.HasPrefix(r.name, "flat") {
				want = flat(msgs)
				for i := range result.Frames {
					result.Frames[i].Text = flatBody(result.Frames[i].Text)
				}
			}
			if n, why := compare(want, result); n > 0 {
				t.Errorf("%s/%s: %d of %d missed: %s", name, r.name, n, len(msgs), why)
			}
		}
	}
}

// capital begins a word with a capital letter.
func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
