package knowledge

import (
	"slices"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// logged puts what log lines say beside the messages that they speak of: a PBX that
// writes "Wrong password" knows why, where its 403 only tells that.
func (r *run) logged() {
	_, facts := facts(r.report.Trace)
	if len(facts) == 0 {
		return
	}
	lines, err := logLines()
	if err != nil {
		return // logs says so
	}
	for _, f := range facts[:min(len(facts), mostLogged)] {
		d := r.meant(f)
		if d == nil || settled(d, f) {
			continue
		}
		if finding := r.k.ofLog(lines, f); finding != nil {
			r.attach(finding, d)
		}
	}
}

// mostLogged are the lines that are held against all dialogs; a log of thousands says
// the same over and over.
const mostLogged = 200

// meant is the one dialog that a log line speaks of: by Call-ID, else by who is in it.
// Nil where none fits, or several do and not one of them alone is open.
func (r *run) meant(f toldFact) *parser.Dialog {
	var fits, open []*parser.Dialog
	for _, d := range r.report.Trace.Dialogs {
		if f.CallID != "" && d.CallID != f.CallID || f.CallID == "" && !(sameKind(d, f) && r.concerns(d, f)) {
			continue
		}
		fits = append(fits, d)
		if !settled(d, f) {
			open = append(open, d)
		}
	}
	switch {
	case len(fits) == 1:
		return fits[0]
	case len(open) == 1:
		return open[0]
	}
	return nil
}

// sameKind tells whether a log line is about dialogs of this kind.
func sameKind(d *parser.Dialog, f toldFact) bool {
	switch {
	case f.Method == "REGISTER":
		return d.Kind == parser.Registration
	case f.Method == "OPTIONS", f.Kind == "peer-unreachable":
		return d.Kind == parser.Ping
	case f.Method != "" && f.Method != "INVITE":
		return false
	}
	return d.Kind == parser.Call
}

// unnamed are the lines whose user is the name of a channel, trunk or gateway, of which
// messages know nothing.
var unnamed = map[string]bool{"rtp-timeout": true, "peer-unreachable": true, "registration-refused": true}

// concerns tells whether a dialog is that of the user, or else the host, that a log
// line names. A line that names neither may be about any.
func (r *run) concerns(d *parser.Dialog, f toldFact) bool {
	if user := userOf(f); user != "" {
		return r.has(d, user) || unnamed[f.Kind] && !rules.IsNumber(user)
	}
	host := parser.HostOf(f.Peer)
	return host == "" || slices.ContainsFunc(d.Messages, func(m *parser.Message) bool {
		return m.SourceHost() == host || m.TargetHost() == host
	})
}

// userOf is the user of a log line without channel and domain: "sofia/external/u@h".
func userOf(f toldFact) string {
	user, _, _ := strings.Cut(f.User, "@")
	return user[strings.LastIndexByte(user, '/')+1:]
}

// has tells whether a user calls, is called or logs in.
func (r *run) has(d *parser.Dialog, user string) bool {
	users := []string{d.From, d.To, d.Dialled}
	for _, l := range d.Logins() {
		users = append(users, l.Credentials.Username)
	}
	return slices.ContainsFunc(users, func(have string) bool {
		return have != "" && (have == user || rules.IsNumber(have) && rules.IsNumber(user) && r.k.Plan().Same(have, user))
	})
}

// settled tells a dialog that went as its users wanted, where a log line can only be
// about another time. Sound that stays away ends calls that were answered.
func settled(d *parser.Dialog, f toldFact) bool {
	switch d.Outcome {
	case parser.Answered:
		return f.Kind != "rtp-timeout"
	case parser.Registered, parser.Removed, parser.Cancelled, parser.Redirected:
		return true
	}
	return f.Kind == "rtp-timeout"
}

// attach adds what a log line says to the findings of a dialog, unless a rule has found
// as much in its messages. A fault that left the reason open is explained by it.
func (r *run) attach(finding *rules.Finding, d *parser.Dialog) {
	rule := r.k.byID[finding.ID]
	if rule == nil {
		return
	}
	w, err := rule.read(r.k.overlay)
	if err != nil || w.Enabled != nil && !*w.Enabled {
		return
	}
	var open []string
	for _, have := range r.byDialog[d] {
		switch {
		case have.Kind != rules.Fault:
		case have.ID == finding.ID:
			confirm(have.Finding, finding)
			return
		case !leavesOpen(have.Finding, finding.ID), finding.Certainty.Rank() > have.Certainty.Rank():
			return
		default:
			open = append(open, have.ID)
		}
	}
	finding.Dialog, finding.Dialogs = d, []*parser.Dialog{d}
	finding.Evidence = append([]rules.Evidence{rules.Start(d.First())}, finding.Evidence...)
	w.Explains = append(slices.Clone(w.Explains), open...)
	r.place(&ranked{Finding: finding, order: rule.order, words: w})
}

// leavesOpen tells whether a fault may come of a cause that a log line names: the cause
// is among its alternatives, or it is no more than a category or a hint.
func leavesOpen(have *rules.Finding, id string) bool {
	if id == "abnormal-release" {
		return false // which only repeats that it failed
	}
	return have.Undecided || have.Certainty == rules.Possible ||
		slices.ContainsFunc(have.Alternatives, func(a rules.Reason) bool { return a.ID == id })
}

// confirm makes a finding as sure as the log is of it.
func confirm(have, logged *rules.Finding) {
	if logged.Certainty.Rank() >= have.Certainty.Rank() {
		return
	}
	have.Certainty, have.Sure, have.Settles = logged.Certainty, logged.Sure, logged.Settles
	have.Evidence = append(have.Evidence, logged.Evidence...)
	have.Undecided, have.Alternatives = false, nil
}
