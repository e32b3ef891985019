package answers

import (
	"strconv"
	"strings"
	"time"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// sideName calls a side in words.
func sideName(side parser.Side) string {
	switch side {
	case parser.Caller:
		return "the caller"
	case parser.Callee:
		return "the called side"
	}
	return "one side"
}

// sideLabel calls a side with its product and address: "the caller (PBX FPBX-16 at
// 192.0.2.10)".
func sideLabel(d *parser.Dialog, side parser.Side) string {
	var about []string
	product := d.ProductAt(side)
	if product.Text != "" {
		about = append(about, kindOf(product))
	}
	if host, _ := d.Host(side); host != "" {
		about = append(about, "at "+parser.HostOf(host))
	}
	if len(about) == 0 {
		return sideName(side)
	}
	return sideName(side) + " (" + strings.Join(about, " ") + ")"
}

// senderLabel calls the side that sent a message, with the product and address that the
// message itself shows: behind a redirection a side has another address than before.
func senderLabel(d *parser.Dialog, m *parser.Message) string {
	side := d.SideOf(m)
	host, _ := d.Host(side)
	if m.SourceHost() == "" || m.SourceHost() == parser.HostOf(host) {
		return sideLabel(d, side)
	}
	if m.Product() == "" {
		return sideName(side) + " (at " + m.SourceHost() + ")"
	}
	return sideName(side) + " (" + kindOf(parser.ProductOf(m.Product())) + " at " + m.SourceHost() + ")"
}

// kindOf names a product with its sort: "PBX Asterisk PBX 20".
func kindOf(p parser.Product) string {
	switch p.Role {
	case parser.RolePBX:
		if strings.Contains(strings.ToLower(p.Text), "pbx") {
			return "PBX " + strings.TrimSpace(p.Text)
		}
		return "PBX " + p.Text
	case parser.RolePhone, parser.RoleSoftphone:
		return "phone " + p.Text
	}
	return p.Text
}

// whoSent names the sender of a message: its address, else its side.
func whoSent(d *parser.Dialog, m *parser.Message) string {
	if host := m.SourceHost(); host != "" {
		return host
	}
	side := d.SideOf(m)
	if host, inferred := d.Host(side); host != "" && !inferred {
		return parser.HostOf(host)
	}
	return sideName(side)
}

func itoa(n int) string { return strconv.Itoa(n) }

// numbers lists message numbers: "#2, #4 and #7".
func numbers(list []*parser.Message) string {
	names := make([]string, len(list))
	for i, m := range list {
		names[i] = rules.Number(m)
	}
	const most = 12
	if len(names) > most {
		names = append(names[:most], "…")
		return strings.Join(names, ", ")
	}
	return words.Enumerate(names)
}

// codecNames lists the codecs of an audio line, events left out.
func codecNames(m *parser.Message) (names []string, events bool) {
	sdp := m.SDP()
	if sdp == nil || sdp.Audio() == nil {
		return nil, false
	}
	for _, c := range sdp.Audio().Codecs() {
		switch {
		case c.IsEvent():
			events = events || strings.EqualFold(c.Name, "telephone-event")
		case c.Name != "":
			names = append(names, c.Name)
		default:
			names = append(names, "payload type "+strconv.Itoa(c.PT)+" (not named)")
		}
	}
	return names, events
}

// codecList writes the codecs of a message's audio: "PCMU, PCMA".
func codecList(m *parser.Message) string {
	names, _ := codecNames(m)
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}

// askedExpiry is the lifetime in seconds that a REGISTER asks for, 0 where it
// names none (RFC 3261 10.2.1.1).
func askedExpiry(m *parser.Message) int {
	if m == nil {
		return 0
	}
	for _, value := range m.List("Contact") {
		if expires, ok := parser.ParseAddress(value).Param("expires"); ok {
			if n, err := strconv.Atoi(expires); err == nil {
				return n
			}
		}
	}
	n, _ := strconv.Atoi(m.Header("Expires"))
	return n
}

// clock writes the time of a message, with its date where the log has one.
func clock(m *parser.Message) string {
	if m == nil || !m.Clock {
		return ""
	}
	return stamp(m.Time)
}

func stamp(t time.Time) string {
	if t.Year() <= 1 {
		return t.Format("15:04:05.000")
	}
	return t.Format("2006-01-02 15:04:05.000")
}

func zone(m *parser.Message) string {
	if m != nil && m.Clock && m.Time.Location() != time.UTC {
		return " " + m.Time.Format("-07:00")
	}
	return ""
}

// transfer is what a dialog shows of a call transfer (RFC 3515, RFC 3891).
type transfer struct {
	refer *parser.Message
	// answer to the REFER, report the last NOTIFY about it, line its status line.
	accepted *parser.Message
	report   *parser.Message
	answer   string
	code     int
	target   string
	attended bool
}

// transferOf reads the first REFER of a dialog, nil without one.
func transferOf(d *parser.Dialog) *transfer {
	var x *transfer
	for _, t := range d.Transactions {
		if t.Parent != nil || t.Request == nil {
			continue
		}
		switch {
		case t.Method == "REFER" && x == nil:
			uri := parser.ParseAddress(t.Request.Header("Refer-To")).URI
			x = &transfer{refer: t.Request, accepted: t.Final, target: uri.User, attended: strings.Contains(strings.ToLower(t.Request.Header("Refer-To")), "replaces=")}
			if x.target == "" {
				x.target = rules.Shown(uri.Host)
			}
		case t.Method == "NOTIFY" && x != nil && strings.HasPrefix(strings.ToLower(t.Request.Header("Event")), "refer"):
			if line, code := sipfrag(t.Request); code != 0 {
				x.report, x.answer, x.code = t.Request, line, code
			}
		}
	}
	return x
}

// sipfrag is the status line in the body of a NOTIFY (RFC 3420).
func sipfrag(m *parser.Message) (line string, code int) {
	line, _, _ = strings.Cut(strings.TrimSpace(m.Body), "\n")
	parts := strings.Fields(line)
	if len(parts) < 2 || !strings.HasPrefix(parts[0], "SIP/") {
		return "", 0
	}
	code, _ = strconv.Atoi(parts[1])
	return line, code
}
