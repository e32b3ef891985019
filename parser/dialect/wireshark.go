package dialect

import (
	"strconv"
	"strings"
)

// details rebuilds a message from Wireshark's packet details, copied or printed by
// tshark -V: header lines stand one level below "Message Header", what Wireshark
// took them apart into below those, and the letter of a session description's line
// in brackets behind its name. Learnt from tshark's own output.
func (u *unwrapper) details(text string) int {
	i := strings.Index(text, "Session Initiation Protocol")
	if i < 0 {
		if i = max(strings.Index(text, "Request-Line: "), strings.Index(text, "Status-Line: ")); i < 0 {
			return 0
		}
	}
	t := text[i:]
	u.begin()
	d := details{u: u, indent: -1, first: len(u.out)}
	if before := strings.Trim(text[:i], " \t▶▼+-"); before != "" {
		d.pre = strings.TrimRight(text[:i], " \t▶▼+-")
	}
	n := 0
	if !detailStart(t) {
		n = 1
	}
	for ; u.at+n < len(u.in); n++ {
		l := u.in[u.at+n]
		if d.pre != "" {
			k := matchShape(d.pre, l.Text)
			if k < 0 {
				break
			}
			l.Text = l.Text[k:]
		}
		if !d.line(l) {
			break
		}
	}
	if d.start == 0 {
		return 0
	}
	about := d.about()
	for i := d.first; i < len(u.out); i++ {
		if u.out[i].Text != "" {
			u.out[i].about, u.out[i].cut = about, true
			break
		}
	}
	return n
}

func detailStart(t string) bool {
	return strings.HasPrefix(t, "Request-Line: ") || strings.HasPrefix(t, "Status-Line: ")
}

// details is one packet's block of details.
type details struct {
	u *unwrapper
	// pre is what stands before every line.
	pre string
	// indent is that of the lines that count, -1 before the first of them.
	indent int
	// where: 0 before, 1 in the header, 2 in a session description, 3 in another body.
	where   int
	start   int
	first   int
	unknown int
	blank   bool
	// login is the place in u.out of a header with a challenge or credentials that was
	// printed in part, 0 for none; parts are its parameters as taken apart below it.
	login int
	parts []string
}

// line reads one line, false where the block has ended.
func (d *details) line(l Line) bool {
	t := strings.TrimLeft(l.Text, " \t▶▼")
	t = strings.TrimSuffix(strings.TrimRight(t, " \t"), `\r\n`)
	indent := len(l.Text) - len(strings.TrimLeft(l.Text, " \t▶▼"))
	switch {
	case t == "":
		return true
	case detailStart(t):
		if d.start > 0 {
			return false
		}
		d.start = l.N
		_, line, _ := strings.Cut(t, ": ")
		d.u.add(Line{Text: line, N: l.N})
		return true
	case d.start > 0 && packetBegins(t):
		return false
	case t == "Message Header":
		d.where, d.indent = 1, -1
		return true
	case strings.HasPrefix(t, "Message Body"):
		d.where, d.indent = 3, -1
		return true
	case strings.HasPrefix(t, "Session Description Protocol") && !strings.Contains(t, "(v)"):
		d.where, d.indent = 2, -1
		return true
	case d.where == 3 && (strings.HasPrefix(t, "Line-based text data") || strings.HasPrefix(t, "Media Type")):
		d.indent = -1
		return true
	}
	switch d.where {
	case 1:
		return d.header(t, indent, l.N)
	case 2:
		return d.description(t, indent, l.N)
	case 3:
		return d.text(t, indent, l.N)
	}
	return d.odd()
}

func (d *details) odd() bool {
	d.unknown++
	return d.unknown < 12
}

// packetBegins tells the first line of another packet or of its bytes.
func packetBegins(t string) bool {
	return strings.HasPrefix(t, "Frame ") || strings.HasPrefix(t, "No. ") || strings.HasPrefix(t, "Session Initiation Protocol") ||
		strings.HasPrefix(t, "0000  ") || strings.HasPrefix(t, "Ethernet II") || strings.HasPrefix(t, "Internet Protocol")
}

// subfields are what Wireshark takes headers apart into that could pass for
// headers where the indentation was lost.
var subfields = set("Transport Branch RPort Received Method Realm Algorithm QOP Protocol Cause Text Username Nonce Opaque Scheme Parameter Resent")

func (d *details) header(t string, indent, n int) bool {
	if d.indent < 0 {
		d.indent = indent
	}
	t, inPart := whollyNamed(t)
	if inPart && indent == d.indent+1 {
		// The mark of old versions stands behind a blank of its own.
		indent = d.indent
	}
	name, _, ok := nameOf(t)
	if indent > d.indent {
		d.loginPart(t)
		return true
	}
	d.login = 0
	switch {
	case t[0] == '[':
		return true
	case indent < d.indent && !ok:
		return false
	case !ok:
		return d.odd()
	case subfields[name] && indent == 0:
		return true
	}
	d.unknown = 0
	d.u.add(Line{Text: unfoldedDetail(t), N: n})
	if inPart && (strings.HasSuffix(name, "Authenticate") || strings.HasSuffix(name, "Authorization")) {
		d.login, d.parts = len(d.u.out)-1, nil
	}
	return true
}

// whollyNamed takes the mark off a header that is too long for Wireshark to print
// whole: "[truncated]Authorization: …" before version 4.2, "Authorization […]: …" since.
func whollyNamed(t string) (string, bool) {
	if rest, ok := strings.CutPrefix(t, "[truncated]"); ok {
		return strings.TrimLeft(rest, " "), true
	}
	if i := strings.Index(t, " […]:"); i > 0 {
		return t[:i] + t[i+len(" […]"):], true
	}
	return t, false
}

