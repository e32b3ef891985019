package identity

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// sourceIPNotAllowed finds a request that was turned away without being asked to
// log in: the other side does not know the address that it came from.
func sourceIPNotAllowed(c *rules.Case) *rules.Hit {
	r := c.Refused()
	if r == nil || r.Rang || r.InDialog || r.Answer.Method != "INVITE" && r.Answer.Method != "REGISTER" {
		return nil
	}
	match, worded := c.Meant(r.Answer, network.SourceIPNotAllowed, network.TooManyFailedLogins)
	banned := !worded && bannedAfterFailures(c, r)
	if !worded && !banned && !turnedAway(c, r) || c.Hostile(c.Dialog) {
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
	c.Wordless(h, r.Answer)
	if banned {
		h.Variant = "banned"
	}
	if _, own := c.OwnWords(r.Answer); !worded && (own || r.Downstream()) {
		h.Certainty = rules.Possible
	}
	if worded {
		h.Certainty, h.Variant = rules.Certain, "worded"
		h.Evidence = []rules.Evidence{rules.Where(r.Answer, match)}
		h.Fields["words"] = match.Text
	}
	if match.Sense == network.TooManyFailedLogins {
		h.Variant = "banned-worded"
		return h
	}
	if r.Login == nil && r.Request != nil {
		h.Excludes = []string{"auth-wrong-password", "auth-id-from-mismatch-rejected"}
	}
	switch {
	case r.Answer.Method == "REGISTER":
		h.Excludes = append(h.Excludes, "account-no-credit")
		if !worded {
			h.Alternatives = []string{"reg-wrong-domain", "account-suspended"}
		}
	case !worded:
		h.Alternatives = []string{"caller-id-not-allowed", "destination-not-permitted", "account-no-credit"}
	}
	return h
}

// turnedAway tells a bare 403 to a request without credentials whose sender was
// never asked for any, and none of whose calls gets through.
func turnedAway(c *rules.Case, r *rules.Refused) bool {
	if r.Answer.Code != 403 || r.Request == nil || r.Login != nil || r.Challenged || c.Worded(r.Answer) || !generalCause(r.Answer.Q850()) {
		return false
	}
	elsewhere := c.Elsewhere(r)
	return elsewhere.SameFrom == nil && elsewhere.OtherFrom == nil && c.OtherHost(r) == nil && contactHostNotTrunkFQDN(c) == nil
}

// failedLogins is how many refused logins lead servers to ban an address.
const failedLogins = 3

// bannedAfterFailures tells a sender that was asked to log in at first, failed
// several times, and is now turned away without being asked.
func bannedAfterFailures(c *rules.Case, r *rules.Refused) bool {
	if r.Answer.Code != 403 || r.Request == nil || r.Login != nil || c.Worded(r.Answer) {
		return false
	}
	failed := 0
	for _, challenge := range c.Trace.ChallengesTo(r.Request.SourceHost(), r.Answer) {
		request := challenge.Tx.Request
		if challenge.N < r.Answer.N && request != nil && len(request.Credentials()) > 0 && request.SourceHost() == r.Request.SourceHost() {
			failed++
		}
	}
	return failed >= failedLogins
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
	if r.Request != nil {
		if vias := r.Request.Vias(); len(vias) > 0 && parser.ClassOf(vias[0].Host) == parser.HostPublic {
			return vias[0].Host
		}
	}
	return "the sender's address"
}
