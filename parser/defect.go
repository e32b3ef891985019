package parser

import (
	"math"
	"strconv"
	"strings"
)

// Defects are the faults of the message as it was sent. Read has looked for them in
// every message; in a stream they are looked for when first asked for.
func (m *Message) Defects() []Defect {
	if !m.judged {
		m.findDefects()
	}
	return m.defects
}

// findDefects looks for what RFC 3261 25 forbids in the message as it was sent.
// Where the text is not exactly what was on the wire, only faults are named that
// copying does not make: blanks, line ends, brackets and lengths are not judged.
func (m *Message) findDefects() {
	m.judged = true
	m.startLineDefects()
	for i := range m.Headers {
		h := &m.Headers[i]
		switch h.Key {
		case "CSeq":
			m.cseqDefects(h)
		case "Content-Length":
			m.lengthDefects(h)
		case "Max-Forwards":
			m.numberDefect(h, h.Value, 255, "Max-Forwards")
		case "Expires", "Min-Expires", "Session-Expires", "Min-SE":
			number, _, _ := strings.Cut(h.Value, ";")
			m.numberDefect(h, number, math.MaxUint32, h.Key)
		case "Retry-After":
			number, _, _ := strings.Cut(h.Value, ";")
			number, _, _ = strings.Cut(number, "(")
			m.numberDefect(h, number, math.MaxUint32, h.Key)
		case "Warning":
			m.warningDefects(h)
		case "Date":
			if m.Exact && h.Value != "" && !strings.HasSuffix(h.Value, "GMT") {
				m.defect(h.Line, h.String(), "the time zone of a Date must be GMT (RFC 3261 20.17)")
			}
		case "Via":
			m.viaDefects(h)
		case "From", "To", "Contact", "Route", "Record-Route", "Refer-To", "P-Asserted-Identity", "Reply-To":
			m.addressDefects(h)
		}
	}
}

func (m *Message) defect(line int, text, problem string) {
	const enough = 20
	if len(m.defects) < enough {
		m.defects = append(m.defects, Defect{Line: line, Text: text, Problem: problem})
	}
}

// endsOpen takes back what was found on the last line of a text without a line end:
// that line may have been cut in its middle, and then the message was.
func (m *Message) endsOpen(line int) {
	if m.Body != "" || m.Lines[1] != line {
		return
	}
	kept := m.defects[:0]
	for _, d := range m.defects {
		if d.Line != line {
			kept = append(kept, d)
		}
	}
	last := ""
	if n := len(m.Headers); n > 0 {
		last = unescaped(m.Headers[n-1].Value)
	}
	if len(kept) < len(m.defects) || strings.Count(last, `"`)%2 == 1 || strings.LastIndexByte(last, '<') > strings.LastIndexByte(last, '>') {
		m.Partial = true
	}
	m.defects = kept
}

func (m *Message) startLineDefects() {
	line := m.StartLine
	wrong := func(problem string) { m.defect(m.Lines[0], line, problem) }
	switch {
	case line == "":
		return
	case m.badCode():
		wrong("the status code is not a number of three digits from 100 to 699 (RFC 3261 7.2)")
	case !strings.Contains(line, "SIP/2.0") && !strings.Contains(strings.ToUpper(line), "SIP/2.0"):
		wrong("the protocol version is not SIP/2.0 (RFC 3261 7.1)")
	}
	if m.RequestURI == "" {
		return
	}
	if m.CSeqMethod != "" && m.CSeqMethod != m.Method {
		h, _ := m.Get("CSeq")
		m.defect(h.Line, h.String(), "the method of CSeq is not that of the request line, "+m.Method+" (RFC 3261 8.1.1.5)")
	}
	m.requestURIDefects(wrong)
	if m.Exact && (strings.Contains(m.rawStart, "  ") || strings.TrimRight(m.rawStart, " \t") != m.rawStart) {
		wrong("the request line has more than one blank between its parts, or blanks at its end (RFC 3261 7.1)")
	}
}

// badCode tells a status line whose code is none.
func (m *Message) badCode() bool {
	return m.StartLine != "" && m.RequestURI == "" && (m.Code < 100 || m.Code > 699)
}

func (m *Message) requestURIDefects(wrong func(string)) {
	uri := m.RequestURI
	target := m.Target()
	switch {
	case strings.HasPrefix(uri, "<"):
		if m.Exact {
			wrong("the Request-URI stands in <>, which belong to headers only (RFC 3261 7.1)")
		}
	case strings.ContainsAny(uri, " \t"):
		if m.Exact {
			wrong("the Request-URI contains a blank (RFC 3261 7.1)")
		}
	case target.Headers != "" && (target.Scheme == "sip" || target.Scheme == "sips"):
		wrong("the Request-URI carries headers behind ?, which are not allowed there (RFC 3261 19.1.1)")
	case bareIPv6(uri):
		wrong("the IPv6 address in the Request-URI has no brackets (RFC 3261 19.1.2)")
	}
}

// bareIPv6 tells an IPv6 address that stands in a SIP URI without its brackets:
// a host with more than one colon.
func bareIPv6(uri string) bool {
	scheme, rest, _ := strings.Cut(uri, ":")
	if !strings.EqualFold(scheme, "sip") && !strings.EqualFold(scheme, "sips") {
		return false
	}
	rest = rest[strings.LastIndexByte(rest, '@')+1:]
	if i := strings.IndexAny(rest, ";?>"); i >= 0 {
		rest = rest[:i]
	}
	if rest == "" || rest[0] == '[' || strings.Count(rest, ":") < 2 {
		return false
	}
	return strings.Trim(rest, "0123456789abcdefABCDEF:.") == ""
}

