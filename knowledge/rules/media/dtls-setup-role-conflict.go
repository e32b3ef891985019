package media

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// dtlsSetupRoleConflict finds an answer whose DTLS role does not go with the
// offer's: actpass is for offers only, and one side must be active (RFC 8842 5.3).
func dtlsSetupRoleConflict(c *rules.Case) *rules.Hit {
	x, offer, answer := initial(c.Dialog)
	if x == nil || !dtls(offer) || !dtls(answer) || offer.Port == 0 || answer.Port == 0 {
		return nil
	}
	theirs, ok := x.Answer.SDP().Attr(answer, "setup")
	if !ok {
		return nil
	}
	ours, _ := x.Offer.SDP().Attr(offer, "setup")
	role, asked := strings.ToLower(theirs.Value), strings.ToLower(ours.Value)
	if role != "actpass" && (role != asked || role != "active" && role != "passive") {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{attr(x.Answer, theirs)},
		Fields: rules.Fields{
			"to": rules.Shown(c.Dialog.To), "role": role, "asked": rules.Shown(asked), "side": sideName(x.Side.Other()),
			"answer": rules.Number(x.Answer), "product": rules.Shown(x.Answer.Product()),
		},
	}
	if ours.Line != 0 || asked != "" {
		h.Evidence = append([]rules.Evidence{attr(x.Offer, ours)}, h.Evidence...)
	}
	return h
}
