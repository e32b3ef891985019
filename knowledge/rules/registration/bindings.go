package registration

import (
	"strconv"
	"strings"
	"time"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// binding is one Contact of a REGISTER or of its 2xx.
type binding struct {
	address parser.Address
	// seconds is the lifetime, -1 where none is given.
	seconds int
}

// bindings are the contacts of a message with their lifetimes (RFC 3261 10.2.4).
func bindings(m *parser.Message) []binding {
	general := -1
	if n, err := strconv.Atoi(strings.TrimSpace(m.Header("Expires"))); err == nil {
		general = n
	}
	var all []binding
	for _, value := range m.List("Contact") {
		b := binding{address: parser.ParseAddress(value), seconds: general}
		if own, ok := b.address.Param("expires"); ok {
			if n, err := strconv.Atoi(own); err == nil {
				b.seconds = n
			}
		}
		all = append(all, b)
	}
	return all
}

// same tells whether two contacts are the same phone at the same place, for as far
// as a registrar that rewrites the address lets tell.
func same(a, b parser.URI) bool {
	return a.User == b.User && strings.EqualFold(a.Host, b.Host) && a.Port == b.Port
}

// granted is the lifetime that a 2xx gives to the contact of its request, 0 where
// that cannot be told.
func granted(t *parser.Transaction) time.Duration {
	if !t.OK() || t.Request == nil || t.Final.Partial {
		return 0
	}
	list := bindings(t.Final)
	own := t.Request.Contact().URI
	for _, b := range list {
		if same(b.address.URI, own) && b.seconds > 0 {
			return time.Duration(b.seconds) * time.Second
		}
	}
	if len(list) == 1 && list[0].seconds > 0 {
		return time.Duration(list[0].seconds) * time.Second
	}
	return 0
}

// asked is the lifetime that a REGISTER asks for, 0 where it names none.
func asked(m *parser.Message) time.Duration {
	for _, b := range bindings(m) {
		if b.seconds > 0 {
			return time.Duration(b.seconds) * time.Second
		}
	}
	return 0
}

// registeredLater tells whether the same account is registered at the end of
// another dialog that begins after m.
func registeredLater(c *rules.Case, m *parser.Message) bool {
	for _, d := range c.Trace.Dialogs {
		if d == m.Dialog || d.Kind != parser.Registration || d.Outcome != parser.Registered || !sameAccount(d.Decisive.Request, m) {
			continue
		}
		if gap, timed := parser.Between(m, d.Decisive.Final); timed && gap >= 0 || !timed && d.Decisive.Final.N > m.N {
			return true
		}
	}
	return false
}

// sameAccount compares the address-of-record of two messages.
func sameAccount(a, b *parser.Message) bool {
	return a != nil && b != nil && a.To().URI.User == b.To().URI.User && strings.EqualFold(a.To().URI.Host, b.To().URI.Host)
}

// account is the user that a registration is for.
func account(d *parser.Dialog) string {
	if d.Decisive != nil {
		if user := d.Decisive.First().To().URI.User; user != "" {
			return user
		}
	}
	return rules.Shown(d.From)
}

func seconds(d time.Duration) string { return strconv.Itoa(int(d / time.Second)) }

// refusal is the final refusal of a registration by a stranger's or a customer's
// device; nil for what the security rules tell.
func refusal(c *rules.Case) *rules.Refused {
	r := c.Refused()
	if r == nil || r.Answer.Method != "REGISTER" || c.Hostile(c.Dialog) {
		return nil
	}
	return r
}
