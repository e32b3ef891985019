package reference

import (
	"slices"
	"strconv"
	"strings"
)

// pasted explains a line of a trace: a status line, a request line, a header or
// a line of SDP, with what it names. Nil where the query is no such line.
func (l *Library) pasted(query string) []*item {
	lines := strings.Split(query, "\n")
	for _, line := range lines[:min(len(lines), 40)] {
		line = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), "<-- "))
		for _, read := range []func(string) []*item{l.statusLine, l.requestLine, l.sdpLine, l.headerLine} {
			if items := read(line); items != nil {
				return distinct(items)
			}
		}
	}
	return nil
}

func distinct(items []*item) []*item {
	var once []*item
	for _, i := range items {
		if i != nil && !slices.Contains(once, i) {
			once = append(once, i)
		}
	}
	return once
}

func (l *Library) statusLine(line string) []*item {
	at := strings.Index(strings.ToUpper(line), "SIP/2.0 ")
	if at < 0 || at > 40 {
		return nil
	}
	code, phrase, _ := strings.Cut(strings.TrimSpace(line[at+len("SIP/2.0 "):]), " ")
	n := number(code)
	if n < 100 {
		return nil
	}
	if n == 603 && strings.Contains(strings.ToLower(phrase), "network blocked") {
		return []*item{l.item(Response, "603+"), l.item(Response, "603")}
	}
	return l.numbered(n, hint{[]Kind{Response}, true})
}

func (l *Library) requestLine(line string) []*item {
	if !strings.HasSuffix(strings.ToUpper(line), " SIP/2.0") {
		return nil
	}
	method, _, _ := strings.Cut(line, " ")
	if i := l.item(Method, method); i != nil {
		return []*item{i}
	}
	return nil
}

// headerLine explains "Name: value": the header, and before it the cause, code or
// warning that a Reason or Warning carries.
func (l *Library) headerLine(line string) []*item {
	title, value, ok := strings.Cut(line, ":")
	title = strings.TrimSpace(title)
	if !ok || title == "" || strings.ContainsAny(title, " =/") {
		return nil
	}
	header := ofKinds(l.names.get(title), []Kind{Header})
	if len(header) == 0 {
		return nil
	}
	value = strings.TrimSpace(value)
	if value == "" {
		return header[:1]
	}
	switch header[0].key {
	case "Reason":
		return append(l.reason(value), header[0])
	case "Warning":
		code, _, _ := strings.Cut(value, " ")
		return append(ofKinds(l.names.get(code), []Kind{Warning}), header[0])
	case "Require", "Supported", "Unsupported", "Proxy-Require":
		return append(header[:1:1], l.each(value, OptionTag)...)
	case "Allow":
		return header[:1]
	case "Via", "Contact", "From", "To":
		return append(header[:1:1], l.parameters(value)...)
	}
	if strings.HasPrefix(header[0].key, "X-Asterisk-HangupCause") {
		return append(header[:1:1], ofKinds(l.names.get(value), []Kind{Cause})...)
	}
	return header[:1]
}

// reason reads the value of a Reason header.
func (l *Library) reason(value string) []*item {
	protocol, rest, _ := strings.Cut(value, ";")
	protocol = strings.TrimSpace(protocol)
	if strings.Contains(rest, "v=analytics1") {
		return []*item{l.item(Response, "603+")}
	}
	for _, p := range strings.Split(rest, ";") {
		key, n, _ := strings.Cut(strings.TrimSpace(p), "=")
		if !strings.EqualFold(strings.TrimSpace(key), "cause") {
			continue
		}
		code := number(strings.Trim(strings.TrimSpace(n), `"`))
		switch {
		case code < 0:
		case strings.EqualFold(protocol, "SIP"):
			return l.numbered(code, hint{[]Kind{Response}, true})
		case fold(protocol) == "q850":
			return l.numbered(code, hint{[]Kind{Cause}, true})
		}
	}
	return []*item{l.item(ReasonProtocol, protocol)}
}

// each finds the entries of a kind that a list names.
func (l *Library) each(list string, kind Kind) []*item {
	var items []*item
	for _, word := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' || r == ';' }) {
		items = append(items, ofKinds(l.names.get(word), []Kind{kind})...)
	}
	return items
}

// parameters finds the parameters behind the semicolons of a value.
func (l *Library) parameters(value string) []*item {
	var items []*item
	for _, p := range strings.Split(value, ";")[1:] {
		key, _, _ := strings.Cut(strings.TrimSpace(p), "=")
		items = append(items, ofKinds(l.names.get(key), []Kind{Parameter})...)
	}
	return items
}

// sdpLine explains "m=audio 25268 RTP/AVP 18 101" and "a=rtpmap:18 G729/8000"
// with what they name.
func (l *Library) sdpLine(line string) []*item {
	if len(line) < 3 || line[1] != '=' || line[0] < 'a' || line[0] > 'z' || line[2] == ' ' {
		return nil
	}
	whole := l.item(SDP, line[:2])
	if whole == nil {
		return nil
	}
	if line[0] == 'm' {
		return append([]*item{whole}, l.media(line[2:])...)
	}
	if line[0] != 'a' {
		return []*item{whole}
	}
	name, value, _ := strings.Cut(line[2:], ":")
	attribute := ofKinds(l.names.get("a="+strings.TrimSpace(name)), []Kind{SDP})
	if len(attribute) == 0 {
		return []*item{whole}
	}
	items := attribute[:1:1]
	number, rest, _ := strings.Cut(strings.TrimSpace(value), " ")
	switch attribute[0].key {
	case "rtpmap":
		encoding, _, _ := strings.Cut(rest, "/")
		items = append(items, ranked(ofKinds(l.names.get(encoding), []Kind{Payload}))...)
	case "fmtp":
		if strings.HasPrefix(rest, "0-") {
			items = append(items, l.item(Payload, "telephone-event"))
		} else {
			items = append(items, l.item(Payload, number))
		}
	}
	return items
}

// media reads the value of an m= line: profile and formats.
func (l *Library) media(value string) []*item {
	fields := strings.Fields(value)
	if len(fields) < 3 {
		return nil
	}
	items := ofKinds(l.names.get(fields[2]), []Kind{Transport})
	for _, format := range fields[3:] {
		n, err := strconv.Atoi(format)
		switch {
		case err != nil:
			items = append(items, ofKinds(l.names.get(format), []Kind{Payload})...)
		case n == 101:
			items = append(items, l.item(Payload, "telephone-event"))
		case n < 96:
			items = append(items, l.item(Payload, format))
		}
	}
	return items
}
