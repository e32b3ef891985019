package registration

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// regRemoved finds a registration that was taken back and not renewed: the account
// cannot be called any more.
func regRemoved(c *rules.Case) *rules.Hit {
	d := c.Dialog
	if d.Outcome != parser.Removed || c.Hostile(d) {
		return nil
	}
	t := d.Decisive
	for _, b := range t.Final.Bindings() {
		if b.Seconds > 0 {
			return nil
		}
	}
	if t.Final.RegisteredLater() != nil || registersAnew(c, t.Final) {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{lifetimeLine(t.Request), rules.Start(t.Final)},
		Fields: rules.Fields{
			"account": account(d), "request": rules.Number(t.Request), "answer": rules.Number(t.Final), "who": clientOf(t.Request),
		},
	}
	if t.Request.Header("Contact") == "*" {
		h.Variant = "all"
	}
	return h
}

// registersAnew tells whether the account starts to register again after m, however
// that ends.
func registersAnew(c *rules.Case, m *parser.Message) bool {
	for _, other := range m.Dialog.OfSameUser() {
		if other.Kind != parser.Registration {
			continue
		}
		for _, t := range other.Roots("REGISTER") {
			if t.Request == nil || !parser.SameAccount(t.Request, m) || parser.Unregisters(t.Request) {
				continue
			}
			if gap, timed := parser.Between(m, t.Request); timed && gap >= 0 || !timed && parser.Earlier(m, t.Request) {
				return true
			}
		}
	}
	return false
}

func clientOf(m *parser.Message) string {
	if product := m.Header("User-Agent"); product != "" {
		return product
	}
	return "the device"
}
