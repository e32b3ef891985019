package emergency

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// emergencyLocationMissing finds a refusal for want of a location: 424, or words of
// an address on an emergency call.
func emergencyLocationMissing(c *rules.Case) *rules.Hit {
	r := c.Refused()
	if r == nil || r.Answer.Method != "INVITE" {
		return nil
	}
	match, said := c.Says(r.Answer, network.EmergencyAddress)
	urgent := r.Request != nil && emergency(c, r.Request)
	if r.Answer.Code != 424 && !(said && urgent) {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Certain, Urgent: urgent,
		Evidence: []rules.Evidence{rules.Start(r.Answer)},
		Fields: rules.Fields{
			"to": rules.Shown(c.Dialog.To), "code": strconv.Itoa(r.Answer.Code), "answer": rules.Number(r.Answer),
		},
	}
	switch {
	case said:
		h.Variant = "worded"
		h.Fields["words"] = match.Text
		h.Evidence = append(h.Evidence, rules.Where(r.Answer, match))
	case r.Answer.Has("Geolocation-Error"):
		h.Evidence = append(h.Evidence, rules.Header(r.Answer, "Geolocation-Error"))
	}
	return h
}
