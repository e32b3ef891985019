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
			if !speaksOf(m, name, "verstat") {
				continue
			}
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

// speaksOf tells whether any header of this name may hold a parameter, without
// taking it apart: nearly all calls have none.
func speaksOf(m *parser.Message, name, param string) bool {
	for i := range m.Headers {
		if m.Headers[i].Key == name && strings.Contains(m.Headers[i].Value, param) {
			return true
		}
	}
	return false
}
