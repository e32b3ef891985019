package identity

import (
	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// callCutNoCredit finds an answered call that was ended with credit as the reason:
// in words, or as the 402 of a Reason header (RFC 3326 2).
func callCutNoCredit(c *rules.Case) *rules.Hit {
	bye := c.Dialog.Bye
	if bye == nil {
		return nil
	}
	words, line := saysNoCredit(c, bye)
	if words == "" {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{rules.Start(bye), line},
		Fields:    rules.Fields{"bye": rules.Number(bye), "to": rules.Shown(c.Dialog.To), "words": words},
	}
	if c.Dialog.Duration > 0 {
		h.Fields["duration"] = rules.Seconds(c.Dialog.Duration)
		h.Variant = "timed"
	}
	return h
}

// saysNoCredit is what a BYE says of credit, and the line that says it; "" where it
// says nothing of it.
func saysNoCredit(c *rules.Case, bye *parser.Message) (words string, line rules.Evidence) {
	if match, ok := c.Meant(bye, network.NoCredit); ok {
		return match.Text, rules.Where(bye, match)
	}
	for _, r := range bye.Reasons() {
		if r.Is("SIP", 402) {
			return r.Header.Value, rules.HeaderLine(bye, r.Header)
		}
	}
	return "", rules.Evidence{}
}
