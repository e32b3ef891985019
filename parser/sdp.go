package parser

import (
	"strconv"
	"strings"
)

// SDP is a session description (RFC 8866), read line by line: a lone m= line or
// a description without s= is read as far as it goes.
type SDP struct {
	Lines []SDPLine
	// Origin is the o= line; its SessionID is empty where there is none.
	Origin Origin
	// Addr is the session-level connection address, without TTL.
	Addr     string
	AddrLine int
	// Direction is the session-level default: sendrecv, sendonly, recvonly,
	// inactive or empty.
	Direction string
	Attrs     []Attr
	Media     []Media
	// Bandwidth lines (b=) of session level, as they stand.
	Bandwidth []string
}

// SDPLine is one x=value line.
type SDPLine struct {
	Type  byte
	Value string
	// Line is the input line, 0 in captures.
	Line int
}

// String is the line as it stands.
func (l SDPLine) String() string { return string(l.Type) + "=" + l.Value }

// Origin is an o= line (RFC 8866 5.2).
type Origin struct {
	User, SessionID, Version, AddrType, Addr string
	Line                                     SDPLine
}

// Attr is an a= line.
type Attr struct {
	Name, Value string
	Line        int
}

// String is the line as it stands.
func (a Attr) String() string {
	if a.Value == "" {
		return "a=" + a.Name
	}
	return "a=" + a.Name + ":" + a.Value
}

// Media is an m= line with the lines below it (RFC 8866 5.14).
type Media struct {
	// Kind is audio, video, image, application, text, message.
	Kind string
	// Port is as offered, 0 where the stream is refused; Ports the number of
	// ports of a port/number, else 1.
	Port, Ports int
	// Proto is the transport profile, such as RTP/AVP.
	Proto   string
	Formats []string
	// Addr is the effective connection address: the media's own c= or the
	// session's. AddrLine is where it stands.
	Addr     string
	AddrLine int
	// AddrType is IP4 or IP6.
	AddrType string
	// Direction is the effective direction; sendrecv where nothing is said.
	Direction string
	Attrs     []Attr
	Bandwidth []string
	Line      SDPLine
}

// Codec is one format of a media line with what rtpmap and fmtp say of it.
type Codec struct {
	// PT is the payload type, -1 for a format that is no number.
	PT int
	// Name is the encoding name as mapped by a=rtpmap, or the static assignment
	// of RFC 3551; empty for a dynamic type without rtpmap.
	Name  string
	Clock int
	// Channels is 0 where not given.
	Channels int
	Fmtp     string
	// Mapped is true where a=rtpmap names it.
	Mapped bool
}

// staticTypes are the payload types of RFC 3551 6 that need no rtpmap.
var staticTypes = map[int]Codec{
	0: {Name: "PCMU", Clock: 8000}, 3: {Name: "GSM", Clock: 8000}, 4: {Name: "G723", Clock: 8000},
	5: {Name: "DVI4", Clock: 8000}, 6: {Name: "DVI4", Clock: 16000}, 7: {Name: "LPC", Clock: 8000},
	8: {Name: "PCMA", Clock: 8000}, 9: {Name: "G722", Clock: 8000}, 10: {Name: "L16", Clock: 44100, Channels: 2},
	11: {Name: "L16", Clock: 44100, Channels: 1}, 12: {Name: "QCELP", Clock: 8000}, 13: {Name: "CN", Clock: 8000},
	14: {Name: "MPA", Clock: 90000}, 15: {Name: "G728", Clock: 8000}, 16: {Name: "DVI4", Clock: 11025},
	17: {Name: "DVI4", Clock: 22050}, 18: {Name: "G729", Clock: 8000}, 25: {Name: "CelB", Clock: 90000},
	26: {Name: "JPEG", Clock: 90000}, 28: {Name: "nv", Clock: 90000}, 31: {Name: "H261", Clock: 90000},
	32: {Name: "MPV", Clock: 90000}, 33: {Name: "MP2T", Clock: 90000}, 34: {Name: "H263", Clock: 90000},
}