// loginParts are the parameters of challenges and credentials by the names that
// Wireshark gives them.
var loginParts = map[string]string{
	"Username": "username", "Realm": "realm", "Nonce Value": "nonce", "Authentication URI": "uri", "Digest Authentication Response": "response", "Algorithm": "algorithm",
	"CNonce Value": "cnonce", "QOP": "qop", "Nonce Count": "nc", "Opaque Value": "opaque", "Stale Flag": "stale", "Domain": "domain",
}

// loginPart puts a header that was printed in part together again from what stands
// below it.
func (d *details) loginPart(t string) {
	if d.login == 0 {
		return
	}
	label, value, ok := strings.Cut(t, ": ")
	if !ok {
		return
	}
	line := &d.u.out[d.login]
	name, _, _ := strings.Cut(line.Text, ":")
	if label == "Authentication Scheme" {
		line.Text = name + ": " + value
		return
	}
	if parameter := loginParts[label]; parameter != "" {
		separator := ", "
		if len(d.parts) == 0 {
			separator = " "
		}
		d.parts = append(d.parts, parameter)
		line.Text += separator + parameter + "=" + value
	}
}

// unfoldedDetail is a header that was folded, with the line ends in it that Wireshark
// writes out.
func unfoldedDetail(t string) string {
	if !strings.Contains(t, `\r\n`) {
		return t
	}
	pieces := strings.Split(t, `\r\n`)
	for i := range pieces {
		pieces[i] = strings.TrimSpace(pieces[i])
	}
	return strings.Join(pieces, " ")
}

func (d *details) description(t string, indent, n int) bool {
	i := strings.Index(t, "): ")
	if i < 2 || t[i-2] != '(' {
		if strings.HasSuffix(t, "):") && len(t) > 4 && t[len(t)-4] == '(' {
			t, i = t+" ", len(t)-2
		} else if d.indent >= 0 && indent < d.indent {
			return false
		} else {
			return d.indent < 0 || indent > d.indent || d.odd()
		}
	}
	if d.indent < 0 {
		d.indent = indent
	}
	if indent > d.indent {
		return true
	}
	if indent < d.indent {
		return false
	}
	d.unknown = 0
	d.body(t[i-1:i]+"="+t[i+3:], n)
	return true
}

func (d *details) text(t string, indent, n int) bool {
	if d.indent < 0 {
		d.indent = indent
	}
	if indent < d.indent {
		return false
	}
	d.body(strings.Repeat(" ", indent-d.indent)+t, n)
	return true
}

func (d *details) body(line string, n int) {
	if !d.blank {
		d.u.add(Line{N: n})
		d.blank = true
	}
	d.u.add(Line{Text: line, N: n})
}

// about reads what the packet's lower layers say, on the lines before.
func (d *details) about() *meta {
	m := &meta{format: "wireshark", rebuilt: true}
	var src, dst, sport, dport string
	for i := d.u.at - 1; i >= 0 && i > d.u.at-120; i-- {
		t := strings.TrimSpace(d.u.in[i].Text)
		switch {
		case strings.HasPrefix(t, "Internet Protocol"):
			src, dst = labelled(t, "Src: "), labelled(t, "Dst: ")
		case strings.HasPrefix(t, "User Datagram Protocol"), strings.HasPrefix(t, "Transmission Control Protocol"):
			m.transport = "udp"
			if t[0] == 'T' {
				m.transport = "tcp"
			}
			sport, dport = portLabelled(t, "Src Port: "), portLabelled(t, "Dst Port: ")
		case strings.HasPrefix(t, "Arrival Time: "), strings.HasPrefix(t, "UTC Arrival Time: "):
			if !m.clock {
				m.time(t)
			}
		case strings.HasPrefix(t, "Frame ") && len(t) > 6 && is(t[6], classDigit):
			// "Frame 5: …" heads the packet; "Frame Number:" stands further down.
			m.clipped = clippedFrame(t)
			i = 0
		case detailStart(t):
			i = 0
		}
	}
	m.src, m.dst = pair(src, sport), pair(dst, dport)
	return m
}

// clippedFrame tells a packet of which less was captured than went over the wire:
// "Frame 3: 1290 bytes on wire (10320 bits), 256 bytes captured (2048 bits)".
func clippedFrame(t string) bool {
	_, rest, _ := strings.Cut(t, ": ")
	wire, rest, ok := strings.Cut(rest, " bytes on wire")
	if !ok {
		return false
	}
	_, rest, _ = strings.Cut(rest, ", ")
	captured, _, ok := strings.Cut(rest, " bytes captured")
	sent, wrong := strconv.Atoi(wire)
	have, odd := strconv.Atoi(captured)
	return ok && wrong == nil && odd == nil && have < sent
}

func labelled(t, label string) string {
	_, rest, ok := strings.Cut(t, label)
	if !ok {
		return ""
	}
	return strings.TrimRight(word(rest), ",")
}

func portLabelled(t, label string) string {
	_, rest, ok := strings.Cut(t, label)
	if !ok {
		return ""
	}
	port, _, _ := strings.Cut(rest, ",")
	if i := strings.IndexByte(port, '('); i >= 0 {
		port = strings.Trim(port[i:], "() ")
	}
	return strings.TrimSpace(port)
}
