package parser

import "strings"

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

	codecs []Codec
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
