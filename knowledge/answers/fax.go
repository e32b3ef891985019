package answers

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// faxAsked answers whether it is a fax call and what came of T.38 (RFC 7345).
func faxAsked(s *scene) *reply {
	d := s.about(func(d *parser.Dialog) bool { return faxOffer(d) != nil })
	if d == nil {
		if s.dialog == nil {
			return nil
		}
		f := rules.Fields{"codec": ""}
		if c, ok := s.dialog.Agreed().Codec(); ok {
			f["codec"] = "The audio is " + codecName(c) + "; a fax over it goes as sound, which only G.711 carries."
		}
		return say("none", f).of(s.dialog, nil)
	}
	m := faxOffer(d)
	f := rules.Fields{"n": rules.Number(m), "who": sideName(d.SideOf(m)), "answer": "", "code": "", "phrase": "", "other": sideName(d.SideOf(m).Other())}
	final := m.Tx.Final
	if final == nil {
		return cannot("open", f).of(d, m)
	}
	f["answer"], f["code"], f["phrase"] = rules.Number(final), itoa(final.Code), rules.Shown(final.Phrase)
	sdp := final.SDP()
	switch {
	case final.Code/100 != 2:
		return say("refused", f).of(d, final)
	case sdp != nil && sdp.FirstMedia("image") != nil && sdp.FirstMedia("image").Port > 0:
		return say("agreed", f).of(d, final)
	}
	return say("not-agreed", f).of(d, final)
}

// faxOffer is the first request that offers T.38.
func faxOffer(d *parser.Dialog) *parser.Message {
	for _, m := range d.Messages {
		sdp := m.SDP()
		if !m.IsRequest() || sdp == nil || m.Tx == nil {
			continue
		}
		if image := sdp.FirstMedia("image"); image != nil && image.Port > 0 && strings.Contains(strings.ToLower(strings.Join(image.Formats, " ")), "t38") {
			return m
		}
	}
	return nil
}
