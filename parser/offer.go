package parser

import "strings"

// Exchange is one offer with its answer (RFC 3264, RFC 6337).
type Exchange struct {
	// Offer and Answer are the messages that carry them; Answer is nil where none
	// came. Side made the offer.
	Offer, Answer *Message
	Side          Side
	// Early is the SDP of a provisional response to the offer, before the
	// answer of the 2xx or instead of it; nil without one.
	Early *Message
	// Tag is the To tag of the fork that answered.
	Tag string
	// Initial is true for the exchange that sets the call up.
	Initial bool
}

// Exchanges lists the offers of the dialog in order, each fork's answer to one
// INVITE apart.
func (d *Dialog) Exchanges() []*Exchange {
	d.exchangesOnce.Do(func() { d.exchanges = d.findExchanges() })
	return d.exchanges
}

func (d *Dialog) findExchanges() []*Exchange {
	var all []*Exchange
	for _, t := range d.Transactions {
		if t.Parent != nil || t.Request == nil && t.Method != "INVITE" {
			continue
		}
		switch t.Method {
		case "INVITE":
			all = append(all, inviteExchanges(t)...)
		case "UPDATE", "PRACK":
			if t.Request.SDP() != nil {
				x := &Exchange{Offer: t.Request, Side: t.Side, Tag: t.Request.ToTag}
				if t.OK() && t.Final.SDP() != nil {
					x.Answer = t.Final
				}
				all = append(all, x)
			}
		}
	}
	return all
}

// inviteExchanges pairs the SDP of an INVITE transaction: an offer in the INVITE
// is answered by each fork; without one the 2xx or a reliable 18x offers and ACK
// or PRACK answers.
func inviteExchanges(t *Transaction) []*Exchange {
	if t.Request != nil && t.Request.SDP() == nil {
		return delayedOffers(t)
	}
	var all []*Exchange
	for _, r := range t.Responses {
		if r.Code/100 > 2 || r.SDP() == nil {
			continue
		}
		x := taggedIn(all, r.ToTag)
		if x == nil {
			x = &Exchange{Offer: t.Request, Side: t.Side, Tag: r.ToTag, Initial: !t.InDialog}
			all = append(all, x)
		}
		if r.IsProvisional() {
			x.Early = r
		}
		x.Answer = r
	}
	if len(all) == 0 && t.Request != nil {
		all = append(all, &Exchange{Offer: t.Request, Side: t.Side, Initial: !t.InDialog})
	}
	return all
}

func taggedIn(all []*Exchange, tag string) *Exchange {
	for _, x := range all {
		if x.Tag == tag {
			return x
		}
	}
	return nil
}

func delayedOffers(t *Transaction) []*Exchange {
	var all []*Exchange
	for _, r := range t.Responses {
		if r.SDP() == nil || r.Code/100 > 2 || r.IsProvisional() && !r.Reliable() {
			continue
		}
		x := &Exchange{Offer: r, Side: t.Side.Other(), Tag: r.ToTag, Initial: !t.InDialog}
		for _, ack := range t.ACKs {
			if ack.SDP() != nil && (ack.ToTag == r.ToTag || ack.ToTag == "") {
				x.Answer = ack
				break
			}
		}
		all = append(all, x)
	}
	return all
}

// Reliable tells a provisional response that wants a PRACK (RFC 3262 3).
func (m *Message) Reliable() bool {
	return m.IsProvisional() && m.Lists("Require", "100rel") && m.Has("RSeq")
}

// Agreed is the exchange that stands when the call is up: the answer of the
// phone that took it, or the first early answer while it rings. Nil without one.
func (d *Dialog) Agreed() *Exchange {
	var early *Exchange
	for _, x := range d.Exchanges() {
		if !x.Initial || x.Answer == nil {
			continue
		}
		if d.Answer != nil && x.Tag == d.Answer.ToTag {
			return x
		}
		if early == nil {
			early = x
		}
	}
	return early
}

// Codec is the first format of the answer's audio that the offer has too, by
// encoding name as RFC 3264 6.1 compares them, events left aside. It is false
// where there is none.
func (x *Exchange) Codec() (Codec, bool) {
	if x == nil || x.Answer == nil || x.Offer == nil {
		return Codec{}, false
	}
	answer, offer := x.Answer.SDP().Audio(), x.Offer.SDP().Audio()
	if answer == nil || offer == nil || answer.Port == 0 {
		return Codec{}, false
	}
	offered := offer.Codecs()
	for _, c := range answer.Codecs() {
		if c.IsEvent() {
			continue
		}
		for _, o := range offered {
			if SameCodec(c, o) {
				return c, true
			}
		}
	}
	return Codec{}, false
}

// SameCodec compares two formats as RFC 3264 6.1 does: by encoding name and
// clock where both are known, else by payload type.
func SameCodec(a, b Codec) bool {
	if a.Name == "" || b.Name == "" {
		return a.PT == b.PT
	}
	return strings.EqualFold(a.Name, b.Name) && (a.Clock == b.Clock || a.Clock == 0 || b.Clock == 0)
}

// MediaAddress is where this side wants its audio: "host:port" of its last SDP
// in the initial exchange, with the message; empty without one.
func (d *Dialog) MediaAddress(side Side) (string, *Message) {
	x := d.Agreed()
	if x == nil {
		return "", nil
	}
	m := x.Offer
	if side != x.Side {
		m = x.Answer
	}
	if m == nil {
		return "", nil
	}
	audio := m.SDP().Audio()
	if audio == nil || audio.Addr == "" {
		return "", nil
	}
	return JoinHostPort(audio.Addr, audio.Port), m
}
