package identity

import (
	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// callCutNoCredit finds an answered call that was ended with credit as the reason:
// in words, or as the 402 of a Reason header (RFC 3326 2).
func callCutNoCredit(c *rules.Case) *rules.Hit {
	bye := c.Dialog.Bye
	if bye == nil {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{rules.Start(bye)},
		Fields:    rules.Fields{"bye": rules.Number(bye), "to": rules.Shown(c.Dialog.To)},
	}
	if match, ok := c.Meant(bye, network.NoCredit); ok {
		h.Evidence = append(h.Evidence, rules.Where(bye, match))
		h.Fields["words"] = match.Text
	} else {
		for _, r := range bye.Reasons() {
			if r.Is("SIP", 402) {
				h.Evidence = append(h.Evidence, rules.HeaderLine(bye, r.Header))
				h.Fields["words"] = r.Header.Value
			}
		}
	}
	if h.Fields["words"] == "" {
		return nil
	}
	if c.Dialog.Duration > 0 {
		h.Fields["duration"] = rules.Seconds(c.Dialog.Duration)
		h.Variant = "timed"
	}
	return h
}
