package dialect

import (
	"fmt"
	"strings"
)

// equipment are the framings of equipment and programs as real pastes, manuals and
// readers of their logs show them. Few have a dialect of their own: most are read
// by what all logs share.
var equipment = []rendering{
	// IP Office System Monitor: a count of milliseconds since its start, the message
	// indented. From a log among the samples of SIPlog2traceSM.
	{"ipoffice", "", func(i int, m *sample) string {
		src, dst := m.ends()
		return fmt.Sprintf("%dmS SIP %s: UDP %s -> %s\n%s\n%s\n", 36001123+i*1000, way(m, "Rx", "Tx"), src, dst, prefixed(strings.Repeat(" ", 20))(m.text), strings.Repeat(" ", 20))
	}, "sdwt"},
	{"ipoffice-dated", "", func(i int, m *sample) string {
		src, dst := m.ends()
		return fmt.Sprintf("2026-01-05T10:00:%02d 2413009585mS SIP %s: UDP %s -> %s\n%s\n%s\n", i, way(m, "Rx", "Tx"), src, dst, prefixed(strings.Repeat(" ", 20))(m.text), strings.Repeat(" ", 20))
	}, "sdwtD"},
	// Avaya's SBC, tracesbc. From SIPlog2traceSM.
	{"sbce", "", func(i int, m *sample) string {
		src, dst := m.ends()
		return fmt.Sprintf("%s\n[05-01-2026:10.00.%02d.173944]\nSIP %s: %s --> %s (UDP)\n%s\n\n", strings.Repeat("-", 88), i, way(m, "IN", "OUT"), src, dst, m.text)
	}, "sdwtD"},
	// Avaya Experience Portal's session manager. From SIPlog2traceSM.
	{"experience-portal", "", func(i int, m *sample) string {
		src, dst := m.ends()
		return fmt.Sprintf("@2026-01-05 10:00:%02d,699||FINEST|SIP|539122|FileName=sip/SIPTCP.cpp,LineNumber=426|%s sock=136:0 src=%s dst=%s <%s\n\n>|||||||\n@2026-01-05 10:00:%02d,700||FINEST|Tele|8513|FileName=sip/UA.cpp,LineNumber=12|state changed\n", i, way(m, "RCV", "SND"), src, dst, m.text, i)
	}, "sdwtD"},
	// Avaya Voice Portal: the same, older. From a paste in Avaya's forum.
	{"voice-portal", "", func(i int, m *sample) string {
		return fmt.Sprintf("@2026-01-05 10:00:%02d,427||FINEST|Tele|8513|FileName=sip/UAInterface.cpp,LineNumber=476|%s <%s\n", i, way(m, "SIPTCP::ProcessRead:", "cUAInterface::SendToNetwork: To "+peerOf(m)+"[71:0]"), m.text)
	}, "wtD"},
	// Avaya Session Manager, traceSM's files. From convert2TraceSM.
	{"tracesm", "avaya-sm", func(i int, m *sample) string {
		ends := "{ L198.51.100.7:5060/R192.0.2.20:5060/UDP/0xa }"
		return fmt.Sprintf("com.avaya.asm  SIPMSGT \n--------------------\n05/01/2026 10:00:%02d.333 %s \n\toctets: 1101, Body Length: 0\n\tingress: %s\n\tegress: %s\n--------------------\n%s\n--------------------\n", i,
			way(m, "-->", "<--"), way(m, ends, "[NO TARGET]"), way(m, "[NO TARGET]", ends), m.text)
	}, "sdwtD"},
	// Avaya's J100 and 96x1 telephones to a syslog server. From a log among the samples of SIPlog2traceSM.
	{"avaya-phone", "", func(i int, m *sample) string {
		head := fmt.Sprintf("<167>Jan  5 10:00:%02d 198.51.100.7 SIPMESSAGE: +01:00 2026 594 1 .TEL | 0 ", i)
		if m.out {
			return head + "[Part 01 of 02]\nCSIPServer::SendToNetwork(): Outbound SIP message to 192.0.2.20:5060\nTX " + m.text + "\n\n\n" + head + "[Part 02 of 02]\n\n"
		}
		return head + "CNetworkInputManager::ProcessInput(): Inbound SIP message from ip = 192.0.2.20 port: 5060\nRX " + m.text + "\n\n\n"
	}, "pwt"},
	// Avaya Aura Conferencing. From a log among the samples of SIPlog2traceSM.
	{"aura-conferencing", "", func(i int, m *sample) string {
		head := fmt.Sprintf("2026-01-05 10:00:%02d.864 [.INFO] [..MESSAGE] ", i)
		arrow := way(m, "<--- ", "---> ")
		return head + arrow + peerOf(m) + " 0 1410\n" + head + arrow + strings.ReplaceAll(m.text, "\n", " \n"+head) + "\n" + head + " \n" + head + "\n"
	}, "pwtD"},
	// Avaya Workplace and others on its client SDK. From convert2TraceSM.
	{"workplace", "", func(i int, m *sample) string {
		return fmt.Sprintf("2026-01-05 10:00:%02d.333 D [36308] [CSDK::SIP] %s 875 bytes %s %s {\n\n%s\n\n\n}\n2026-01-05 10:00:%02d.333 D [36308] [CSDK] CSIPConnection::Send() : Connection instance = 6623C366\n", i, way(m, "RECEIVED", "SENDING"), way(m, "from", "to"), peerOf(m), m.text, i)
	}, "pwtD"},
	// Avaya's attendant: the time stands in the record above, the message on its own.
	{"attendant", "", func(i int, m *sample) string {
		return fmt.Sprintf("2026-01-05 10:00:%02d,836 [SipContainerPool : 7] Attendant FINER - Attendant-5.3.0.0.249 - CallServer.%s \n%s\n\n", i, way(m, "requestReceived", "sendingOut Request"), m.text)
	}, "wtD"},
	// Ribbon (Sonus) SBC, .TRC files. From Ribbon's manual and paStash's reader.
	{"ribbon-trc", "ribbon", func(i int, m *sample) string {
		return fmt.Sprintf("1787 01052026 1000%02d.737177:1.01.00.38939.MAJOR .SIPSG:FILTER=Test GCID=0x00000DDB: EXTRA INFO: %s msg for CallId:804ee913ccfe gcid:0xDDB %s IP/port:192.0.2.20/5060, Local IP/port:198.51.100.7/5060\nRAW PDU:\n%s\n\n242 01052026 1000%02d.737943:1.02.00.38938.Info .SIPSG:CALL: state changed\n", i, way(m, "Ingress: received", "Egress: sent"), way(m, "from", "to"), m.text, i)
	}, "sdwtD"},
	// A record of more than 1800 bytes goes on in another one, cut within a line.
	{"ribbon-cut", "ribbon", func(i int, m *sample) string {
		name := fmt.Sprintf("01052026 1000%02d.737177:1.01.00.38939.MAJOR   .SIPSG:", i)
		at := len(m.text) - len(m.text)/3
		for m.text[at-1] == '\n' || m.text[at-1] == ' ' {
			at++
		}
		return fmt.Sprintf("1787 %sFILTER=Test GCID=0x00000DDB: EXTRA INFO: %s msg for CallId:804ee913ccfe gcid:0xDDB %s IP/port:192.0.2.20/5060, Local IP/port:198.51.100.7/5060\nRAW PDU:\n%s\n310 %s%s\n\n242 01052026 1000%02d.737943:1.02.00.38940.Info .SIPSG:CALL: state changed\n", name, way(m, "Ingress: received", "Egress: sent"), way(m, "from", "to"), m.text[:at], name, m.text[at:], i)
	}, "sdwtD"},
	// Ribbon again, through a syslog server. From paStash's reader.
	{"ribbon-syslog", "", func(i int, m *sample) string {
		return fmt.Sprintf("<147> 1 2026-01-05T10:00:%02d.123+00:00 sbc1 %s msg for CallId:7d1e %s IP/port:192.0.2.20/5060, Local IP/port:198.51.100.7/5060, SMM:none #012RAW PDU:#012%s#015#012\n", i, way(m, "received", "sent"), way(m, "from", "to"), strings.ReplaceAll(m.text, "\n", "#015#012"))
	}, "sdwtD"},
	// Ingate and Intertex firewalls: "via" is their own side. From paStash's reader.
	{"ingate", "", func(i int, m *sample) string {
		head := fmt.Sprintf("<30>Jan  5 10:00:%02d netlogger: ", i)
		return head + "Info: sipfw: " + way(m, "recv from ", "send sf (0x1381b50) to ") + peerOf(m) + " via 198.51.100.7:5060 UDP connection 2:\n" + eachLine(m.text+"\n", func(_ int, l string) string {
			return head + strings.Repeat(" ", 13) + l
		}) + "\n"
	}, "sdwt"},
	// Technicolor and Thomson telephones. From their administrator's guide.
	{"thomson", "", func(i int, m *sample) string {
		return fmt.Sprintf("%s udp: %s 00:00:00:01:066 (937 bytes)\n%s\n\n", way(m, "Recv from", "Sent to"), peerOf(m), m.text)
	}, "pw"},
	// PhonerLite, debugSIP.txt. From SIPlog2traceSM.
	{"phoner", "phoner", func(i int, m *sample) string {
		return fmt.Sprintf("10:00:%02d,060: %s: %s (UDP)\n%s\n\n%s\n", i, way(m, "R", "T"), peerOf(m), m.text, strings.Repeat("-", 43))
	}, "pwt"},
	// Bria and X-Lite, on reSIProcate. From SIPlog2traceSM.
	{"bria", "", func(i int, m *sample) string {
		head := fmt.Sprintf("2026-01-05 10:00:%02d.754 | INFO |   RESIP:TRANSPORT | 110164 t44372 ", i)
		if m.out {
			return head + "Transmitting to [ V4 192.0.2.20:5060 UDP target domain=192.0.2.20 mFlowKey=0 ] tlsDomain= via [ V4 198.51.100.7:5060 UDP target domain=192.0.2.20 mFlowKey=0 ]\n\n" + m.text + "\n\n | sigcomp id=\n"
		}
		return head + "incoming from: [ V4 192.0.2.20:5060 UDP target domain=unspecified mFlowKey=4512 ]\n\n" + m.text + "\n\n"
	}, "qwtD"},
	// Lync and Skype for Business. From Microsoft's and Cisco's documents.
	{"lync", "lync", func(i int, m *sample) string {
		return fmt.Sprintf("TL_INFO(TF_PROTOCOL) [0]06E4.0EB4::01/05/2026-10:00:%02d.101.00005386 (SIPStack,SIPAdminLog::TraceProtocolRecord:SIPAdminLog.cpp(125))$$begin_record\nTrace-Correlation-Id: 2003888399\nInstance-Id: 0000C23F\nDirection: %s;source=\"internal edge\";destination=\"external edge\"\nPeer: %s\nMessage-Type: %s\nStart-Line: %s\nMessage-Body: %s\n$$end_record\n\n", i, way(m, "incoming", "outgoing"), peerOf(m), kindOf(m), headOf(m.text), bodyOrDash(m.text))
	}, "pwtD"},
	// Kamailio's siptrace in its database, mysql's \G: what else is known of a message
	// stands before and behind it.
	{"siptrace-rows", "", func(i int, m *sample) string {
		src, dst := m.ends()
		return fmt.Sprintf("*************************** %d. row ***************************\n         id: %d\n time_stamp: 2026-01-05 10:00:%02d\n    time_us: 123456\n     callid: 7d1e0c5b@198.51.100.7\ntraced_user: \n        msg: %s\n\n     method: INVITE\n     status: \n     fromip: udp:%s\n       toip: udp:%s\n    fromtag: f1\n      totag: \n  direction: %s\n", i+1, i+1, i, m.text, src, dst, way(m, "in", "out"))
	}, "sdwtD"},
	// The same as a table.
	{"siptrace-table", "", func(i int, m *sample) string {
		src, dst := m.ends()
		head := ""
		if i == 0 {
			rule := "+----+---------------------+-----------------------+---------------------+-------+----+\n"
			head = rule + "| id | time_stamp          | fromip                | toip                | msg   | direction |\n" + rule
		}
		return head + fmt.Sprintf("| %2d | 2026-01-05 10:00:%02d | udp:%s | udp:%s | %s\n\n | %s |\n", i+1, i, src, dst, m.text, way(m, "in", "out"))
	}, "sdtD"},
	// An export with the message on one line in the first cell.
	{"escaped-csv", "", func(i int, m *sample) string {
		src, dst := m.ends()
		head := ""
		if i == 0 {
			head = "payload;timestamp;source_ip;source_port;destination_ip;destination_port;protocol\n"
		}
		return head + fmt.Sprintf("\"%s\";1767607200%03d;%s;%s;17\n", strings.ReplaceAll(strings.ReplaceAll(wire(m.text), `"`, `""`), "\r\n", `\r\n`), i, strings.ReplaceAll(src, ":", ";"), strings.ReplaceAll(dst, ":", ";"))
	}, "sdtD"},
	// A row of Homer 7 as its API gives it.
	{"homer7", "", func(i int, m *sample) string {
		return fmt.Sprintf("{\"create_date\":\"2026-01-05T10:00:%02d.123Z\",\"protocol_header\":{\"protocolFamily\":2,\"protocol\":17,\"srcIp\":\"%s\",\"dstIp\":\"%s\",\"srcPort\":5060,\"dstPort\":5060,\"timeSeconds\":1767607200,\"timeUseconds\":123456},\"data_header\":{\"callid\":\"7d1e\"},\"raw\":%q}\n", i, hostOf(m, true), hostOf(m, false), wire(m.text))
	}, "sdtD"},
	// An object of a cloud's log, a field on each line.
	{"cloud-object", "", func(i int, m *sample) string {
		return fmt.Sprintf("{\n  \"insertId\": \"a%d\",\n  \"payload\": %q,\n  \"timestamp\": \"2026-01-05T10:00:%02d.123Z\",\n  \"srcIp\": \"%s\",\n  \"srcPort\": 5060,\n  \"dstIp\": \"%s\",\n  \"dstPort\": 5060\n},\n", i, wire(m.text), i, hostOf(m, true), hostOf(m, false))
	}, "sdtD"},
	// Blink and others on SIP SIMPLE. From its log.py.
	{"sipsimple", "", func(i int, m *sample) string {
		src, dst := m.ends()
		return fmt.Sprintf("2026-01-05 10:00:%02d.123456 [blink 4711]: %s: Packet %d, +0:00:00.100000\n%s -(SIP over UDP)-> %s\n%s\n\n--\n", i, way(m, "RECEIVED", "SENDING"), i, src, dst, m.text)
	}, "sdwtD"},
	// Ekiga and others on OPAL. From pastes in its mailing list.
	{"opal", "", func(i int, m *sample) string {
		return fmt.Sprintf("2026/01/05 10:00:%02d.677\t  0:12.311\t  subscriber:0xb7334b70\tSIP\t%s (516 bytes) %s: rem=udp$%s,local=udp$*:5060,if=198.51.100.7%%ppp0\n%s\n\n", i, way(m, "PDU received", "Sending PDU"), way(m, "from", "to"), peerOf(m), m.text)
	}, "pwtD"},
	{"jain-sip", "jain-sip", func(i int, m *sample) string {
		src, dst := m.ends()
		first, _, _ := strings.Cut(m.text, "\n")
		return fmt.Sprintf("<message from=\"%s\" to=\"%s\" time=\"17676072%02d123\" isSender=\"%v\" transactionId=\"z9hg4bk1\" firstLine=\"%s\" >\n<![CDATA[%s\n\n]]>\n</message>\n", src, dst, i, m.out, first, m.text)
	}, "sdwtD"},
	// A gateway that names the other side alone, and a telephone that points at it.
	{"from-alone", "", func(i int, m *sample) string {
		return fmt.Sprintf("10:00:%02d  SIP_TR> [STACK] %s Stack: %s %s\n%s\n\n", i, way(m, "<", ">"), way(m, "from", "to"), peerOf(m), prefixed("  ")(m.text))
	}, "pwt"},
	{"glued-arrow", "", func(i int, m *sample) string {
		return fmt.Sprintf("Jan  5 10:00:%02d 198.51.100.9 [0:5060]%s%s\n%s\n\n", i, way(m, "<<", "->"), peerOf(m), m.text)
	}, "pwt"},
	// The time in the line above the address, behind other signs.
	{"time-behind-signs", "", func(i int, m *sample) string {
		return fmt.Sprintf("+++ 5-1-2026 10:00:%02d.123456 INFO SIP ::%s_sip_udp\n%s: udp:%s\n%s\n\n---\n\n", i, way(m, "recv", "send"), way(m, "Received from", "Send to"), peerOf(m), m.text)
	}, "pwtD"},
}

func hostOf(m *sample, src bool) string {
	from, to := m.ends()
	if !src {
		from = to
	}
	host, _, _ := strings.Cut(from, ":")
	return host
}

func headOf(text string) string {
	head, _, _ := strings.Cut(text, "\n\n")
	return head
}

func bodyOrDash(text string) string {
	_, body, _ := strings.Cut(text, "\n\n")
	if body == "" {
		return "–"
	}
	return body
}
