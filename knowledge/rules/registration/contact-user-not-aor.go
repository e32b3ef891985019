package registration

import (
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// contactUserNotAOR finds a registrar that refuses a Contact whose user is not the
// account: by its wording, by comparison, or as a hint by the suffix that some
// clients hang on.
func contactUserNotAOR(c *rules.Case) *rules.Hit {
	r := refusal(c)
	if r == nil || r.Request == nil || r.Answer.IsChallenge() {
		return nil
	}
	contact, aor := r.Request.Contact().URI.User, r.Request.To().URI.User
	match, worded := c.Says(r.Answer, network.ContactRefused)
	if contact == aor || contact == "" || aor == "" || !worded && !refusedContact(c, r) && !suffixed(c, r) {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{rules.Address(r.Request, "Contact"), rules.Address(r.Request, "To"), rules.Start(r.Answer)},
		Fields: rules.Fields{
			"contact": contact, "account": aor, "code": strconv.Itoa(r.Answer.Code), "answer": rules.Number(r.Answer), "words": match.Text,
		},
	}
	switch {
	case worded:
		h.Variant = "worded"
		h.Evidence[2] = rules.Where(r.Answer, match)
	case refusedContact(c, r):
		other := acceptedWithEqualUsers(c, r.Request)
		h.Variant = "compared"
		h.Evidence = append(h.Evidence, rules.Address(other.Request, "Contact"), rules.Start(other.Final))
		h.Fields["other"] = rules.Number(other.Request)
	default:
		h.Certainty = rules.Possible
	}
	return h
}

// refusedContact tells a refusal without a word where the same account was let in
// with its own name in Contact.
func refusedContact(c *rules.Case, r *rules.Refused) bool {
	if !refusesContact(c, r) || r.Request.Contact().URI.User == r.Request.To().URI.User {
		return false
	}
	return acceptedWithEqualUsers(c, r.Request) != nil
}

func refusesContact(c *rules.Case, r *rules.Refused) bool {
	code := r.Answer.Code
	return r.Request != nil && (code == 400 || code == 403 || code == 404) && !c.Worded(r.Answer)
}

// suffixed tells a Contact that is the account with something hung on behind a
// hyphen, as in 201-0x7f32c4.
func suffixed(c *rules.Case, r *rules.Refused) bool {
	tail, ok := strings.CutPrefix(r.Request.Contact().URI.User, r.Request.To().URI.User)
	return refusesContact(c, r) && ok && strings.HasPrefix(tail, "-")
}

// acceptedWithEqualUsers is a registration of the same account that was accepted
// and whose Contact has the account's user.
func acceptedWithEqualUsers(c *rules.Case, m *parser.Message) *parser.Transaction {
	for _, d := range m.Dialog.OfSameUser() {
		if d.Kind != parser.Registration {
			continue
		}
		for _, t := range d.Roots("REGISTER") {
			if t.OK() && t.Request != nil && parser.SameAccount(t.Request, m) && t.Request.Contact().URI.User == m.To().URI.User {
				return t
			}
		}
	}
	return nil
}
