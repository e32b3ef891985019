package screening

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// attestationLow notes that the caller's number could not be verified, or was not, so
// that the called side may show the call as spam. It is no reason for a failure.
func attestationLow(c *rules.Case) *rules.Hit {
	d := c.Dialog
	for _, t := range d.Invites {
		m := t.Request
		if m == nil {
			continue
		}
		for _, name := range []string{"From", "P-Asserted-Identity"} {
			for _, value := range m.List(name) {
				stat, ok := parser.ParseAddress(value).URI.Param("verstat")
				if !ok || !strings.EqualFold(stat, "TN-Validation-Failed") && !strings.EqualFold(stat, "No-TN-Validation") {
					continue
				}
				return &rules.Hit{
					Certainty: rules.Possible,
					Evidence:  []rules.Evidence{rules.Header(m, name)},
					Fields:    rules.Fields{"from": rules.Shown(d.From), "stat": stat, "invite": rules.Number(m)},
				}
			}
		}
	}
	return nil
}
