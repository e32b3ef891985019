package registration

import (
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// regWrongDomain finds a server that does not serve the domain of a request: it
// says so, or its own realm is another domain than the one that it refused to
// register.
func regWrongDomain(c *rules.Case) *rules.Hit {
	r := c.Refused()
	if r == nil || r.Request == nil || r.Rang || r.InDialog || c.Hostile(c.Dialog) {
		return nil
	}
	match, worded := c.Says(r.Answer, network.WrongDomain)
	realm := otherDomain(r)
	if !worded && (realm == "" || c.Worded(r.Answer) || r.Answer.RegisteredLater() != nil) {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Likely,
		Evidence:  []rules.Evidence{rules.Start(r.Request), rules.Start(r.Answer)},
		Fields: rules.Fields{
			"domain": rules.Shown(r.Request.Target().Host), "code": strconv.Itoa(r.Answer.Code), "method": r.Answer.Method,
			"answer": rules.Number(r.Answer), "words": match.Text, "realm": realm,
		},
	}
	if worded {
		h.Variant = "worded"
		h.Evidence[1] = rules.Where(r.Answer, match)
		return h
	}
	h.Evidence = []rules.Evidence{rules.Start(r.Request), rules.HeaderLine(r.Login.OfferedBy, r.Login.Offered.Header), rules.Start(r.Answer)}
	h.Alternatives = []string{"reg-user-unknown"}
	if r.Answer.Code == 403 {
		h.Alternatives = []string{"auth-wrong-password", "account-suspended"}
	}
	return h
}

// otherDomain is the realm of a registrar that refused to register another domain
// than its own, "" where they agree or the realm is only a name.
func otherDomain(r *rules.Refused) string {
	if r.Answer.Method != "REGISTER" || r.Answer.Code != 403 && r.Answer.Code != 404 || r.Login == nil || r.Login.OfferedBy == nil {
		return ""
	}
	realm, host := strings.ToLower(r.Login.Offered.Realm), strings.ToLower(r.Request.Target().Host)
	if r.Answer.Code == 403 && parser.ClassOf(host) != parser.HostUnknown {
		// A registrar reached by its address still checks the password first.
		return ""
	}
	if rules.MaskedHost(host) || rules.MaskedHost(realm) || !isDomain(realm) || related(realm, host) || related(realm, strings.ToLower(r.Request.To().URI.Host)) {
		return ""
	}
	return realm
}

// isDomain tells a realm that is a domain name from one that is only a name, or an
// address.
func isDomain(realm string) bool {
	dot := strings.LastIndexByte(realm, '.')
	return dot > 0 && !strings.ContainsAny(realm, " @/") && len(realm)-dot > 2 && parser.ClassOf(realm) == parser.HostUnknown
}

// related tells two names of one organisation: equal, one below the other, or both
// below the same registered name of two labels.
func related(a, b string) bool { return a == b || b != "" && parentOf(a) == parentOf(b) }

func parentOf(host string) string {
	labels := strings.Split(strings.TrimSuffix(host, "."), ".")
	return strings.Join(labels[max(0, len(labels)-2):], ".")
}
