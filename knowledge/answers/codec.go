package answers

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// codecAsked answers which codec was agreed.
func codecAsked(s *scene) *reply {
	if m := s.sdpNamed(); m != nil {
		names := codecList(m)
		return say("in-message", rules.Fields{"n": rules.Number(m), "name": name(m), "codecs": names}).of(m.Dialog, m)
	}
	d := s.about(func(d *parser.Dialog) bool { return d.Agreed() != nil && d.Agreed().Answer != nil })
	if d == nil {
		return withoutAnswer(s)
	}
	x := d.Agreed()
	f := rules.Fields{"n": rules.Number(x.Answer), "m": rules.Number(x.Offer), "offered": codecList(x.Offer), "answered": codecList(x.Answer), "events": nothing}
	c, ok := x.Codec()
	if !ok {
		return say("no-common", f).of(d, x.Answer)
	}
	f["codec"] = codecName(c)
	if _, events := codecNames(x.Answer); events {
		f["events"] = ", DTMF as telephone-event"
	}
	if last := lastCodec(d); last != "" && !strings.EqualFold(last, c.Name) {
		f["last"] = last
		return say("changed", f).of(d, x.Answer)
	}
	return say("agreed", f).of(d, x.Answer)
}

// sdpNamed is the message with a session description that the question names, by its
// number or code; nil without one.
func (s *scene) sdpNamed() *parser.Message {
	if m := s.asked; m != nil && m.SDP() != nil && m.Dialog != nil {
		return m
	}
	for _, code := range s.q.codes {
		for _, m := range s.trace.Messages {
			if m.Code == code && m.SDP() != nil && m.Dialog != nil && (s.dialog == nil || m.Dialog == s.dialog) {
				return m
			}
		}
	}
	return nil
}

func codecName(c parser.Codec) string {
	if c.Name == "" {
		return "payload type " + itoa(c.PT)
	}
	switch strings.ToUpper(c.Name) {
	case "PCMU":
		return "PCMU (G.711 µ-law)"
	case "PCMA":
		return "PCMA (G.711 A-law)"
	}
	return c.Name
}

// lastCodec is the codec of the last exchange inside the call, "" without one.
func lastCodec(d *parser.Dialog) string {
	last := ""
	for _, x := range d.Exchanges() {
		if c, ok := x.Codec(); ok && !x.Initial {
			last = c.Name
		}
	}
	return last
}

// withoutAnswer answers for a call whose offer was not answered.
func withoutAnswer(s *scene) *reply {
	d := s.about(func(d *parser.Dialog) bool { return len(withSDP(d)) > 0 })
	if d == nil {
		if s.dialog == nil {
			return nil
		}
		return say("no-sdp", nil).of(s.dialog, nil)
	}
	m := withSDP(d)[0]
	f := rules.Fields{"m": rules.Number(m), "offered": codecList(m), "wish": ""}
	if refusal := d.Refusal(); refusal != nil && wishes(refusal) != "" {
		f["wish"] = rules.Number(refusal) + ` says: "` + wishes(refusal) + `"`
	}
	return say("offered-only", f).of(d, m)
}

// codecInUse weighs questions about the codec: whether one that is named would do is
// asked of what was offered, where none was agreed.
func codecInUse(s *scene) float64 {
	label, _ := s.q.namedCodec()
	if label != "" && s.q.has("success", "fix", "=help") && s.dialog != nil && s.dialog.Agreed() == nil {
		return 0.7
	}
	return 1
}
