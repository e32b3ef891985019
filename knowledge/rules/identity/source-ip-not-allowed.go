package identity

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// sourceIPNotAllowed finds a request that was turned away without being asked to
// log in: the other side does not know the address that it came from.
func sourceIPNotAllowed(c *rules.Case) *rules.Hit {
	r := c.Refused()
	if r == nil || r.Rang || r.InDialog || r.Answer.Method != "INVITE" && r.Answer.Method != "REGISTER" {
		return nil
	}
	match, worded := c.Says(r.Answer, network.SourceIPNotAllowed)
	if !worded && !turnedAway(c, r) {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Likely,
		Evidence:  []rules.Evidence{rules.Start(r.Answer)},
		Fields: rules.Fields{
			"source": sourceOf(r), "code": strconv.Itoa(r.Answer.Code), "method": r.Answer.Method,
			"answer": rules.Number(r.Answer),
		},
	}
	if worded {
		h.Certainty, h.Variant = rules.Certain, "worded"
		h.Evidence = []rules.Evidence{rules.Where(r.Answer, match)}
		h.Fields["words"] = match.Text
	}
	if r.Login == nil {
		h.Excludes = []string{"auth-wrong-password", "auth-id-from-mismatch-rejected"}
	}
	switch {
	case r.Answer.Method == "REGISTER":
		h.Excludes = append(h.Excludes, "account-no-credit")
		h.Alternatives = []string{"reg-wrong-domain", "account-suspended"}
	case !worded:
		h.Alternatives = []string{"caller-id-not-allowed", "destination-not-permitted", "account-no-credit"}
	}
	return h
}

// turnedAway tells a bare 403 to a request without credentials whose sender was
// never asked for any.
func turnedAway(c *rules.Case, r *rules.Refused) bool {
	return r.Answer.Code == 403 && r.Request != nil && r.Login == nil && !r.Challenged && !c.Worded(r.Answer)
}

// sourceOf is the address that the other side saw: its received parameter says
// so best.
func sourceOf(r *rules.Refused) string {
	if vias := r.Answer.Vias(); len(vias) > 0 && vias[0].Received != "" {
		return vias[0].Received
	}
	if r.Request != nil && r.Request.Src != "" {
		return r.Request.SourceHost()
	}
	if r.Answer.Dst != "" {
		return r.Answer.TargetHost()
	}
	return "the sender"
}
