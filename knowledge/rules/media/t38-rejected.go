package media

import (
	"strconv"
	"time"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// faxGivesUp is how long a fax machine waits for the other one at most.
const faxGivesUp = 40 * time.Second

// t38Rejected finds a switch to fax that was refused and after which the call ended.
// A call that goes on, or changes to G.711, has fallen back as it should.
func t38Rejected(c *rules.Case) *rules.Hit {
	d := c.Dialog
	for _, t := range changes(d) {
		if !fax(t.Request) || followed(d, t) || !refusesFax(t.Code()) || !endsAfter(d, t) {
			continue
		}
		certainty, variant := rules.Certain, ""
		if _, timed := parser.Between(t.Final, d.Bye); !timed {
			// The fax may have gone on in G.711 for minutes.
			certainty, variant = rules.Possible, "untimed"
		}
		return &rules.Hit{
			Certainty: certainty,
			Variant:   variant,
			Evidence:  []rules.Evidence{line(t.Request, t.Request.SDP().FirstMedia("image")), rules.Start(t.Final)},
			Fields: rules.Fields{
				"to": rules.Shown(d.To), "code": strconv.Itoa(t.Code()), "request": rules.Number(t.Request), "answer": rules.Number(t.Final),
				"other": sideName(t.Side.Other()),
			},
		}
	}
	return nil
}

func refusesFax(code int) bool {
	return code == 488 || code == 415 || code == 606 || code == 603
}

// endsAfter tells whether the call was hung up soon after the refusal.
func endsAfter(d *parser.Dialog, t *parser.Transaction) bool {
	gap, timed := parser.Between(t.Final, d.Bye)
	return d.Bye != nil && (!timed || gap <= faxGivesUp)
}
