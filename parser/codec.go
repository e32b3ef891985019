package parser

import "strings"

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

// Codecs lists the formats of a media line in the order of preference.
func (m *Media) Codecs() []Codec { return m.codecs }

func (m *Media) readCodecs() []Codec {
	all := make([]Codec, 0, len(m.Formats))
	for _, format := range m.Formats {
		pt, ok := decimal(format)
		if !ok {
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
			c.Clock, _ = decimal(clock)
			c.Channels, _ = decimal(channels)
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