func (m *Message) cseqDefects(h *Header) {
	number, _, _ := strings.Cut(h.Value, " ")
	n, err := strconv.ParseUint(number, 10, 64)
	switch {
	case err != nil && number != "" && strings.Trim(number, "0123456789") == "", err == nil && n > math.MaxInt32:
		m.defect(h.Line, h.String(), "the CSeq number is larger than 2^31 - 1 (RFC 3261 8.1.1.5)")
	case err != nil:
		m.defect(h.Line, h.String(), "the CSeq number is not a number (RFC 3261 20.16)")
	case !isToken(m.CSeqMethod):
		m.defect(h.Line, h.String(), "CSeq names no method (RFC 3261 20.16)")
	}
}

func (m *Message) lengthDefects(h *Header) {
	n, err := strconv.ParseInt(h.Value, 10, 64)
	switch {
	case err != nil:
		m.defect(h.Line, h.String(), "Content-Length is not a number (RFC 3261 20.14)")
	case n < 0:
		m.defect(h.Line, h.String(), "Content-Length is negative (RFC 3261 20.14)")
	case m.Exact && !m.Partial && n > int64(m.bodySize):
		m.defect(h.Line, h.String(), "Content-Length is larger than the body, which has "+strconv.Itoa(m.bodySize)+" bytes (RFC 3261 18.3)")
	}
}

func (m *Message) numberDefect(h *Header, number string, most uint64, name string) {
	number = strings.TrimSpace(number)
	n, err := strconv.ParseUint(number, 10, 64)
	if err != nil && (number == "" || strings.Trim(number, "0123456789") != "") {
		m.defect(h.Line, h.String(), name+" is not a number")
		return
	}
	if err != nil || n > most {
		m.defect(h.Line, h.String(), name+" is larger than "+strconv.FormatUint(most, 10)+", the most that is allowed")
	}
}

func (m *Message) warningDefects(h *Header) {
	for _, value := range splitList(h.Value) {
		code, _, _ := strings.Cut(value, " ")
		if len(code) != 3 || strings.Trim(code, "0123456789") != "" {
			m.defect(h.Line, h.String(), "a warning code has three digits (RFC 3261 20.43)")
			return
		}
	}
}

func (m *Message) viaDefects(h *Header) {
	for _, value := range splitList(h.Value) {
		via := ParseVia(value)
		switch {
		case via.Host == "" || via.Protocol == "":
			m.defect(h.Line, h.String(), "the Via lacks its protocol or the host that sent it (RFC 3261 20.42)")
			return
		case emptyParam(via.Params):
			m.defect(h.Line, h.String(), "the Via has separators with nothing between them (RFC 3261 20.42)")
			return
		}
	}
	if emptyItem(h.Value) {
		m.defect(h.Line, h.String(), "the Via has separators with nothing between them (RFC 3261 20.42)")
	}
}

// emptyItem tells a list with an empty item: "a,,b" or "a,".
func emptyItem(value string) bool {
	for value != "" {
		part, rest := cutOutside(value, ',')
		if strings.TrimSpace(part) == "" || rest == "" && len(part) < len(value) {
			return true
		}
		value = rest
	}
	return false
}

// emptyParam tells parameters with an empty one between: ";;".
func emptyParam(params string) bool {
	for params != "" {
		part, rest := cutOutside(params, ';')
		if strings.TrimSpace(part) == "" {
			return true
		}
		if rest == "" && len(part) < len(params) {
			return true
		}
		params = rest
	}
	return false
}

func (m *Message) addressDefects(h *Header) {
	wrong := func(problem string) { m.defect(h.Line, h.String(), problem) }
	if strings.Count(unescaped(h.Value), `"`)%2 == 1 && m.Exact {
		wrong("the display name has an opening quote and no closing one (RFC 3261 25.1)")
		return
	}
	values := splitList(h.Value)
	if h.Key == "From" || h.Key == "To" {
		values = []string{h.Value}
	}
	for _, value := range values {
		before, after := cutOutsideQuotes(value, '<')
		if after == "" {
			m.bareAddressDefects(h, value)
			continue
		}
		uri, params, _ := strings.Cut(after, ">")
		_, params, _ = strings.Cut(params, ";")
		switch {
		case m.Exact && strings.TrimSpace(uri) != uri:
			wrong("the address has a blank inside its <> (RFC 3261 25.1)")
		case m.Exact && !strings.Contains(before, `"`) && strings.ContainsAny(before, ",;:@()"):
			wrong("the display name needs quotes: it contains a character that a token may not (RFC 3261 25.1)")
		case bareIPv6(uri):
			wrong("the IPv6 address has no brackets (RFC 3261 19.1.2)")
		case emptyParam(params):
			wrong("the address has separators with nothing between them (RFC 3261 20.10)")
		}
	}
}

// bareAddressDefects judges an address without <>, which copying may have lost.
func (m *Message) bareAddressDefects(h *Header, value string) {
	address, _, _ := strings.Cut(value[strings.LastIndexByte(value, '"')+1:], ";")
	switch {
	case m.Exact && strings.ContainsAny(address, "?,") && strings.Contains(address, ":"):
		m.defect(h.Line, h.String(), "an address with ? or , must stand in <> (RFC 3261 20.10)")
	case bareIPv6(strings.TrimSpace(address)):
		m.defect(h.Line, h.String(), "the IPv6 address has no brackets (RFC 3261 19.1.2)")
	}
}

// unescaped leaves out quoted pairs, so that quotes can be counted.
func unescaped(s string) string {
	return strings.NewReplacer(`\\`, "", `\"`, "").Replace(s)
}
