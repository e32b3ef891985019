package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// gotIn answers whether an attacker got in: a login or a call of a scanner that
// was accepted.
func gotIn(s *scene) *reply {
	hosts := scannerHosts(s)
	if len(hosts) == 0 {
		return noScanner(s)
	}
	var accepted, refused []*parser.Message
	var first *parser.Dialog
	for _, d := range s.dialogs() {
		if !contains(hosts, d.First().SourceHost()) && !isScanner(d) {
			continue
		}
		if first == nil {
			first = d
		}
		for _, m := range d.Messages {
			switch {
			case m.Code/100 == 2 && (m.Method == "REGISTER" || m.Method == "INVITE"):
				accepted = append(accepted, m)
			case m.Code >= 400:
				refused = append(refused, m)
			}
		}
	}
	product := first.ProductAt(parser.Caller).Text
	f := rules.Fields{"host": rules.Shown(hosts[0]), "product": rules.Shown(product), "accepted": numbers(accepted), "refused": numbers(refused), "count": itoa(len(refused))}
	switch {
	case len(accepted) > 0:
		return say("yes", f).of(accepted[0].Dialog, accepted[0]).overall()
	case len(refused) > 0:
		return say("no", f).of(first, refused[0]).overall()
	}
	return cannot("open", f).of(first, nil).overall()
}

// scannerHosts are the addresses that a scanner sent from.
func scannerHosts(s *scene) []string {
	var hosts []string
	for _, d := range s.dialogs() {
		if host := d.First().SourceHost(); isScanner(d) && !contains(hosts, host) {
			hosts = append(hosts, host)
		}
	}
	return hosts
}

func noScanner(s *scene) *reply {
	d := s.dialog
	if d == nil {
		return nil
	}
	m := d.Request()
	f := rules.Fields{"source": "", "product": nothing}
	if m != nil {
		f["source"], f["product"] = whoSent(d, m), productClause(m.Product())
	}
	if f["source"] == "" {
		return cannot("no-scanner-unseen", f).of(d, nil)
	}
	return say("no-scanner", f).of(d, m)
}

// hasScanner weighs questions about an attack.
func hasScanner(s *scene) float64 { return when(scannerOf(s) != nil, 0.7) }
