package media

import (
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// names lists the codecs of a stream for a sentence, events left out.
func names(m *parser.Media) string {
	var all []string
	for _, c := range m.Codecs() {
		switch {
		case c.IsEvent():
		case c.Name == "":
			all = append(all, "payload type "+strconv.Itoa(c.PT))
		default:
			all = append(all, c.Name)
		}
	}
	switch len(all) {
	case 0:
		return "no codec"
	case 1:
		return all[0]
	}
	return strings.Join(all[:len(all)-1], ", ") + " and " + all[len(all)-1]
}

// carries tells whether a stream has one of these codecs.
func carries(m *parser.Media, codecs ...string) bool {
	for _, c := range m.Codecs() {
		for _, name := range codecs {
			if strings.EqualFold(c.Name, name) {
				return true
			}
		}
	}
	return false
}

// unnamed tells a stream with a dynamic format whose rtpmap is not there.
func unnamed(m *parser.Media) bool {
	for _, c := range m.Codecs() {
		if c.Name == "" {
			return true
		}
	}
	return false
}

// event is the telephone-event format of a stream (RFC 4733).
func event(m *parser.Media) (parser.Codec, bool) {
	if m == nil {
		return parser.Codec{}, false
	}
	for _, c := range m.Codecs() {
		if strings.EqualFold(c.Name, "telephone-event") {
			return c, true
		}
	}
	return parser.Codec{}, false
}

// share tells whether two streams have a codec in common. A format that nothing
// names may be anything, so it counts as one.
func share(a, b *parser.Media) bool {
	for _, x := range a.Codecs() {
		if x.Name == "" {
			return true
		}
		if x.IsEvent() {
			continue
		}
		for _, y := range b.Codecs() {
			if y.Name == "" || !y.IsEvent() && parser.SameCodec(x, y) {
				return true
			}
		}
	}
	return false
}

// encrypted tells SRTP keyed in the SDP (RFC 4568), dtls one keyed over the media
// path (RFC 5763).
func encrypted(m *parser.Media) bool {
	return strings.HasPrefix(m.Proto, "RTP/SAVP")
}

func dtls(m *parser.Media) bool { return strings.HasPrefix(m.Proto, "UDP/TLS/RTP/") }

// bodiless tells a message that says itself that it has no body.
func bodiless(m *parser.Message) bool {
	return m != nil && !m.Partial && m.Body == "" && strings.TrimSpace(m.Header("Content-Length")) == "0"
}

// initial is the offer and answer that set the call up, both with an audio stream;
// nil where there is none.
func initial(d *parser.Dialog) (x *parser.Exchange, offer, answer *parser.Media) {
	x = d.Agreed()
	if x == nil || x.Offer == nil || x.Answer == nil || x.Offer.Partial || x.Answer.Partial {
		return nil, nil, nil
	}
	offer, answer = x.Offer.SDP().Audio(), x.Answer.SDP().Audio()
	if offer == nil || answer == nil {
		return nil, nil, nil
	}
	return x, offer, answer
}

// line is the line of a stream's m= as evidence.
func line(m *parser.Message, media *parser.Media) rules.Evidence {
	return rules.BodyLine(m, media.Line.Line, media.Line.String())
}

// attr is an a= line as evidence.
func attr(m *parser.Message, a parser.Attr) rules.Evidence {
	return rules.BodyLine(m, a.Line, a.String())
}

func sideName(s parser.Side) string {
	switch s {
	case parser.Caller:
		return "calling side"
	case parser.Callee:
		return "called side"
	}
	return "other side"
}

// host names the sender of a message.
func host(m *parser.Message) string {
	if m.Src != "" {
		return m.SourceHost()
	}
	if product := m.Product(); product != "" {
		return product
	}
	return "the other side"
}