// SDP is the message's session description, nil without one. Of a multipart
// body it is the application/sdp part.
func (m *Message) SDP() *SDP {
	if m.Body == "" {
		return nil
	}
	if s := m.sdp.Load(); s != nil {
		return s
	}
	start, end, ok := m.sdpRange()
	if !ok {
		return nil
	}
	s := parseSDP(m.Body[start:end], strings.Count(m.Body[:start], "\n"), m.bodyLine)
	m.sdp.Store(s)
	return s
}

// sdpRange finds the description within the body.
func (m *Message) sdpRange() (start, end int, ok bool) {
	kind := strings.ToLower(m.Header("Content-Type"))
	switch {
	case strings.HasPrefix(kind, "application/sdp"), kind == "" && isSDPLine(m.Body):
		return 0, len(m.Body), true
	case !strings.HasPrefix(kind, "multipart/"):
		return 0, 0, false
	}
	start = strings.Index(m.Body, "v=0")
	if start < 0 {
		return 0, 0, false
	}
	end = len(m.Body)
	if boundary, ok := param(kind, "boundary"); ok {
		if i := indexFold(m.Body[start:], "--"+boundary); i >= 0 {
			end = start + i
		}
	}
	return start, end, true
}

func parseSDP(text string, before int, lineOf func(int) int) *SDP {
	s := &SDP{}
	var media *Media
	for i := before; text != ""; i++ {
		var line string
		line, text, _ = strings.Cut(text, "\n")
		if end := len(line) - 1; end >= 0 && line[end] <= ' ' {
			line = strings.TrimRight(line, " \t\r")
		}
		if len(line) < 2 || line[1] != '=' {
			continue
		}
		l := SDPLine{Type: line[0], Value: line[2:], Line: lineOf(i)}
		s.Lines = append(s.Lines, l)
		if l.Type == 'm' {
			s.Media = append(s.Media, parseMedia(l, s))
			media = &s.Media[len(s.Media)-1]
			continue
		}
		s.line(l, media)
	}
	for i := range s.Media {
		if s.Media[i].Direction == "" {
			s.Media[i].Direction = s.Direction
		}
		if s.Media[i].Direction == "" {
			s.Media[i].Direction = "sendrecv"
		}
	}
	return s
}

// line files a line under the session or, behind an m= line, under its media.
func (s *SDP) line(l SDPLine, media *Media) {
	switch l.Type {
	case 'o':
		f := strings.Fields(l.Value)
		if len(f) >= 6 {
			s.Origin = Origin{User: f[0], SessionID: f[1], Version: f[2], AddrType: f[4], Addr: f[5], Line: l}
		}
	case 'c':
		addrType, addr := parseConnection(l.Value)
		if media != nil {
			media.Addr, media.AddrType, media.AddrLine = addr, addrType, l.Line
			return
		}
		s.Addr, s.AddrLine = addr, l.Line
	case 'b':
		if media != nil {
			media.Bandwidth = append(media.Bandwidth, l.Value)
			return
		}
		s.Bandwidth = append(s.Bandwidth, l.Value)
	case 'a':
		name, value, _ := strings.Cut(l.Value, ":")
		a := Attr{Name: strings.TrimSpace(name), Value: strings.TrimSpace(value), Line: l.Line}
		direction := ""
		switch a.Name {
		case "sendrecv", "sendonly", "recvonly", "inactive":
			direction = a.Name
		}
		if media != nil {
			media.Attrs = append(media.Attrs, a)
			if direction != "" {
				media.Direction = direction
			}
			return
		}
		s.Attrs = append(s.Attrs, a)
		if direction != "" {
			s.Direction = direction
		}
	}
}

