package lifecycle

import (
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// calleeDeclined finds a call that the called side rejected: its words say so, or
// it rang and 603 or Q.850 cause 21 came. A 603 right after the login is more
// often the provider's own refusal, and "Network Blocked" never a person's.
func calleeDeclined(c *rules.Case) *rules.Hit {
	r := refusedCall(c)
	if r == nil || r.Answer.Code == 607 || r.Answer.Code == 608 {
		return nil
	}
	match, worded, other := means(c, r, network.DoNotDisturb, network.Declined)
	if other || ownWords(r) && !worded {
		return nil
	}
	certainty := rules.Likely
	if !worded {
		var ok bool
		if certainty, ok = declined(r); !ok {
			return nil
		}
	}
	h := &rules.Hit{
		Certainty: certainty,
		Evidence:  []rules.Evidence{rules.Start(r.Answer)},
		Fields:    rules.Fields{"to": rules.Shown(c.Dialog.To), "code": strconv.Itoa(r.Answer.Code), "answer": rules.Number(r.Answer)},
	}
	if r.Answer.Q850() == 21 {
		h.Evidence = append(h.Evidence, rules.Cause(r.Answer))
	}
	switch {
	case worded && match.Sense == network.DoNotDisturb:
		h.Variant = "dnd"
	case worded:
		h.Variant = "worded"
	case r.Request == nil && !r.Rang:
		h.Variant = "alone"
		h.Alternatives = []string{"account-no-credit", "destination-not-permitted"}
	case !r.Rang:
		h.Variant = "not-rung"
		h.Alternatives = []string{"destination-not-permitted", "account-no-credit"}
	}
	if worded {
		h.Fields["words"] = match.Text
		if match.Where != "phrase" {
			h.Evidence = append(h.Evidence, rules.Where(r.Answer, match))
		}
	}
	return h
}

// declined judges a refusal without words of its own.
func declined(r *rules.Refused) (rules.Certainty, bool) {
	cause := r.Answer.Q850()
	rejected := (r.Answer.Code == 603 || saysDeclined(r)) && (saysNothing(cause) || cause == 21)
	afterLogin := r.Login != nil && r.Login.OfferedBy != nil && cause == 0
	switch {
	case r.Rang && (rejected || cause == 21):
		return rules.Likely, true
	case !r.Rang && !plainPhrases[strings.ToLower(r.Answer.Phrase)]:
		return "", false
	case !r.Rang && rejected && !afterLogin, !r.Rang && cause == 21 && (r.Answer.Code == 480 || r.Answer.Code == 486):
		return rules.Possible, true
	}
	return "", false
}
