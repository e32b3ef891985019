package parser

import (
	"strconv"
	"strings"
	"time"
)

// Binding is one Contact of a REGISTER or of the 2xx to it.
type Binding struct {
	Address Address
	// Seconds is its lifetime, -1 where none is given.
	Seconds int
}

// Bindings are the contacts of a REGISTER, or of the 2xx to it, with their lifetimes
// (RFC 3261 10.2.1.1, 10.2.4).
func (m *Message) Bindings() []Binding {
	general := -1
	if n, err := strconv.Atoi(strings.TrimSpace(m.Header("Expires"))); err == nil {
		general = n
	}
	var all []Binding
	for _, value := range m.List("Contact") {
		b := Binding{Address: ParseAddress(value), Seconds: general}
		if own, ok := b.Address.Param("expires"); ok {
			if n, err := strconv.Atoi(own); err == nil {
				b.Seconds = n
			}
		}
		all = append(all, b)
	}
	return all
}

// Asked is the lifetime that a REGISTER asks for, 0 where it names none.
func (m *Message) Asked() time.Duration {
	for _, b := range m.Bindings() {
		if b.Seconds > 0 {
			return time.Duration(b.Seconds) * time.Second
		}
	}
	return 0
}

// Granted is the lifetime that a 2xx gives to the contact of its REGISTER, 0 where
// that cannot be told. Of several contacts it is the request's own; where a
// registrar rewrote the address, only a sole contact tells.
func (t *Transaction) Granted() time.Duration {
	if !t.OK() || t.Final.Partial {
		return 0
	}
	list := t.Final.Bindings()
	if t.Request != nil {
		own := t.Request.Contact().URI
		for _, b := range list {
			if b.Address.URI.SamePlace(own) && b.Seconds > 0 {
				return time.Duration(b.Seconds) * time.Second
			}
		}
	}
	if len(list) == 1 && list[0].Seconds > 0 {
		return time.Duration(list[0].Seconds) * time.Second
	}
	if n, err := strconv.Atoi(strings.TrimSpace(t.Final.Header("Expires"))); len(list) == 0 && err == nil && n > 0 {
		return time.Duration(n) * time.Second
	}
	return 0
}

// SamePlace tells whether two URIs name the same user at the same host and port, the
// usual port being that where none is named.
func (u URI) SamePlace(other URI) bool {
	return u.User == other.User && strings.EqualFold(u.HostPort(), other.HostPort())
}

// RegisteredLater is another dialog in which the account that m is for is
// registered after m, nil without one: a client that went on to its next registrar,
// or registered anew.
func (m *Message) RegisteredLater() *Dialog {
	for _, d := range m.Dialog.OfSameUser() {
		if d == m.Dialog || d.Kind != Registration || d.Outcome != Registered || !SameAccount(d.Decisive.First(), m) {
			continue
		}
		if gap, timed := Between(m, d.Decisive.Final); timed && gap >= 0 || !timed && Earlier(m, d.Decisive.Final) {
			return d
		}
	}
	return nil
}

// SameAccount compares the address-of-record of two REGISTERs or their answers.
func SameAccount(a, b *Message) bool {
	if a == nil || b == nil {
		return false
	}
	x, y := a.To().URI, b.To().URI
	return x.User == y.User && strings.EqualFold(x.Host, y.Host)
}
