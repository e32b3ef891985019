package render

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
)

// What collectors, databases and programming languages make of messages.

func quotedJSON(s string) string {
	text, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string can be marshalled
	}
	return string(text)
}

// dockerJSON is the file that Docker keeps of a container: an object for each line.
func dockerJSON(w *writer, m Message) {
	for _, line := range append(w.lines(m), "") {
		w.f(`{"log":%s,"stream":"stdout","time":"%s"}`+"\n", quotedJSON(line+"\n"), m.Time.Format("2006-01-02T15:04:05.000000000Z"))
	}
}

// journalJSON is journalctl -o json.
func journalJSON(w *writer, m Message) {
	for _, line := range append(w.lines(m), "") {
		w.f(`{"__REALTIME_TIMESTAMP":"%d","_HOSTNAME":"px1","PRIORITY":"6","SYSLOG_IDENTIFIER":"kamailio","MESSAGE":%s}`+"\n", m.Time.UnixMicro(), quotedJSON(line))
	}
}

// kibanaCSV is a table of two columns, a row for each line of the log.
func kibanaCSV(w *writer, m Message) {
	if w.n == 0 {
		w.f("\"@timestamp\",message\n")
	}
	for _, line := range append(w.lines(m), "") {
		w.f("\"%s\",\"%s\"\n", m.Time.Format("Jan 2, 2006 @ 15:04:05.000"), strings.ReplaceAll(line, `"`, `""`))
	}
}

// cellCSV has a message in each cell.
func cellCSV(w *writer, m Message) {
	if w.n == 0 {
		w.f("time,src,dst,message,id\n")
	}
	w.f("%s,%s,%s,\"%s\",%d\n", m.Time.Format("2006-01-02 15:04:05.000"), m.Src, m.Dst, strings.ReplaceAll(w.joined(m, "\n"), `"`, `""`), w.n+1)
}

// homerJSON is what Homer's interface exports.
func homerJSON(w *writer, m Message) {
	w.f("    {\n      \"id\": %d,\n      \"create_date\": %d,\n      \"srcIp\": \"%s\",\n      \"srcPort\": %s,\n      \"dstIp\": \"%s\",\n      \"dstPort\": %s,\n      \"raw\": %s,\n      \"method\": \"%s\"\n    },\n",
		w.n+1, m.Time.UnixMilli(), hostOf(m.Src), portOf(m.Src), hostOf(m.Dst), portOf(m.Dst), quotedJSON(w.joined(m, "\r\n")), method(m))
}

// mysqlRows is mysql's \G of sip_capture or sip_trace.
func mysqlRows(w *writer, m Message) {
	w.f("*************************** %d. row ***************************\n", w.n+1)
	w.f("            id: %d\n          date: %s\n      micro_ts: %d\n        method: %s\n        callid: %s\n      from_tag: a1\n     source_ip: %s\n   source_port: %s\ndestination_ip: %s\ndestination_port: %s\n         proto: 1\n           msg: ",
		w.n+1, m.Time.Format("2006-01-02 15:04:05"), m.Time.UnixMicro(), method(m), header(m, "Call-ID"), hostOf(m.Src), portOf(m.Src), hostOf(m.Dst), portOf(m.Dst))
	w.message(m, "", "\n")
	w.f("\n          node: px1\n")
}

// psqlRows is psql's expanded display.
func psqlRows(w *writer, m Message) {
	w.f("-[ RECORD %d ]---------------------------------\nid       | %d\nmsg      | ", w.n+1, w.n+1)
	for i, line := range w.lines(m) {
		if i > 0 {
			w.f("         | ")
		}
		w.f("%-60s+\n", line+"\\r")
	}
	w.f("         | \ntime     | %s\n", m.Time.Format("2006-01-02 15:04:05"))
}

// xmlCDATA is a message in the log of a program that writes XML.
func xmlCDATA(w *writer, m Message) {
	w.f("<event time=\"%s\">\n<sip src=\"%s\" dst=\"%s\"><![CDATA[", m.Time.Format("2006-01-02T15:04:05.000Z"), m.Src, m.Dst)
	w.message(m, "", "\n")
	w.f("]]></sip>\n</event>\n")
}

// yamlBlock is a message in a block of YAML.
func yamlBlock(w *writer, m Message) {
	w.f("- time: %s\n  src: %s\n  dst: %s\n  message: |\n", m.Time.Format("2006-01-02T15:04:05.000Z"), m.Src, m.Dst)
	for _, line := range w.lines(m) {
		if line == "" {
			w.f("\n")
			continue
		}
		w.f("    %s\n", line)
	}
}

// urlEncoded is a message in the parameter of a request.
func urlEncoded(w *writer, m Message) {
	w.f("msg=%s&ts=%d\n", strings.ReplaceAll(url.QueryEscape(w.joined(m, "\r\n")), "+", "%20"), m.Time.UnixMilli())
}

// base64Lines is a message as base64 in a record of its own.
func base64Lines(w *writer, m Message) {
	w.f(`{"time":"%s","payload":"%s"}`+"\n", m.Time.Format("2006-01-02T15:04:05.000Z"), base64.StdEncoding.EncodeToString([]byte(w.joined(m, "\r\n"))))
}

// hexString is a message as one string of digits, as firewalls log it.
func hexString(w *writer, m Message) {
	text := w.joined(m, "\r\n")
	w.f("%s sip port 26 read [(0,%d)\n(%s)\n", m.Time.Format("2006-01-02 15:04:05"), len(text), hex.EncodeToString([]byte(text)))
}

// byteArray is what Go and others print of bytes.
func byteArray(w *writer, m Message) {
	w.f("%s received %v\n", m.Time.Format("2006/01/02 15:04:05"), []byte(w.joined(m, "\r\n")))
}

// cArray is a message in the source of a program in C.
func cArray(w *writer, m Message) {
	w.f("static const unsigned char msg%d[] = {\n", w.n)
	for i, c := range []byte(w.joined(m, "\r\n")) {
		end := " "
		if i%12 == 11 {
			end = "\n"
		}
		w.f("0x%02x,%s", c, end)
	}
	w.f("};\n")
}

// hexdumpC is hexdump -C of the message alone.
func hexdumpC(w *writer, m Message) {
	text := []byte(w.joined(m, "\r\n"))
	for at := 0; at < len(text); at += 16 {
		row := text[at:min(at+16, len(text))]
		var digits, chars strings.Builder
		for i, c := range row {
			fmt.Fprintf(&digits, "%02x ", c)
			if i == 7 {
				digits.WriteByte(' ')
			}
			if c < ' ' || c >= 0x7f {
				c = '.'
			}
			chars.WriteByte(c)
		}
		w.f("%08x  %-49s |%s|\n", at, digits.String(), chars.String())
	}
	w.f("%08x\n\n", len(text))
}

// xxd is xxd's form of the same.
func xxd(w *writer, m Message) {
	text := []byte(w.joined(m, "\r\n"))
	for at := 0; at < len(text); at += 16 {
		row := text[at:min(at+16, len(text))]
		var digits, chars strings.Builder
		for i, c := range row {
			fmt.Fprintf(&digits, "%02x", c)
			if i%2 == 1 {
				digits.WriteByte(' ')
			}
			if c < ' ' || c >= 0x7f {
				c = '.'
			}
			chars.WriteByte(c)
		}
		w.f("%08x: %-40s %s\n", at, digits.String(), chars.String())
	}
	w.f("\n")
}
