package media

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// g729AnnexBMismatch finds sides of a G.729 call of which one rules silence
// suppression out and the other does not (RFC 7261 3). It is a hint.
func g729AnnexBMismatch(c *rules.Case) *rules.Hit {
	x, offer, answer := initial(c.Dialog)
	if x == nil || x.Answer.IsProvisional() || !x.Offer.Whole() || !x.Answer.Whole() {
		return nil
	}
	if chosen, ok := x.Codec(); !ok || !strings.EqualFold(chosen.Name, "G729") {
		return nil
	}
	ours, theirs := annexB(offer), annexB(answer)
	if ours == theirs {
		return nil
	}
	return &rules.Hit{
		Certainty: rules.Possible,
		Evidence:  []rules.Evidence{line(x.Offer, offer), line(x.Answer, answer)},
		Fields:    rules.Fields{"to": rules.Shown(c.Dialog.To), "offer": rules.Number(x.Offer), "answer": rules.Number(x.Answer)},
	}
}

// annexB tells whether silence suppression is allowed; it is where nothing is said.
func annexB(m *parser.Media) bool {
	for _, c := range m.Codecs() {
		if strings.EqualFold(c.Name, "G729") {
			return !strings.Contains(strings.ToLower(strings.ReplaceAll(c.Fmtp, " ", "")), "annexb=no")
		}
	}
	return true
}
