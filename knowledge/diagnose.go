package knowledge

import (
	"fmt"
	"maps"
	"slices"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/rules/auth"
	"github.com/sipwhy/sipwhy/knowledge/rules/capacity"
	"github.com/sipwhy/sipwhy/knowledge/rules/dialog"
	"github.com/sipwhy/sipwhy/knowledge/rules/emergency"
	"github.com/sipwhy/sipwhy/knowledge/rules/forking"
	"github.com/sipwhy/sipwhy/knowledge/rules/identity"
	"github.com/sipwhy/sipwhy/knowledge/rules/lifecycle"
	"github.com/sipwhy/sipwhy/knowledge/rules/media"
	"github.com/sipwhy/sipwhy/knowledge/rules/messaging"
	"github.com/sipwhy/sipwhy/knowledge/rules/nat"
	"github.com/sipwhy/sipwhy/knowledge/rules/registration"
	"github.com/sipwhy/sipwhy/knowledge/rules/routing"
	"github.com/sipwhy/sipwhy/knowledge/rules/screening"
	"github.com/sipwhy/sipwhy/knowledge/rules/security"
	"github.com/sipwhy/sipwhy/knowledge/rules/session"
	"github.com/sipwhy/sipwhy/knowledge/rules/timers"
	"github.com/sipwhy/sipwhy/knowledge/rules/transfer"
	"github.com/sipwhy/sipwhy/knowledge/rules/transport"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// Groups lists every group of diagnoses. The order is that of the catalogue; among
// equals, the earlier diagnosis is named first.
func Groups() []rules.Group {
	return []rules.Group{
		auth.Group(),
		registration.Group(),
		identity.Group(),
		routing.Group(),
		lifecycle.Group(),
		timers.Group(),
		nat.Group(),
		media.Group(),
		transport.Group(),
		dialog.Group(),
		session.Group(),
		transfer.Group(),
		forking.Group(),
		screening.Group(),
		emergency.Group(),
		capacity.Group(),
		messaging.Group(),
		security.Group(),
	}
}

// Diagnose judges every dialog of a trace and the trace as a whole.
func (k *Knowledge) Diagnose(t *parser.Trace) *rules.Report {
	report := &rules.Report{Trace: t, Notes: slices.Clone(t.Notes)}
	run := run{k: k, report: report, byDialog: map[*parser.Dialog][]*ranked{}}
	for _, d := range t.Dialogs {
		run.dialog(d)
	}
	run.trace()
	run.conclude()
	return report
}

// run carries one diagnosis of a trace.
type run struct {
	k        *Knowledge
	report   *rules.Report
	findings []*ranked
	byDialog map[*parser.Dialog][]*ranked
	// counts takes the hits where only their number is wanted; nil otherwise.
	counts map[string]int
	// fired are the hits of the dialog in hand.
	fired []fired
}

// fired is a diagnosis that was made; fault is true where it is no mere hint.
type fired struct {
	id    string
	fault bool
}

// ranked is a finding with its place in the catalogue.
type ranked struct {
	*rules.Finding
	order int
	words rules.Words
}

func (r *run) dialog(d *parser.Dialog) {
	c := &rules.Case{Trace: r.report.Trace, Dialog: d, Network: r.k.Network, Plan: r.k.Plan()}
	r.fired = r.fired[:0]
	for next := 0; next < len(r.k.rules); {
		next = r.checkFrom(next, c)
	}
	r.told(d)
}

// checkFrom runs the rules from one on and returns where to go on: behind the last,
// or behind one that panicked. One guard for many rules costs healthy calls nothing.
func (r *run) checkFrom(from int, c *rules.Case) (next int) {
	at := from
	defer func() {
		if recover() != nil {
			r.failed(r.k.rules[at])
			next = at + 1
		}
	}()
	for ; at < len(r.k.rules); at++ {
		rule := r.k.rules[at]
		check := rule.Check
		switch {
		case check == nil && rule.CheckTrace == nil:
			check = rule.match(r.k.overlay)
		case !rule.Wants(c.Dialog):
			continue
		}
		if check == nil {
			continue
		}
		if hit := check(c); hit != nil {
			r.add(rule, hit, c.Dialog)
		}
	}
	return at
}

func (r *run) trace() {
	c := &rules.Case{Trace: r.report.Trace, Network: r.k.Network, Plan: r.k.Plan()}
	for _, rule := range r.k.rules {
		if rule.CheckTrace == nil {
			continue
		}
		var hits []*rules.Hit
		r.guard(rule, func() *rules.Hit { hits = rule.CheckTrace(c); return nil })
		for _, hit := range hits {
			switch {
			case len(hit.Evidence) == 0:
			case hit.OfCapture:
				r.add(rule, hit, nil)
			default:
				r.add(rule, hit, hit.Evidence[0].Message.Dialog)
			}
		}
	}
}

// guard survives a rule that panics: the others still answer, and the report says
// that one did not.
func (r *run) guard(rule *rule, check func() *rules.Hit) (hit *rules.Hit) {
	defer func() {
		if recover() != nil {
			hit = nil
			r.failed(rule)
		}
	}()
	return check()
}

func (r *run) failed(rule *rule) {
	r.report.Notes = append(r.report.Notes, fmt.Sprintf("the check %s failed on this trace and was left out", rule.ID))
}

// add puts a hit into words. A hit without evidence is no finding.
func (r *run) add(rule *rule, hit *rules.Hit, d *parser.Dialog) {
	base, err := rule.read(r.k.overlay)
	if err != nil {
		r.report.Notes = append(r.report.Notes, "the words of "+rule.ID+" could not be read: "+err.Error())
		return
	}
	if len(hit.Evidence) == 0 || base.Enabled != nil && !*base.Enabled {
		return
	}
	r.fired = append(r.fired, fired{rule.ID, base.Kind == rules.Fault && hit.Certainty != rules.Possible})
	if r.counts != nil {
		r.counts[rule.ID]++
		return
	}
	w := base.In(hit.Variant)
	f := &rules.Finding{
		ID: rule.ID, Kind: w.Kind, Certainty: hit.Certainty, Evidence: once(hit.Evidence), Fields: hit.Fields, Variant: hit.Variant,
		Urgent: hit.Urgent, OfCapture: hit.OfCapture, Dialog: d, Dialogs: hit.Dialogs, Who: w.Who, Cites: w.Cites, Undecided: w.Undecided, Quiet: w.Quiet, Aside: w.Aside,
	}
	if len(f.Dialogs) == 0 && d != nil {
		f.Dialogs = []*parser.Dialog{d}
	}
	fill, told := r.k.filler(hit.Fields), r.k.filler(r.k.named(hit.Fields))
	f.Title, f.Says, f.Brief = capital(told(w.Title)), capital(told(w.Says)), told(w.Brief)
	f.Sure, f.Settles, f.Actor = fill(w.Sure), fill(w.Settles), w.Actor
	for _, s := range w.Fix {
		f.Fix = append(f.Fix, capital(fill(s)))
	}
	for _, s := range w.Ask {
		f.Ask = append(f.Ask, fill(s))
	}
	for _, id := range hit.Alternatives {
		f.Alternatives = append(f.Alternatives, rules.Reason{ID: id, Why: fill(w.Ranks[id])})
	}
	for _, id := range hit.Excludes {
		f.Excluded = append(f.Excluded, rules.Reason{ID: id, Why: fill(w.Excludes[id])})
	}
	r.place(&ranked{Finding: f, order: rule.order, words: w})
}

// once leaves out a line that is quoted already: where headers are missing, several
// fall back to the first line.
func once(evidence []rules.Evidence) []rules.Evidence {
	return slices.CompactFunc(evidence, func(a, b rules.Evidence) bool {
		return a.Message == b.Message && a.Line == b.Line && a.Text == b.Text
	})
}

// place adds a finding to those of the trace and of its dialogs.
func (r *run) place(found *ranked) {
	r.findings = append(r.findings, found)
	for _, d := range found.Dialogs {
		r.byDialog[d] = append(r.byDialog[d], found)
	}
}

// filler fills templates with the fields of a hit and those that every rule has.
func (k *Knowledge) filler(fields rules.Fields) func(string) words.Text {
	all := rules.Fields{"network": k.Network.Name, "billing": k.billing(), "contact": k.contact()}
	for name, value := range fields {
		all[name] = value
	}
	return func(template string) words.Text {
		if template == "" {
			return nil
		}
		text, _ := words.Fill(spoken(template, fields), all)
		return text
	}
}

// named is fields with this network's own boxes called by their names. That is for
// sentences: what a fix names is typed somewhere, and stays an address.
func (k *Knowledge) named(fields rules.Fields) rules.Fields {
	if len(k.Network.Hosts) == 0 {
		return fields
	}
	told := maps.Clone(fields)
	for field, value := range fields {
		if name, ok := k.Network.HostName(parser.HostOf(value)); ok {
			told[field] = name + " (" + value + ")"
		}
	}
	return told
}

// CommonFields are the placeholders that any rule's words may use.
var CommonFields = []string{"network", "billing", "contact"}

func (k *Knowledge) billing() string {
	if k.Network.BillingURL == "" {
		return "Manage Billing"
	}
	return "Manage Billing (" + k.Network.BillingURL + ")"
}

func (k *Knowledge) contact() string {
	if k.Network.Contact == "" {
		return "the provider"
	}
	return k.Network.Contact
}
