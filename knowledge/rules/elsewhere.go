package rules

import (
	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/parser"
)

// TakenElsewhere is the line of a CANCEL that only says that another phone took
// the call (RFC 3326 2).
func (c *Case) TakenElsewhere(cancel *parser.Message) (Evidence, bool) {
	for _, r := range cancel.Reasons() {
		if r.Is("SIP", 200) || r.Is("Q.850", 26) {
			return HeaderLine(cancel, r.Header), true
		}
	}
	match, ok := c.Says(cancel, network.AnsweredElsewhere)
	if !ok {
		return Evidence{}, false
	}
	return Where(cancel, match), true
}
