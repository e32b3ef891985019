package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// audioFlowed answers whether sound really flowed: known only where the capture
// holds RTP.
func audioFlowed(s *scene) *reply {
	d := s.dialog
	if len(s.trace.Media) > 0 {
		packets := 0
		for _, m := range s.trace.Media {
			packets += m.Packets
		}
		m := s.trace.Media[0]
		f := rules.Fields{"streams": plural(len(s.trace.Media), "stream"), "packets": itoa(packets), "from": m.Src.String(), "to": m.Dst.String(), "many": itoa(m.Packets)}
		if len(s.trace.Media) == 1 {
			return say("one-stream", f).overall()
		}
		return say("streams", f).overall()
	}
	if d == nil {
		return cannot("unknown", nil).overall()
	}
	if d.Answer == nil && d.Agreed() == nil && d.Kind == parser.Call && d.Outcome != parser.Ongoing {
		return say("never-up", nil).of(d, nil)
	}
	return cannot("unknown", nil).of(d, d.Answer)
}
