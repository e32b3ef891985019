package registration

import "github.com/sipwhy/sipwhy/knowledge/rules"

// regExpiresShortened notes a registrar that grants less time than was asked for,
// as it may (RFC 3261 10.2.4).
func regExpiresShortened(c *rules.Case) *rules.Hit {
	for _, t := range c.Dialog.Roots("REGISTER") {
		if !t.OK() || t.Request == nil {
			continue
		}
		wanted, given := t.Request.Asked(), t.Granted()
		if given == 0 || wanted <= given {
			continue
		}
		return &rules.Hit{
			Certainty: rules.Certain,
			Evidence:  []rules.Evidence{lifetimeLine(t.Request), rules.Header(t.Final, "Contact")},
			Fields:    rules.Fields{"account": account(c.Dialog), "asked": seconds(wanted), "granted": seconds(given)},
		}
	}
	return nil
}
