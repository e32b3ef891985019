package parser

import "strings"

// parseSDP reads a description whose first line is the before-th line of its body,
// counted from 0; lineOf gives their input lines.
func parseSDP(text string, before int, lineOf func(int) int) *SDP {
	s := &SDP{Lines: make([]SDPLine, 0, 1+strings.Count(text, "\n"))}
	// The attributes of the session and of each media line stand behind each other.
	attrs := make([]Attr, 0, strings.Count(text, "a="))
	s.Attrs = attrs
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
			if media == nil {
				attrs = attrs[len(s.Attrs):len(s.Attrs)]
			} else {
				attrs = attrs[len(media.Attrs):len(media.Attrs)]
			}
			s.Media = append(s.Media, parseMedia(l, s))
			media = &s.Media[len(s.Media)-1]
			media.Attrs = attrs
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
		s.Media[i].codecs = s.Media[i].readCodecs()
	}
	return s
}

// line files a line under the session or, behind an m= line, under its media.
func (s *SDP) line(l SDPLine, media *Media) {
	switch l.Type {
	case 'o':
		var f [6]string
		if fieldsInto(f[:], l.Value) == len(f) {
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
	var f [3]string
	n := fieldsInto(f[:], value)
	if n == 0 {
		return "", ""
	}
	last := strings.TrimRight(value, " \t\r")
	last = last[strings.LastIndexAny(last, " \t\r")+1:]
	addr, _, _ = strings.Cut(last, "/")
	if n == len(f) {
		addrType = strings.ToUpper(f[1])
	}
	return addrType, addr
}

// fieldsInto puts the first fields of a line into a list and tells how many there were
// for it.
func fieldsInto(list []string, line string) int {
	for i := range list {
		line = strings.TrimLeft(line, " \t\r")
		if line == "" {
			return i
		}
		end := strings.IndexAny(line, " \t\r")
		if end < 0 {
			end = len(line)
		}
		list[i], line = line[:end], line[end:]
	}
	return len(list)
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
		m.Port, _ = decimal(port)
		if several {
			m.Ports, _ = decimal(count)
		}
	}
	if len(f) > 2 {
		m.Proto = strings.ToUpper(f[2])
		m.Formats = f[3:]
	}
	return m
}
