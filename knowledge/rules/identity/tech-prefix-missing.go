package identity

import (
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// techPrefixMissing finds a trunk without a login that suddenly asks for one: the
// dialled number lacks the prefix by which such a trunk is recognised. That there
// is one is known from the network's policy, or from a call to the same server that
// carries it and needs no login; or the refusal says so itself.
func techPrefixMissing(c *rules.Case) *rules.Hit {
	if r := c.NewRequest("INVITE"); r != nil && r.Answer.Code >= 400 {
		if match, worded := c.Meant(r.Answer, network.TechPrefix); worded {
			h := c.Named(r, match)
			if r.Request == nil {
				h.Variant = "unseen"
				return h
			}
			h.Evidence = append(h.Evidence, rules.Start(r.Request))
			return h
		}
	}
	d := c.Dialog
	if d.Outcome != parser.Challenged && d.Outcome != parser.Rejected || d.Decisive == nil || d.Decisive.Request == nil || d.Decisive.Final == nil {
		return nil
	}
	answer, request := d.Decisive.Final, d.Decisive.Request
	if !answer.IsChallenge() || request.Method != "INVITE" || len(request.Credentials()) > 0 || d.Traits&parser.HasCredentials != 0 || !rules.IsNumber(d.Dialled) {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Possible,
		Evidence:  []rules.Evidence{rules.Start(request), rules.Start(answer)},
		Fields:    rules.Fields{"to": d.Dialled, "code": strconv.Itoa(answer.Code), "answer": rules.Number(answer)},
	}
	policy := c.Network.Policies
	if policy.IPAuthenticated && policy.TechPrefix != "" && c.PolicyBinds(answer) && !strings.HasPrefix(d.Dialled, policy.TechPrefix) {
		h.Fields["prefix"] = policy.TechPrefix
		h.Variant = "policy"
		return h
	}
	other, prefix := prefixed(c, request)
	if other == nil {
		return nil
	}
	h.Certainty = rules.Likely
	h.Evidence = append(h.Evidence, rules.Start(other))
	h.Fields["prefix"], h.Fields["other"] = prefix, rules.Number(other)
	return h
}

// prefixed finds a call to the same server that got through without a login and
// dialled a number behind a prefix that no number plan has.
func prefixed(c *rules.Case, request *parser.Message) (other *parser.Message, prefix string) {
	for _, d := range c.Dialog.Around() {
		if d.Kind != parser.Call || d.Outcome != parser.Answered && d.Ringing == nil || d.Traits&(parser.HasCredentials|parser.HasChallenge) != 0 {
			continue
		}
		t := d.Invite()
		if t == nil || t.Request == nil || t.Request.Dst != request.Dst || t.Request.SourceHost() != request.SourceHost() {
			continue
		}
		if prefix := techPrefix(d.Dialled); prefix != "" {
			return t.Request, prefix
		}
	}
	return nil, ""
}

// techPrefix is the part up to a # or * in front of a whole number.
func techPrefix(user string) string {
	i := strings.LastIndexAny(user, "#*")
	if i <= 0 || !rules.IsNumber(user[i+1:]) || strings.Trim(user[:i], "0123456789#*") != "" {
		return ""
	}
	return user[:i+1]
}
