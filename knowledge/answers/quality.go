package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// quality answers for sound quality: nothing that signalling shows, except where
// a side reports it in a header of its own.
func quality(s *scene) *reply {
	if s.dialog != nil {
		for _, m := range s.dialog.Messages {
			for _, name := range []string{"X-RTP-Stat", "P-RTP-Stat", "X-RTP-Stat-Add", "RTP-RxStat", "RTP-TxStat"} {
				if m.Has(name) {
					return reported(s, m, name)
				}
			}
		}
	}
	return cannot("unknown", nil).of(s.dialog, nil)
}

// reported quotes the statistics that a phone sends along.
func reported(s *scene, m *parser.Message, header string) *reply {
	return say("reported", rules.Fields{"n": rules.Number(m), "header": header}).with(rules.Header(m, header)).of(s.dialog, m)
}
