package identity

import (
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// authIDFromMismatchRejected finds a login that was taken and a call, or a
// registration, that was then refused without a reason while From presents
// another number than the account. The difference alone is no fault: most
// networks allow it, so what is accused is only ever the refused request.
func authIDFromMismatchRejected(c *rules.Case) *rules.Hit {
	r := c.Refused()
	if r == nil || !c.FromDiffers(r) {
		return nil
	}
	if match, ok := c.Meant(r.Answer, network.FromMismatch); ok && !r.InDialog && !r.Rang {
		return mismatchNamed(c, r, match)
	}
	if !bareRefusal(c, r) {
		return nil
	}
	register := r.Answer.Method == "REGISTER"
	if register && r.Answer.Code != 403 {
		return nil
	}
	// A network that lets the two differ does not refuse a call for it. Where
	// another header presents the account, a provider that reads it sees
	// no mismatch; only a network known to read From is then believed to mind.
	binds := c.PolicyBinds(r.Answer)
	policy := c.Network.Policies.FromMustEqualDigestUser && binds
	if binds && !policy && !register {
		return nil
	}
	if c.IdentityMatches(r) && !(policy && c.Owner(r.Answer) == network.Ours) {
		return nil
	}
	elsewhere := c.Elsewhere(r)
	if elsewhere.SameMismatch != nil || elsewhere.SameFrom != nil {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Likely,
		Evidence: []rules.Evidence{
			rules.Address(r.Request, "From"), rules.Login(r.Login), rules.Start(r.Answer),
		},
		Fields: rules.Fields{
			"from_user": r.From, "digest_user": r.Account, "code": strconv.Itoa(r.Answer.Code),
			"method": r.Answer.Method,
		},
	}
	c.Wordless(h, r.Answer)
	if policy {
		h.Variant = "policy"
	}
	switch {
	case register:
		h.Variant = "register"
		h.Alternatives = []string{"auth-wrong-password", "account-suspended"}
		h.Excludes, h.Fields["not_credit"] = append(h.Excludes, "account-no-credit"), "a registration is not rated"
	case elsewhere.OtherFrom != nil:
		h.Alternatives = []string{"caller-id-not-allowed"}
		h.Excludes, h.Fields["not_credit"] = append(h.Excludes, "account-no-credit"), "calls with another caller number get through"
		h.Variant = "compared"
	default:
		h.Alternatives = []string{"account-no-credit", "caller-id-not-allowed"}
		if dear(c, c.Dialog.Dialled) {
			h.Alternatives = append(h.Alternatives, "destination-not-permitted")
		}
		if policy && !mayMeanPassword(c, r) {
			h.Variant = "policy-alone"
		}
	}
	if !register && elsewhere.OtherFrom == nil {
		h.Variant = strings.TrimPrefix(h.Variant+shapeOf(r), "-")
	}
	if r.Downstream() {
		h.Certainty = rules.Possible
	}
	if r.Login.Credentials.Verified == parser.Right {
		h.Excludes = append(h.Excludes, "auth-wrong-password")
		h.Fields["password"] = "verified"
	}
	if r.Login.OfferedBy != nil {
		h.Fields["challenge"] = rules.Number(r.Login.OfferedBy)
		h.Fields["challenge_code"] = strconv.Itoa(r.Login.OfferedBy.Code)
		h.Excludes = append(h.Excludes, "auth-challenge-unanswered")
	}
	return h
}

// shapeOf tells, as the end of a variant's name, what kind of caller it is that differs
// from the account: none at all, or an extension that no provider knows.
func shapeOf(r *rules.Refused) string {
	const extension = 5
	if _, anonymous := rules.Anonymous(r.Request); anonymous {
		return "-anonymous"
	}
	if digits, ok := parser.Digits(r.From); ok && len(digits) <= extension && rules.IsNumber(r.Account) {
		return "-extension"
	}
	return ""
}

// mismatchNamed is the hit where the answer itself says that the two must agree.
func mismatchNamed(c *rules.Case, r *rules.Refused, match network.Match) *rules.Hit {
	h := c.Named(r, match)
	h.Evidence = append([]rules.Evidence{rules.Address(r.Request, "From"), rules.Login(r.Login)}, h.Evidence...)
	h.Fields["digest_user"], h.Fields["method"] = r.Account, r.Answer.Method
	h.Variant = "named"
	if r.Answer.Method == "INVITE" {
		h.Excludes = append(h.Excludes, loginIsFine(r)...)
	}
	return h
}

// mayMeanPassword tells whether this network is known to answer a wrong password
// with 403; elsewhere it is asked for again.
func mayMeanPassword(c *rules.Case, r *rules.Refused) bool {
	return r.Answer.Code == 403 && r.Login.Credentials.Verified != parser.Right &&
		c.Network.Policies.ForbiddenMayMeanPassword && c.PolicyBinds(r.Answer)
}

// bareRefusal tells a refusal that only its number explains: of a request that
// starts something, with 403, or with 603 from the side that challenged, before
// anything rang, with no words of its own, and with no sign that the login itself
// was the trouble. A 404 is about the number first.
func bareRefusal(c *rules.Case, r *rules.Refused) bool {
	if r.Request == nil || r.Login == nil || r.InDialog || r.Rang || c.Worded(r.Answer) {
		return false
	}
	switch r.Answer.Code {
	case 403:
		if !generalCause(r.Answer.Q850()) {
			return false
		}
	case 603:
		if r.Answer.Method != "INVITE" || r.Answer.Q850() != 0 || r.Login.OfferedBy == nil {
			return false
		}
	default:
		return false
	}
	return r.Login.Credentials.Verified != parser.Wrong && !oldNonce(r.Login)
}

// generalCause tells the Q.850 causes that gateways put beside a 403 and that say
// no more than it: none, normal, rejected, interworking.
func generalCause(cause int) bool {
	switch cause {
	case 0, 16, 21, 31, 127:
		return true
	}
	return false
}

// oldNonce tells a login with another nonce than the one last offered.
func oldNonce(l *parser.Login) bool { return l.Offered != nil && !l.Current() }
