package render

import (
	"fmt"
	"strings"
)

// What capturing tools print.

func sngrep(w *writer, m Message) {
	w.f("%s %s -> %s\n", m.Time.Format("2006/01/02 15:04:05.000000"), m.Src, m.Dst)
	w.message(m, "", "\n")
	w.f("\n")
}

func sngrepCRLF(w *writer, m Message) {
	w.f("%s %s -> %s\n", m.Time.Format("2006/01/02 15:04:05.000000"), m.Src, m.Dst)
	w.message(m, "", "\r\n")
	w.f("\n\n")
}

// ngrepByline prints a dot for what it cannot: the carriage return of each line.
func ngrepByline(w *writer, m Message) {
	w.f("#\n%s %s %s -> %s\n", ngrepProto(m), m.Time.Format("2006/01/02 15:04:05.000000"), m.Src, m.Dst)
	w.message(m, "", ".\n")
	w.f("\n")
}

func ngrepProto(m Message) string {
	if m.Transport == "udp" {
		return "U"
	}
	return "T"
}

func sipgrep(w *writer, m Message) {
	w.f("%s %s %s -> %s\n", ngrepProto(m), m.Time.Format("2006/01/02 15:04:05.000000"), m.Src, m.Dst)
	w.message(m, "", "\n")
	w.f("\n")
}

func homer(w *writer, m Message) {
	w.f("proto:%s %s  %s ---> %s\r\n\r\n", upper(m.Transport), m.Time.Format("2006-01-02T15:04:05Z"), m.Src, m.Dst)
	w.message(m, "", "\r\n")
	w.f("\r\n")
}

// dotted is an address as tcpdump writes it: the port behind a dot.
func dotted(addr string) string { return hostOf(addr) + "." + portOf(addr) }

func tcpdumpHead(w *writer, m Message) {
	kind := "IP"
	if strings.HasPrefix(m.Src, "[") {
		kind = "IP6"
	}
	w.f("%s %s %s > %s: SIP: %s\n", m.Time.Format("15:04:05.000000"), kind, dotted(m.Src), dotted(m.Dst), m.StartLine)
}

func tcpdumpASCII(w *writer, m Message) {
	tcpdumpHead(w, m)
	w.f("E..c..@.@...3d......K.K.O..")
	w.message(m, "", "\n")
	w.f("\n")
}

func tcpdumpHex(w *writer, m Message) {
	tcpdumpHead(w, m)
	packet := ipPacket(m, w.joined(m, "\r\n"))
	for at := 0; at < len(packet); at += 16 {
		row := packet[at:min(at+16, len(packet))]
		var hex strings.Builder
		for i, c := range row {
			if i%2 == 0 && i > 0 {
				hex.WriteByte(' ')
			}
			fmt.Fprintf(&hex, "%02x", c)
		}
		w.f("\t0x%04x:  %-39s  %s\n", at, hex.String(), printable(row))
	}
}

func wiresharkHex(w *writer, m Message) {
	packet := append([]byte("\x00\x16\x3e\x00\x00\x01\x00\x16\x3e\x00\x00\x02\x08\x00"), ipPacket(m, w.joined(m, "\r\n"))...)
	if strings.HasPrefix(m.Src, "[") {
		packet[12], packet[13] = 0x86, 0xdd
	}
	for at := 0; at < len(packet); at += 16 {
		row := packet[at:min(at+16, len(packet))]
		var hex strings.Builder
		for i, c := range row {
			if i > 0 {
				hex.WriteByte(' ')
			}
			fmt.Fprintf(&hex, "%02x", c)
		}
		w.f("%04x  %-47s  %s\n", at, hex.String(), printable(row))
	}
	w.f("\n")
}

func printable(row []byte) string {
	out := make([]byte, len(row))
	for i, c := range row {
		out[i] = '.'
		if c >= ' ' && c < 0x7f {
			out[i] = c
		}
	}
	return string(out)
}

func wiresharkFollow(w *writer, m Message) {
	back := w.nodes == [2]string{m.Dst, m.Src}
	if w.nodes != [2]string{m.Src, m.Dst} && !back {
		w.nodes = [2]string{m.Src, m.Dst}
		rule := strings.Repeat("=", 67)
		w.f("%s\nFollow: udp,ascii\nFilter: udp.stream eq %d\nNode 0: %s\nNode 1: %s\n", rule, w.n, m.Src, m.Dst)
	}
	tab := ""
	if back {
		tab = "\t"
	}
	w.f("%s%d\n", tab, w.size(m))
	w.message(m, "", "\n")
	w.f("\n")
}

// wiresharkDetails is the tree of a packet, opened.
func wiresharkDetails(w *writer, m Message) {
	kind := "Request-Line"
	if isResponse(m) {
		kind = "Status-Line"
	}
	w.f("Session Initiation Protocol (%s)\n    %s: %s\n", method(m), kind, m.StartLine)
	if isResponse(m) {
		w.f("        Status-Code: %s\n        [Resent Packet: False]\n", method(m))
	} else {
		w.f("        Method: %s\n        [Resent Packet: False]\n", method(m))
	}
	w.f("    Message Header\n")
	for _, h := range m.Headers {
		w.f("        %s: %s\n", h.Name, h.Value)
		switch upper(h.Name) {
		case "VIA":
			w.f("            Transport: %s\n            Sent-by Address: %s\n", upper(m.Transport), hostOf(m.Src))
		case "CSEQ":
			w.f("            Sequence Number: 1\n            Method: X\n")
		case "CALL-ID":
			w.f("        [Generated Call-ID: %s]\n", h.Value)
		}
	}
	if m.Body == "" {
		return
	}
	w.f("    Message Body\n")
	if !strings.HasPrefix(m.Body, "v=") {
		for _, line := range strings.Split(m.Body, "\n") {
			w.f("        %s\\r\\n\n", line)
		}
		return
	}
	w.f("        Session Description Protocol\n")
	for _, line := range strings.Split(m.Body, "\n") {
		letter, value, _ := strings.Cut(line, "=")
		w.f("            %s (%s): %s\n", sdpNames[letter], letter, value)
		if letter == "m" {
			w.f("                Media Type: %s\n", strings.Fields(value)[0])
		}
	}
}

var sdpNames = map[string]string{
	"v": "Session Description Protocol Version", "o": "Owner/Creator, Session Id", "s": "Session Name", "i": "Session Information", "u": "URI of Description",
	"e": "E-mail Address", "p": "Phone Number", "c": "Connection Information", "b": "Bandwidth Information", "t": "Time Description, active time",
	"r": "Repeat Time", "z": "Time Zone Adjustment", "k": "Encryption Key", "a": "Media Attribute", "m": "Media Description, name and address",
}
