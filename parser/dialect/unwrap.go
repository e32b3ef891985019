package dialect

import "strings"

// unwrapper brings lines that hold several lines of a message, or bytes of one,
// back to one line for each line of the message.
type unwrapper struct {
	in  []Line
	at  int
	out []Line
	// plain is set where the lines just read go on with those around them.
	plain bool
	// flat is set while the lines go on with a message whose line ends were lost.
	// compact tells that its headers have their compact names.
	// sdp and frag tell what its body is.
	// literal tells that its lines end in a written-out line end.
	literal                           bool
	flat, wasFlat, compact, sdp, frag bool
	// flows are the arrows of a call flow, as far as they were counted, columns the
	// names over it.
	counted, named bool
	flows          int
	// wholes tells that the text holds a message with its headers, once looked for.
	looked, wholes bool
	columns        []person
	// parsed is what the parser of a proxy logged last: a method or a code.
	parsed string
	// proxy tells the log of a proxy, once asked.
	asked, proxy bool
	// table is the head of the table that the lines are rows of, once sought.
	table       *table
	tableSought bool
	// recordName names the record of a log that was read last.
	recordName string
	// noBytes is the line before which no bytes are to be looked for.
	noBytes int
}

// unwrap goes through the lines once. Lines that need nothing are not copied.
func unwrap(lines []Line) []Line {
	u := unwrapper{in: lines}
	for u.at < len(lines) {
		kept := len(u.out)
		if u.out == nil {
			kept = u.at
		}
		u.plain = false
		n := u.read()
		if n == 0 {
			if u.out != nil {
				u.out = append(u.out, lines[u.at])
			}
			u.at++
			continue
		}
		u.at += n
		if u.plain {
			continue
		}
		if kept < len(u.out) && !u.out[kept].more {
			u.out[kept].cut = true
		}
		if u.at < len(lines) && !u.flat {
			lines[u.at].cut = true
		}
	}
	if u.out == nil {
		return lines
	}
	return u.out
}

// read takes the lines at u.at apart and returns how many it took, 0 for a line
// that stays as it is.
func (u *unwrapper) read() int {
	text := u.in[u.at].Text
	if len(text) < 12 && (!u.flat || isBlank(text)) {
		u.flat = false
		if strings.IndexByte(text, '\\') >= 0 {
			return u.escaped(text)
		}
		return u.ladder(text)
	}
	u.wasFlat, u.flat = u.flat, false
	if n := u.record(text); n > 0 {
		return n
	}
	if n := u.hexDump(text); n > 0 {
		return n
	}
	if n := u.printed(text); n > 0 {
		return n
	}
	if n := u.details(text); n > 0 {
		return n
	}
	if n := u.escaped(text); n > 0 {
		return n
	}
	if n := u.dotted(text); n > 0 {
		return n
	}
	if n := u.flattened(text, u.wasFlat); n > 0 {
		return n
	}
	if n := u.summary(text); n > 0 {
		return n
	}
	if n := u.xlog(text); n > 0 {
		return n
	}
	return u.ladder(text)
}

// begin makes sure that what needs nothing is copied before the first line that does.
func (u *unwrapper) begin() {
	if u.out == nil {
		u.out = append(make([]Line, 0, len(u.in)+64), u.in[:u.at]...)
	}
}

func (u *unwrapper) add(l Line) {
	u.begin()
	u.out = append(u.out, l)
}

// summary reads one line of Wireshark's list of packets: "12   9.997954 a → b SIP
// 379 Status: 488 Not Acceptable Here | ". Where the packet's details follow,
// they say it better.
func (u *unwrapper) summary(text string) int {
	text = spacedCells(text)
	i := strings.Index(text, " SIP")
	if i < 0 {
		return 0
	}
	protocol := word(text[i:])
	if protocol != "SIP" && protocol != "SIP/SDP" && protocol != "SIP/XML" && protocol != "SIP/sipfrag" {
		return 0
	}
	rest := text[i+1+len(protocol):]
	var line string
	if _, request, ok := strings.Cut(rest, " Request: "); ok {
		request = summaryEnd(request)
		method, uri, _ := strings.Cut(request, " ")
		if !isMethod(method) || !uriLike(uri, true) {
			return 0
		}
		line = method + " " + word(uri) + " SIP/2.0"
	} else if _, status, ok := strings.Cut(rest, " Status: "); ok && len(status) > 3 && isDigits(status[:3]) {
		line = "SIP/2.0 " + summaryEnd(status)
	} else {
		return 0
	}
	for j := u.at + 1; j < len(u.in) && j < u.at+4; j++ {
		next := strings.TrimSpace(u.in[j].Text)
		if strings.HasPrefix(next, "Frame ") || strings.HasPrefix(next, "Session Initiation") || strings.HasPrefix(next, "0000  ") {
			return 0
		}
	}
	u.add(Line{Text: line, N: u.in[u.at].N, about: summaryMeta(text[:i])})
	return 1
}

// spacedCells makes a row of an exported list the line that is printed of it.
func spacedCells(text string) string {
	for _, separator := range []byte{',', '\t', ';'} {
		cell := string(separator) + "SIP"
		if strings.Contains(text, cell) || strings.Contains(text, string(separator)+`"SIP`) {
			return " " + strings.Join(cellsOf(text, separator), " ")
		}
	}
	return text
}

func summaryEnd(s string) string {
	s, _, _ = strings.Cut(s, " | ")
	s, _, _ = strings.Cut(s, ", ")
	// "200 OK (REGISTER)  (1 binding)"
	s, _, _ = strings.Cut(s, "  (")
	return strings.TrimRight(s, ` |\`)
}

func summaryMeta(head string) *meta {
	m := &meta{format: "wireshark", rebuilt: true, summary: true}
	f := strings.Fields(head)
	var hosts []string
	for _, w := range f {
		switch {
		case strings.Count(w, ".") == 3 || strings.Count(w, ":") > 2 && strings.Count(w, ".") == 0:
			hosts = append(hosts, w)
		case !m.clock:
			m.relative(w)
		}
	}
	if st, _, _, ok := findTime(head); ok {
		m.stamp, m.clock = st, true
	}
	if len(hosts) == 2 {
		m.ends(hosts[0], hosts[1])
		if strings.Contains(head, "←") {
			m.ends(hosts[1], hosts[0])
		}
	}
	return m
}
