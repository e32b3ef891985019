package forking

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// forkedBranches explains a call that rang several phones at once: several To tags
// on the caller's leg, or several branches behind a proxy. One after another is
// hunting, not forking, but looks the same to the caller and is as normal.
func forkedBranches(c *rules.Case) *rules.Hit {
	d := c.Dialog
	var evidence []rules.Evidence
	if len(ringing(d)) > 1 {
		for _, f := range ringing(d) {
			evidence = append(evidence, rules.Header(f.First, "To"))
		}
	} else if _, legs := forkOf(d); len(legs) > 1 {
		for _, leg := range legs {
			evidence = append(evidence, rules.Start(leg.Request))
		}
	}
	if len(evidence) == 0 {
		return nil
	}
	return &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  evidence,
		Fields:    rules.Fields{"to": rules.Shown(d.To), "phones": strconv.Itoa(len(evidence))},
	}
}

// ringing are the forks of one INVITE; a second try with credentials, or to the
// target of a redirect, has a tag of its own and is none.
func ringing(d *parser.Dialog) []*parser.Fork {
	var most []*parser.Fork
	byInvite := map[*parser.Transaction][]*parser.Fork{}
	for _, f := range d.Forks {
		t := f.First.Tx
		byInvite[t] = append(byInvite[t], f)
		if len(byInvite[t]) > len(most) {
			most = byInvite[t]
		}
	}
	return most
}
