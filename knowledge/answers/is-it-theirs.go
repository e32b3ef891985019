package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// isItTheirs answers whether a user or address belongs to the attacker.
func isItTheirs(s *scene) *reply {
	d := s.withNamed()
	if d == nil {
		return nil
	}
	hosts := scannerHosts(s)
	if len(hosts) > 0 && !s.named && len(s.q.hosts) == 0 && s.q.has("what", "howmany", "listing") {
		return s.triedByScanner(hosts)
	}
	host := d.First().SourceHost()
	f := rules.Fields{
		"user": rules.Shown(d.From), "host": rules.Shown(host), "product": productClause(d.First().Product()), "scanner": words.Enumerate(hosts), "outcome": nothing,
	}
	if d.Outcome == parser.Registered {
		f["outcome"] = " and registers properly (" + rules.Number(d.Decisive.Final) + ")"
	}
	switch {
	case len(hosts) == 0:
		return say("no-scanner", f).of(d, d.First())
	case contains(hosts, host) || isScanner(d):
		return say("theirs", f).of(d, d.First())
	case host == "":
		return cannot("unseen", f).of(d, d.First())
	}
	return say("not-theirs", f).of(d, d.First())
}

// triedByScanner lists the users that the scanner tried.
func (s *scene) triedByScanner(hosts []string) *reply {
	var users []string
	var first *parser.Dialog
	for _, d := range s.dialogs() {
		if !contains(hosts, d.First().SourceHost()) {
			continue
		}
		if first == nil {
			first = d
		}
		if user := rules.Shown(d.To); !contains(users, user) {
			users = append(users, user)
		}
	}
	const most = 12
	if len(users) > most {
		users = append(users[:most], "others")
	}
	return say("tried", rules.Fields{"scanner": words.Enumerate(hosts), "users": words.Enumerate(users)}).of(first, nil).overall()
}

// withNamed is the dialog of the user or address that the question names.
func (s *scene) withNamed() *parser.Dialog {
	if s.named {
		return s.dialog
	}
	for _, host := range s.q.hosts {
		for _, d := range s.dialogs() {
			if d.First().SourceHost() == host {
				return d
			}
		}
	}
	return s.dialog
}
