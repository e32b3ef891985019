package knowledge

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/reference"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// sdpPieces explain a session description line by line (RFC 8866 5).
func (k *Knowledge) sdpPieces(sdp *parser.SDP) []rules.Piece {
	media := map[int]*parser.Media{}
	n := 0
	for i, l := range sdp.Lines {
		if l.Type == 'm' && n < len(sdp.Media) {
			media[i] = &sdp.Media[n]
			n++
		}
	}
	ice := slices.ContainsFunc(sdp.Lines, func(l parser.SDPLine) bool { return l.Type == 'a' && strings.HasPrefix(l.Value, "ice-ufrag:") })
	var current *parser.Media
	all := make([]rules.Piece, 0, len(sdp.Lines))
	for i, l := range sdp.Lines {
		if media[i] != nil {
			current = media[i]
		}
		all = append(all, rules.Piece{Line: l.String(), Says: k.sdpMeans(l, current, ice), Dull: n > 0 && strings.IndexByte("vost", l.Type) >= 0})
	}
	return all
}

// sdpMeans says what one line of a session description stands for.
func (k *Knowledge) sdpMeans(l parser.SDPLine, media *parser.Media, ice bool) words.Text {
	switch l.Type {
	case 'm':
		return k.mediaMeans(media)
	case 'c':
		fields := strings.Fields(l.Value)
		if len(fields) == 3 {
			host, _, _ := strings.Cut(fields[2], "/")
			return k.say(connectionKey(host, ice), rules.Fields{"addr": host})
		}
	case 'a':
		name, value, _ := strings.Cut(l.Value, ":")
		if name == "rtpmap" || name == "fmtp" {
			return k.formatMeans(name, value, media)
		}
		return k.entryMeans(reference.SDP, name)
	}
	return k.entryMeans(reference.SDP, string(l.Type)+"=")
}

// connectionKey tells the addresses apart that make a difference for media.
func connectionKey(host string, ice bool) string {
	if ice {
		return "piece-media-ice"
	}
	switch parser.ClassOf(host) {
	case parser.HostPrivate:
		return "piece-media-private"
	case parser.HostLoopback:
		return "piece-media-loopback"
	case parser.HostUnspecified:
		return "piece-media-hold"
	}
	return "piece-media-address"
}

// mediaMeans breaks an m= line into media, port, profile and formats with their
// codecs (RFC 8866 5.14).
func (k *Knowledge) mediaMeans(m *parser.Media) words.Text {
	if m == nil {
		return k.entryMeans(reference.SDP, "m=")
	}
	var formats []string
	for i, c := range m.Codecs() {
		format := m.Formats[i]
		switch {
		case c.Name != "":
			format += " = " + c.Name
		case c.PT == 101:
			// So common that everybody reads it this way.
			format += " = telephone-event as a rule (no a=rtpmap names it)"
		case c.PT >= 0:
			format += " = not named by a=rtpmap"
		}
		formats = append(formats, format)
	}
	key := "piece-media"
	if m.Port == 0 {
		key = "piece-media-refused"
	}
	return k.say(key, rules.Fields{"kind": m.Kind, "port": strconv.Itoa(m.Port), "proto": m.Proto, "formats": strings.Join(formats, ", ")})
}

// formatMeans explains a=rtpmap and a=fmtp by the format that they are about.
func (k *Knowledge) formatMeans(name, value string, media *parser.Media) words.Text {
	format, rest, _ := strings.Cut(value, " ")
	if name == "rtpmap" {
		encoding, clock, _ := strings.Cut(rest, "/")
		return k.say("piece-rtpmap", rules.Fields{"pt": format, "codec": encoding, "clock": clock})
	}
	codec := format
	if media != nil {
		for i, c := range media.Codecs() {
			if media.Formats[i] == format && c.Name != "" {
				codec = c.Name
			}
		}
	}
	if codec == "telephone-event" {
		return k.say("piece-events", rules.Fields{"pt": format, "events": rest})
	}
	return k.say("piece-fmtp", rules.Fields{"pt": format, "codec": codec, "params": rest})
}
