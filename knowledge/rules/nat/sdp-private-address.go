package nat

import (
	"slices"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// sdpPrivateAddress finds a side that asks for its audio at a private address
// across the internet in a call that was answered. Signalling shows where audio is
// asked for, not where it flows: many servers send it back to where it comes from.
func sdpPrivateAddress(c *rules.Case) *rules.Hit {
	d := c.Dialog
	if !slices.ContainsFunc(d.Messages, connectsPrivate) {
		return nil
	}
	x := d.Agreed()
	if x == nil || x.Offer == nil || x.Answer == nil || d.ACK == nil && len(d.Unconfirmed()) > 0 {
		return nil
	}
	for _, m := range []*parser.Message{x.Offer, x.Answer} {
		other := x.Answer
		if m == x.Answer {
			other = x.Offer
		}
		audio := askedFor(m)
		if audio == nil || !private(audio.Addr) || iceHelps(m, other) || rewritten(m, audio.Addr) {
			continue
		}
		side := d.SideOf(m)
		far := askedFor(other)
		if far != nil && private(far.Addr) && sameSite(far.Addr, audio.Addr) || !acrossInternet(d, side) || heard(c.Trace, side, d) {
			continue
		}
		return privateHit(d, m, side, audio, far)
	}
	return nil
}

// connectsPrivate tells a description with a private address in one of its c= lines. It
// is looked for without parsing, since few calls have one.
func connectsPrivate(m *parser.Message) bool {
	rest := m.Body
	for {
		_, line, found := strings.Cut(rest, "c=IN IP")
		if !found || len(line) < 2 {
			return false
		}
		rest = line
		addr := line[2:]
		if end := strings.IndexAny(addr, "/ \t\r\n"); end >= 0 {
			addr = addr[:end]
		}
		if private(addr) {
			return true
		}
	}
}

// askedFor is the audio stream that a description asks for, nil where it asks for
// none: refused, or on hold.
func askedFor(m *parser.Message) *parser.Media {
	audio := m.SDP().Audio()
	if audio == nil || audio.Port == 0 || audio.Direction == "inactive" || audio.Direction == "sendonly" {
		return nil
	}
	return audio
}

// iceHelps tells whether ICE finds another address: a public candidate, or both
// sides speaking ICE, which learns the address from the packets (RFC 8445 7.3).
func iceHelps(m, other *parser.Message) bool {
	speaks := func(m *parser.Message) bool { return strings.Contains(m.Body, "a=ice-ufrag:") }
	const candidate = "a=candidate:"
	if !strings.Contains(m.Body, candidate) {
		return speaks(m) && speaks(other)
	}
	for _, line := range strings.Split(m.Body, "\n") {
		fields := strings.Fields(strings.TrimPrefix(line, candidate))
		if strings.HasPrefix(line, candidate) && len(fields) > 4 && !private(fields[4]) {
			return true
		}
	}
	return speaks(m) && speaks(other)
}

// rewritten tells whether the same message asks for another address on the next
// hop: then an SBC or RTP proxy carries the audio.
func rewritten(m *parser.Message, addr string) bool {
	same := func(other *parser.Message) bool {
		audio := other.SDP().Audio()
		return audio != nil && audio.Addr != addr && audio.Port != 0
	}
	for _, next := range m.Tx.Children {
		if m.IsRequest() && next.Request != nil && same(next.Request) {
			return true
		}
		for _, r := range next.Responses {
			if m.IsResponse() && r.Code == m.Code && r.ToTag == m.ToTag && same(r) {
				return true
			}
		}
	}
	return false
}

// heard tells whether a capture with RTP shows audio arriving at this side: packets
// to the host that its messages come from.
func heard(t *parser.Trace, side parser.Side, d *parser.Dialog) bool {
	hostport, inferred := d.Host(side)
	if inferred || hostport == "" {
		return false
	}
	for _, stream := range t.Media {
		if stream.Dst.Addr().String() == parser.HostOf(hostport) && stream.Packets > 50 {
			return true
		}
	}
	return false
}

func privateHit(d *parser.Dialog, m *parser.Message, side parser.Side, audio, far *parser.Media) *rules.Hit {
	h := &rules.Hit{
		Certainty: rules.Likely,
		Evidence:  []rules.Evidence{connection(m, audio.Addr), rules.SDPLine(m, "m=audio")},
		Fields: rules.Fields{
			"side": sideName(side), "other": sideName(side.Other()), "address": audio.Addr, "message": rules.Number(m),
			"to": rules.Shown(d.To), "net": network(audio.Addr), "external": "the public address of its site",
		},
	}
	if hostport, inferred := d.Host(side); !inferred && public(parser.HostOf(hostport)) {
		h.Fields["external"] = parser.HostOf(hostport)
	}
	switch {
	case far != nil && private(far.Addr):
		h.Variant = "both"
		h.Fields["far"] = far.Addr
	case d.ProductAt(side).Family == "freepbx":
		h.Variant = "freepbx"
	case d.ProductAt(side).Family == "asterisk":
		h.Variant = "asterisk"
	case d.ProductAt(side).Family == "freeswitch":
		h.Variant = "freeswitch"
	}
	return h
}

// connection is the c= line that gives this address.
func connection(m *parser.Message, addr string) rules.Evidence {
	for _, l := range m.SDP().Lines {
		if l.Type == 'c' && strings.Contains(l.Value, addr) {
			return rules.BodyLine(m, l.Line, l.String())
		}
	}
	return rules.SDPLine(m, "c=")
}

// network is the private network that an address most likely is of.
func network(addr string) string {
	if i := strings.LastIndexByte(addr, '.'); i > 0 {
		return addr[:i] + ".0/24"
	}
	return "the local network"
}
