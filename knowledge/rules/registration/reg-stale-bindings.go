package registration

import (
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// manyHosts is how many places at once are more than a desk phone and a mobile.
const manyHosts = 3

// regStaleBindings finds an account with more contacts than it seems to have
// phones: one host twice with two ports, one instance twice, or many places.
func regStaleBindings(c *rules.Case) *rules.Hit {
	ok := lastOK(c.Dialog)
	if ok == nil {
		return nil
	}
	list := ok.Bindings()
	kind := ""
	switch {
	case len(list) < 2:
	case twice(list, instance):
		kind = "instance"
	case distinctInstances(list):
	case twice(list, place):
		kind = "host"
	case hosts(list) >= manyHosts && !told(list):
		kind = "hosts"
	}
	if kind == "" {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Possible,
		Variant:   kind,
		Fields:    rules.Fields{"account": account(c.Dialog), "contacts": strconv.Itoa(len(list)), "answer": rules.Number(ok)},
	}
	for _, header := range ok.All("Contact") {
		h.Evidence = append(h.Evidence, rules.HeaderLine(ok, header))
	}
	return h
}

func lastOK(d *parser.Dialog) *parser.Message {
	var ok *parser.Message
	for _, t := range d.Roots("REGISTER") {
		if t.OK() {
			ok = t.Final
		}
	}
	return ok
}

// place names a contact without its port; nothing where its host was hidden.
func place(b parser.Binding) string {
	if rules.MaskedHost(b.Address.URI.Host) {
		return ""
	}
	return strings.ToLower(b.Address.URI.User + "@" + b.Address.URI.Host)
}

// instance names the device and its connection (RFC 5626 4.1, 4.2): one device may
// keep several connections on purpose.
func instance(b parser.Binding) string {
	id, ok := b.Address.Param("+sip.instance")
	if !ok {
		return ""
	}
	flow, _ := b.Address.Param("reg-id")
	return id + " " + flow
}

func twice(list []parser.Binding, key func(parser.Binding) string) bool {
	seen := map[string]bool{}
	for _, b := range list {
		k := key(b)
		if k != "" && k != "@" && seen[k] {
			return true
		}
		seen[k] = true
	}
	return false
}

// distinctInstances tells contacts that name themselves as different devices.
func distinctInstances(list []parser.Binding) bool {
	for _, b := range list {
		if instance(b) == "" {
			return false
		}
	}
	return true
}

// told tells contacts of which one is marked as a device among others: it has a name
// of its own or a rank (RFC 5626 4.1, RFC 3261 20.10). Such an account has several on
// purpose.
func told(list []parser.Binding) bool {
	for _, b := range list {
		if _, ranked := b.Address.Param("q"); ranked || instance(b) != "" {
			return true
		}
	}
	return false
}

func hosts(list []parser.Binding) int {
	seen := map[string]bool{}
	for _, b := range list {
		seen[strings.ToLower(b.Address.URI.Host)] = true
	}
	return len(seen)
}
