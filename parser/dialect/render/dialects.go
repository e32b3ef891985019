package render

import "time"

// Dialects lists every dialect. The first is that of messages with nothing around
// them.
func Dialects() []Dialect {
	const us, ms, s = time.Microsecond, time.Millisecond, time.Second
	return []Dialect{
		{"raw", Keeps{}, raw},
		{"raw-ruled", Keeps{}, ruled},
		{"raw-commented", Keeps{}, commented},
		{"raw-arrows", Keeps{Both: true}, arrows},

		{"sngrep", Keeps{Time: us, Date: true, Both: true}, sngrep},
		{"sngrep-crlf", Keeps{Time: us, Date: true, Both: true}, sngrepCRLF},
		{"ngrep-byline", Keeps{Encoded: true, Time: us, Date: true, Both: true}, ngrepByline},
		{"sipgrep", Keeps{Time: us, Date: true, Both: true}, sipgrep},
		{"homer", Keeps{Time: s, Date: true, Both: true, Transport: true}, homer},
		{"tcpdump-ascii", Keeps{Time: us, Both: true}, tcpdumpASCII},
		{"tcpdump-hex", Keeps{Encoded: true, Time: us, Both: true}, tcpdumpHex},
		{"wireshark-details", Keeps{Encoded: true}, wiresharkDetails},
		{"wireshark-follow", Keeps{}, wiresharkFollow},
		{"wireshark-hex", Keeps{Encoded: true, Both: true}, wiresharkHex},

		{"asterisk-sip", Keeps{Peer: true, Direction: true, Transport: true}, asteriskSIP},
		{"asterisk-sip-log", Keeps{Time: s, Date: true, Peer: true, Direction: true, Transport: true}, asteriskSIPLog},
		{"asterisk-sip-old", Keeps{Peer: true, Direction: true}, asteriskSIPOld},
		{"asterisk-pjsip", Keeps{Peer: true, Direction: true, Transport: true}, asteriskPJSIP},
		{"asterisk-pjsip-log", Keeps{Time: s, Peer: true, Direction: true, Transport: true}, asteriskPJSIPLog},
		{"freeswitch", Keeps{Time: us, Peer: true, Direction: true, Transport: true}, freeswitch},
		{"freeswitch-indented", Keeps{Time: us, Peer: true, Direction: true, Transport: true}, freeswitchIndented},
		{"drachtio", Keeps{Time: us, Peer: true, Direction: true, Transport: true}, drachtio},
		{"kamailio-syslog", Keeps{Time: s}, kamailioSyslog},
		{"opensips-parse", Keeps{}, opensipsParse},

		{"cisco-ios", Keeps{Time: ms, Direction: true}, ciscoIOS},
		{"cisco-ios-addressed", Keeps{Time: ms, Both: true, Direction: true, Transport: true}, ciscoAddressed},
		{"cucm", Keeps{Time: ms, Peer: true, Direction: true, Transport: true}, cucm},
		{"cucm-flat", Keeps{Time: ms, Peer: true, Direction: true, Transport: true}, cucmFlat},
		{"expressway", Keeps{Time: ms, Date: true, Both: true, Direction: true}, expressway},
		{"audiocodes", Keeps{Time: ms, Peer: true, Direction: true, Transport: true}, audiocodes},
		{"audiocodes-syslog", Keeps{Encoded: true, Time: ms, Peer: true, Direction: true, Transport: true}, audiocodesSyslog},
		{"oracle", Keeps{Time: ms, Both: true, Direction: true}, oracle},
		{"broadworks", Keeps{Time: ms, Date: true, Peer: true, Direction: true, Transport: true}, broadworks},
		{"genesys", Keeps{Time: ms, Peer: true, Direction: true, Transport: true}, genesys},
		{"snom", Keeps{Time: ms, Peer: true, Direction: true, Transport: true}, snom},

		{"linphone", Keeps{Time: ms, Date: true, Peer: true, Direction: true, Transport: true}, linphone},
		{"linphone-tabbed", Keeps{Time: ms, Date: true, Peer: true, Direction: true, Transport: true}, linphoneTabbed},
		{"pjsua", Keeps{Time: ms, Peer: true, Direction: true, Transport: true}, pjsua},
		{"pjsua-android", Keeps{Time: ms, Peer: true, Direction: true, Transport: true}, pjsuaAndroid},
		{"baresip", Keeps{Time: ms, Both: true, Transport: true}, baresip},
		{"jssip", Keeps{Direction: true}, jssip},
		{"jssip-glued", Keeps{Direction: true}, jssipGlued},
		{"sipjs", Keeps{Time: s, Date: true, Direction: true}, sipjs},
		{"sipp", Keeps{Time: us, Date: true, Direction: true, Transport: true}, sipp},
		{"sipp-old", Keeps{Time: us, Date: true, Direction: true, Transport: true}, sippOld},
		{"sipgo", Keeps{Both: true, Direction: true, Transport: true}, sipgo},
		{"sipsorcery", Keeps{Time: s, Both: true, Direction: true, Transport: true}, sipsorcery},

		{"python-bytes", Keeps{Encoded: true}, pythonBytes},
		{"go-string", Keeps{Encoded: true}, goString},
		{"json-log", Keeps{Encoded: true}, jsonLog},
		{"c-string", Keeps{Encoded: true}, cString},

		{"docker-json", Keeps{Encoded: true, Time: us, Date: true}, dockerJSON},
		{"journal-json", Keeps{Encoded: true, Time: us, Date: true}, journalJSON},
		{"kibana-csv", Keeps{Encoded: true, Time: ms, Date: true}, kibanaCSV},
		{"cell-csv", Keeps{Encoded: true, Time: ms, Date: true, Both: true}, cellCSV},
		{"homer-json", Keeps{Encoded: true, Time: ms, Date: true, Both: true}, homerJSON},
		{"mysql-rows", Keeps{Time: us, Date: true, Both: true}, mysqlRows},
		{"psql-rows", Keeps{Encoded: true, Time: s, Date: true}, psqlRows},
		{"xml-cdata", Keeps{Time: ms, Date: true, Both: true}, xmlCDATA},
		{"yaml-block", Keeps{Time: ms, Date: true, Both: true}, yamlBlock},
		{"url-encoded", Keeps{Encoded: true}, urlEncoded},
		{"base64-record", Keeps{Encoded: true}, base64Lines},
		{"hex-string", Keeps{Encoded: true}, hexString},
		{"byte-array", Keeps{Encoded: true}, byteArray},
		{"c-array", Keeps{Encoded: true}, cArray},
		{"hexdump-c", Keeps{Encoded: true}, hexdumpC},
		{"xxd", Keeps{Encoded: true}, xxd},

		{"sonus-trc", Keeps{Time: us, Date: true, Peer: true, Direction: true, Transport: true}, sonusTrace},
		{"sansay", Keeps{Time: ms, Peer: true, Direction: true}, sansay},
		{"avaya-sm", Keeps{Time: ms, Date: true, Peer: true, Direction: true}, sessionManager},
		{"lancom", Keeps{Time: ms, Peer: true, Direction: true, Transport: true}, lancom},
		{"3cx", Keeps{Time: ms, Peer: true, Direction: true}, threeCX},
		{"phone-log", Keeps{Peer: true, Direction: true}, phoneLog},
		{"softphone", Keeps{Time: ms, Peer: true, Direction: true, Transport: true}, softphone},
		{"teams-export", Keeps{}, teamsExport},
		{"phone-chat", Keeps{}, phoneChat},
		{"pod-prefix", Keeps{}, prefixed(func(*writer, Message) string { return "[pod/kamailio-7c9f/kamailio] " })},
		{"actions-prefix", Keeps{}, prefixed(func(w *writer, m Message) string {
			return m.Time.Format("2006-01-02T15:04:05.0000000Z") + " "
		})},
		{"compose-old", Keeps{}, prefixed(func(*writer, Message) string { return "sbc_1       | " })},
		{"freepbx-web", Keeps{Peer: true, Direction: true, Transport: true}, within("12345\t", asteriskPJSIP)},

		{"syslog", Keeps{}, prefixed(func(w *writer, m Message) string {
			return m.Time.Format("Jan _2 15:04:05") + " sbc1 sipd[4711]: "
		})},
		{"syslog-priority", Keeps{}, prefixed(func(w *writer, m Message) string {
			return "<134>" + m.Time.Format("Jan _2 15:04:05") + " sua [811]: "
		})},
		{"syslog-5424", Keeps{}, prefixed(func(w *writer, m Message) string {
			return "<134>1 " + m.Time.Format("2006-01-02T15:04:05.000Z") + " sbc1 sipd 4711 - - "
		})},
		{"journald", Keeps{}, prefixed(func(w *writer, m Message) string {
			return m.Time.Format("Jan 02 15:04:05") + " px1 /usr/sbin/kamailio[7]: "
		})},
		{"docker-compose", Keeps{}, prefixed(func(*writer, Message) string { return "opensips-1  | " })},
		{"kubernetes", Keeps{}, prefixed(func(w *writer, m Message) string {
			return m.Time.Format("2006-01-02T15:04:05.000000000Z") + " stdout F "
		})},
		{"logcat", Keeps{}, prefixed(func(w *writer, m Message) string {
			return m.Time.Format("01-02 15:04:05.000") + "  1234  5678 D SipStack: "
		})},
		{"flutter", Keeps{}, prefixed(func(*writer, Message) string { return "I/flutter ( 8410): " })},
		{"sngrep-in-docker", Keeps{Time: us, Date: true, Both: true}, within("voip-1  | ", sngrep)},
		{"asterisk-in-journald", Keeps{Peer: true, Direction: true, Transport: true}, within("Jan 05 10:00:01 pbx asterisk[812]: ", asteriskPJSIP)},
	}
}

// DialectNamed is the dialect of a name; ok is false where there is none.
func DialectNamed(name string) (d Dialect, ok bool) {
	for _, d := range Dialects() {
		if d.Name == name {
			return d, true
		}
	}
	return Dialect{}, false
}
