package identity

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// requestURIHostNotTrunkDomain compares a request that was turned away unasked
// with one of the same sender to the same server that works and names the server
// by another host.
func requestURIHostNotTrunkDomain(c *rules.Case) *rules.Hit {
	r := c.NewRequest("INVITE", "REGISTER")
	if r == nil || r.Answer.Code != 403 && r.Answer.Code != 404 || r.Rang || !c.Bare(r) {
		return nil
	}
	works := c.OtherHost(r)
	if works == nil {
		return nil
	}
	return &rules.Hit{
		Certainty: rules.Likely,
		Evidence:  []rules.Evidence{rules.Start(r.Request), rules.Start(r.Answer), rules.Start(works)},
		Fields: rules.Fields{
			"host": rules.Shown(r.Request.Target().Host), "domain": works.Target().Host, "works": rules.Number(works),
			"code": strconv.Itoa(r.Answer.Code), "method": r.Answer.Method,
		},
		Alternatives: []string{"source-ip-not-allowed"},
	}
}
