package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// needsLogin answers whether a password is asked for at all: a challenge says so,
// its absence that the other side goes by IP address.
func needsLogin(s *scene) *reply {
	d := s.dialog
	if d == nil {
		return nil
	}
	f := rules.Fields{"host": "", "n": "", "code": ""}
	m := s.matter()
	for _, x := range d.Messages {
		if x.IsChallenge() {
			f["n"], f["code"], f["host"] = rules.Number(x), itoa(x.Code), senderLabel(d, x)
			if m != nil && m.sign == "inbound-challenged" {
				r := say("inbound", f).of(d, x, m.findings()...)
				r.texts = titles(m)
				return r
			}
			return say("challenged", f).of(d, x)
		}
	}
	if len(d.Logins()) > 0 {
		f["n"] = rules.Number(d.Logins()[0].Request)
		return say("sent-at-once", f).of(d, d.Logins()[0].Request)
	}
	final := decisiveAnswer(d)
	if final == nil {
		return cannot("open", f).of(d, nil)
	}
	f["n"], f["code"], f["host"] = rules.Number(final), itoa(final.Code), whoSent(d, final)
	if final.Code/100 == 2 || d.Ringing != nil {
		return say("none-accepted", f).of(d, final)
	}
	return say("none-refused", f).of(d, final)
}
