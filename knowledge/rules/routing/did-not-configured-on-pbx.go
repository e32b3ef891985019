package routing

import (
	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// didNotConfiguredOnPBX finds a call from a provider that the PBX itself turns away
// because it has no inbound route for the number.
func didNotConfiguredOnPBX(c *rules.Case) *rules.Hit {
	r := c.NewRequest("INVITE")
	if r == nil || !inboundToPBX(c, r) {
		return nil
	}
	switch r.Answer.Code {
	case 404, 604, 484:
	default:
		return nil
	}
	if worksElsewhere(c, r) || elsewhereCaused(c, r) {
		return nil
	}
	h := refusal(c, r)
	h.Evidence = append(h.Evidence, rules.Start(r.Request))
	if to := r.Request.To().URI.User; to != "" && to != c.Dialog.Dialled {
		h.Variant = "other-to"
		h.Fields["to_header"] = to
		h.Evidence = append(h.Evidence, rules.Address(r.Request, "To"))
	}
	return h
}

// worksElsewhere tells a number that the same PBX took in the same form on another
// call.
func worksElsewhere(c *rules.Case, r *rules.Refused) bool {
	for _, d := range c.Dialog.Around() {
		if d != c.Dialog && d.Kind == parser.Call && (d.Answer != nil || d.Ringing != nil) && d.Dialled == c.Dialog.Dialled {
			return true
		}
	}
	return false
}

// elsewhereCaused tells words or a cause that speak of something else than the
// number.
func elsewhereCaused(c *rules.Case, r *rules.Refused) bool {
	for _, match := range c.Senses(r.Answer) {
		switch match.Sense {
		case network.NumberUnknown, network.UserUnknown, network.NumberIncomplete, network.NoRoute:
		default:
			return true
		}
	}
	switch r.Answer.Q850() {
	case 0, 1, 2, 3, 16, 28, 31, 127:
		return false
	}
	return true
}