// parseConnection reads "IN IP4 192.0.2.1/127".
func parseConnection(value string) (addrType, addr string) {
	f := strings.Fields(value)
	if len(f) == 0 {
		return "", ""
	}
	addr, _, _ = strings.Cut(f[len(f)-1], "/")
	if len(f) >= 3 {
		addrType = strings.ToUpper(f[1])
	}
	return addrType, addr
}

func parseMedia(l SDPLine, s *SDP) Media {
	m := Media{Ports: 1, Addr: s.Addr, AddrLine: s.AddrLine, Line: l}
	if strings.IndexByte(s.Addr, ':') >= 0 {
		m.AddrType = "IP6"
	} else if s.Addr != "" {
		m.AddrType = "IP4"
	}
	f := strings.Fields(l.Value)
	if len(f) > 0 {
		m.Kind = strings.ToLower(f[0])
	}
	if len(f) > 1 {
		port, count, several := strings.Cut(f[1], "/")
		m.Port, _ = strconv.Atoi(port)
		if several {
			m.Ports, _ = strconv.Atoi(count)
		}
	}
	if len(f) > 2 {
		m.Proto = strings.ToUpper(f[2])
		m.Formats = f[3:]
	}
	return m
}

// Attr is the first attribute of this name on the media, then on the session.
func (s *SDP) Attr(media *Media, name string) (Attr, bool) {
	if media != nil {
		for _, a := range media.Attrs {
			if strings.EqualFold(a.Name, name) {
				return a, true
			}
		}
	}
	for _, a := range s.Attrs {
		if strings.EqualFold(a.Name, name) {
			return a, true
		}
	}
	return Attr{}, false
}

// Has tells whether the media line has an attribute of this name.
func (m *Media) Has(name string) bool {
	for _, a := range m.Attrs {
		if strings.EqualFold(a.Name, name) {
			return true
		}
	}
	return false
}

// Codecs lists the formats of a media line in the order of preference.
func (m *Media) Codecs() []Codec {
	all := make([]Codec, 0, len(m.Formats))
	for _, format := range m.Formats {
		pt, err := strconv.Atoi(format)
		if err != nil {
			all = append(all, Codec{PT: -1, Name: format})
			continue
		}
		c := staticTypes[pt]
		c.PT = pt
		m.describe(&c, format)
		all = append(all, c)
	}
	return all
}

// describe adds what a=rtpmap and a=fmtp say of the payload type.
func (m *Media) describe(c *Codec, format string) {
	for i := range m.Attrs {
		a := &m.Attrs[i]
		if !strings.HasPrefix(a.Value, format) {
			continue
		}
		number, rest, ok := strings.Cut(a.Value, " ")
		if !ok || number != format {
			continue
		}
		rest = strings.TrimSpace(rest)
		switch {
		case strings.EqualFold(a.Name, "rtpmap"):
			name, clock, _ := strings.Cut(rest, "/")
			clock, channels, _ := strings.Cut(clock, "/")
			channels, _, _ = strings.Cut(channels, "/")
			c.Name, c.Mapped = strings.TrimSpace(name), true
			c.Clock, _ = strconv.Atoi(clock)
			c.Channels, _ = strconv.Atoi(channels)
		case strings.EqualFold(a.Name, "fmtp"):
			c.Fmtp = rest
		}
	}
}

// IsEvent tells telephone-event (RFC 4733) and the like from codecs that carry
// sound or picture.
func (c Codec) IsEvent() bool {
	switch strings.ToLower(c.Name) {
	case "telephone-event", "tone", "cn", "red", "x-nse", "cisco-rtp-nte", "rtx", "ulpfec", "flexfec-03":
		return true
	}
	return false
}

// Audio is the first audio line, nil without one.
func (s *SDP) Audio() *Media { return s.FirstMedia("audio") }

// FirstMedia is the first media line of this kind, nil without one.
func (s *SDP) FirstMedia(kind string) *Media {
	if s == nil {
		return nil
	}
	for i := range s.Media {
		if s.Media[i].Kind == kind {
			return &s.Media[i]
		}
	}
	return nil
}
