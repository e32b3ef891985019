package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// algAsked answers whether a SIP ALG is in the way. A trace shows signs of one or
// none; that it is off only the router and a second capture tell.
func algAsked(s *scene) *reply {
	d := s.dialog
	if d == nil {
		return nil
	}
	if f := s.suspectedALG(); f != nil {
		r := say("yes", rules.Fields{"certainty": string(f.Certainty)}).of(f.Dialog, f.Evidence[0].Message, f)
		r.texts = map[string][]words.Text{"title": {f.Title}, "says": {f.Says}, "settles": {f.Settles}}
		return r
	}
	r := cannot("none", rules.Fields{}).of(d, nil)
	if m := receivedIn(d); m != nil {
		via := m.Vias()[len(m.Vias())-1]
		if parser.ClassOf(via.Host) == parser.HostPrivate && via.Received != via.Host {
			r.key, r.message = "untouched", m
			r.fields["n"], r.fields["private"], r.fields["received"] = rules.Number(m), via.Host, via.Received
			return r
		}
	}
	if request := d.Request(); request == nil || len(request.Vias()) == 0 {
		r.key = "nothing"
	}
	return r
}

// suspectedALG is the finding that says so, of the dialog at hand or of another.
func (s *scene) suspectedALG() *rules.Finding {
	for _, f := range s.Report.Faults() {
		if f.ID == "sip-alg-suspected" && len(f.Evidence) > 0 {
			return f
		}
	}
	return nil
}
