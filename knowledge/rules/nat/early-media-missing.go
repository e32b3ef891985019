package nat

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// earlyMediaMissing notes that an announcement or ringback of the far end has no way
// to the caller: a 183 announces it and carries no SDP, and no other early answer
// does. Whether anybody misses it, the trace cannot tell.
func earlyMediaMissing(c *rules.Case) *rules.Hit {
	d := c.Dialog
	var progress *parser.Message
	for _, t := range d.Invites {
		for _, r := range t.Responses {
			if !r.IsProvisional() || r.Code == 100 {
				continue
			}
			if r.SDP() != nil || r.Code == 180 || r.Partial {
				return nil
			}
			if r.Code == 183 && progress == nil {
				progress = r
			}
		}
	}
	if progress == nil || progress.Tx.Request == nil || progress.Tx.Request.SDP() == nil {
		return nil
	}
	return &rules.Hit{
		Certainty: rules.Possible,
		Evidence:  []rules.Evidence{rules.Start(progress), rules.Header(progress, "Content-Length")},
		Fields:    rules.Fields{"to": rules.Shown(d.To), "progress": rules.Number(progress)},
	}
}
