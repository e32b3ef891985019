package forking

import (
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// forkBestResponse finds a refused call whose answer is one of several: the proxy
// tried several phones, they refused with different codes, and the caller saw the
// "best" of them (RFC 3261 16.7). Branches that the proxy itself cancelled do not
// count.
func forkBestResponse(c *rules.Case) *rules.Hit {
	d := c.Dialog
	fork, legs := forkOf(d)
	if fork == nil || fork.Final == nil || fork.Code() < 300 || d.Outcome == parser.Answered || d.Cancel != nil {
		return nil
	}
	codes := map[int]bool{}
	h := &rules.Hit{Certainty: rules.Certain, Evidence: []rules.Evidence{rules.Start(fork.Final)}}
	var list []string
	for _, leg := range legs {
		if leg.Final == nil {
			continue
		}
		codes[leg.Code()] = true
		list = append(list, strconv.Itoa(leg.Code())+" from "+nameOf(leg))
		h.Evidence = append(h.Evidence, rules.Start(leg.Final))
	}
	if len(codes) < 2 {
		return nil
	}
	h.Fields = rules.Fields{
		"to": rules.Shown(d.To), "code": strconv.Itoa(fork.Code()), "answer": rules.Number(fork.Final),
		"list": strings.Join(list, ", "), "phones": strconv.Itoa(len(legs)),
	}
	if fork.Code()/100 == 6 {
		h.Variant = "ended-all"
	}
	return h
}

// nameOf names a branch by where it went.
func nameOf(leg *parser.Transaction) string {
	if leg.Request.Dst != "" {
		return leg.Request.Dst
	}
	return leg.Request.Target().HostPort()
}
