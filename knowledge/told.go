package knowledge

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/load"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

//go:embed told.yaml
var toldFile []byte

// toldWords is told.yaml.
type toldWords struct {
	Places map[string]toldPlace `yaml:"places"`
	Causes map[string]toldCause `yaml:"causes"`
}

// toldPlace is how a reason is said by where it stands.
type toldPlace struct {
	Certainty rules.Certainty `yaml:"certainty"`
	Title     string          `yaml:"title"`
	Says      string          `yaml:"says"`
	Sure      string          `yaml:"sure"`
	Settles   string          `yaml:"settles"`
}

// toldCause is what a reason stands for.
type toldCause struct {
	// ID is the diagnosis; where it is left out, the key is it.
	ID    string `yaml:"id"`
	Means string `yaml:"means"`
	// Certainty, where given, is the most that may be said wherever it stands.
	Certainty rules.Certainty `yaml:"certainty"`
	// Sure is the reason for that, Fix what to do instead of the rule's own steps.
	Sure string `yaml:"sure"`
	Fix  string `yaml:"fix"`
	// Quiet are places where it is no fault: a BYE because of a busy third party ends
	// a call that its users had.
	Quiet []string `yaml:"quiet"`
}

// reading is a reason with where it stands and what it says.
type reading struct {
	m     *parser.Message
	place string
	line  rules.Evidence
	// key is that of told.yaml; number writes a cause or code for people.
	key, number string
}

// told gives the diagnosis that a message names without being the answer that refused
// the call: a CANCEL or BYE with a Reason (RFC 3326), a provisional answer with one, a
// header pasted alone. Where a rule has found the fault, it says it better.
func (r *run) told(d *parser.Dialog) {
	first := d.Messages[0]
	if d.Traits&parser.HasReason == 0 && first.StartLine != "" && !(first.Code >= 400 && first.Tx != nil && first.Tx.Request == nil) {
		return
	}
	if d.Traits&parser.HasAnswer != 0 && d.Bye == nil || len(d.Unconfirmed()) > 0 {
		return
	}
	all, err := r.k.toldWords()
	if err != nil {
		r.report.Notes = append(r.report.Notes, err.Error())
		return
	}
	for _, m := range d.Messages {
		if found, ok := r.reads(all, d, m); ok && !r.saidBetter(d, found.place) {
			r.tell(all, found, d)
			return
		}
	}
}

// saidBetter tells whether a rule has found a fault of this dialog that says more than
// a reason at this place: only that the call was released abnormally, or what a vague
// code stands for, does not.
func (r *run) saidBetter(d *parser.Dialog, place string) bool {
	return slices.ContainsFunc(r.fired, func(f fired) bool {
		switch {
		case !f.fault:
			return false
		case place == "cancel":
			return f.id != "abnormal-release"
		case place == "progress":
			refusal := d.Refusal()
			return !vagueFaults[f.id] || refusal == nil || refusal.Q850() != 0
		}
		return true
	})
}

// vagueFaults are what rules make of a code that stands for several causes.
var vagueFaults = map[string]bool{
	"no-answer": true, "user-not-registered": true, "callee-declined": true, "service-unavailable": true, "server-internal-error": true, "request-timeout-408": true,
}

func (k *Knowledge) toldWords() (*toldWords, error) {
	k.toldOnce.Do(func() { k.toldErr = load.Decode("told.yaml", toldFile, &k.toldAll) })
	return &k.toldAll, k.toldErr
}

// reads finds what a message says of why a call failed.
func (r *run) reads(all *toldWords, d *parser.Dialog, m *parser.Message) (reading, bool) {
	found := reading{m: m, place: placeOf(d, m)}
	if found.place == "" || !m.First() || found.clear() {
		return found, false
	}
	named := found.cause()
	c := &rules.Case{Trace: r.report.Trace, Dialog: d, Network: r.k.Network, Plan: r.k.Plan()}
	if senses := c.Senses(m); len(senses) > 0 && !rules.OfSyntax(m.Code, senses[0].Text) {
		if key := string(senses[0].Sense); !named || all.id(found.key) != all.id(key) {
			found.key, found.number, found.line = key, "", rules.Where(m, senses[0])
		}
		return found, true
	}
	if line, ok := rules.ScannerSign(m); ok && found.place == "header" {
		found.key, found.line = "header/scanner", line
		return found, true
	}
	if !named && found.place == "header" && m.Has("Unsupported") {
		found.key, found.line = "header/unsupported", rules.Header(m, "Unsupported")
		return found, true
	}
	if !named && found.place == "answer" && lone(m) {
		found.key, found.line = "code/"+strconv.Itoa(m.Code), rules.Start(m)
		found.number = " (" + strconv.Itoa(m.Code) + ")"
		return found, true
	}
	return found, named
}

// id is the diagnosis that a key stands for.
func (w *toldWords) id(key string) string {
	if id := w.Causes[key].ID; id != "" {
		return id
	}
	return key
}

// placeOf names where a reason would stand in this message, "" where the rules judge
// it.
func placeOf(d *parser.Dialog, m *parser.Message) string {
	switch {
	case m.StartLine == "":
		return "header"
	case m.Code == 487:
		return "" // why a call was cancelled, its reason only hints
	case m.Code == 199:
		return "" // one branch of several has ended (RFC 6228), the call goes on
	case m.Code >= 400 && m.Tx != nil && m.Tx.Request == nil:
		return "answer"
	case m.IsRequest() && m.Method == "CANCEL":
		return "cancel"
	case m.IsRequest() && m.Method == "BYE":
		return "bye"
	case m.IsProvisional() && m.Code > 100 && d.Answer == nil:
		return "progress"
	}
	return ""
}

// clear tells a message that gives no reason, or that of a normal end.
func (f *reading) clear() bool {
	reasons := f.m.Reasons()
	for _, r := range reasons {
		if r.Is("Q.850", 16) || r.Is("SIP", 200) && f.place == "bye" {
			return true
		}
	}
	return len(reasons) == 0 && f.place != "header" && f.place != "answer"
}

// cause finds the first reason that says something: of Q.850 before one of SIP, which
// is mostly only its translation.
func (f *reading) cause() bool {
	for _, protocol := range []string{"Q.850", "SIP"} {
		for _, r := range f.m.Reasons() {
			if r.Speaks(protocol) && r.Cause > 0 && r.Cause != 31 && r.Cause != 487 {
				f.key = strings.ToLower(strings.ReplaceAll(protocol, ".", "")) + "/" + strconv.Itoa(r.Cause)
				f.number = " (" + protocol + " " + strconv.Itoa(r.Cause) + ")"
				f.line = rules.HeaderLine(f.m, r.Header)
				return true
			}
		}
	}
	for _, w := range f.m.Warnings() {
		f.key, f.number, f.line = "warning/"+strconv.Itoa(w.Code), " (Warning "+strconv.Itoa(w.Code)+")", rules.HeaderLine(f.m, w.Header)
		return true
	}
	return false
}

// tell puts a reading into words and adds it to the findings.
func (r *run) tell(all *toldWords, found reading, d *parser.Dialog) {
	cause, ok := all.Causes[found.key]
	if !ok {
		return
	}
	id := all.id(found.key)
	rule := r.k.byID[id]
	if rule == nil || slices.ContainsFunc(r.fired, func(f fired) bool { return f.id == id }) {
		return
	}
	w, err := rule.read(r.k.overlay)
	if err != nil || w.Enabled != nil && !*w.Enabled {
		return
	}
	if slices.Contains(cause.Quiet, found.place) {
		if found.place == "cancel" {
			return // a timer of the calling side: the rule for it says so
		}
		w.Kind = rules.Note
	}
	if r.counts != nil {
		r.counts[id]++
		return
	}
	f := r.k.toldBy(w, cause, all.Places[found.place], found, d)
	f.ID = id
	w.Explains = []string{"call-cancelled-by-caller"}
	for _, f := range r.fired {
		if f.fault && w.Kind == rules.Fault {
			w.Explains = append(w.Explains, f.id)
		}
	}
	r.place(&ranked{Finding: f, order: rule.order, words: w})
}

// toldBy is what a message says.
func (k *Knowledge) toldBy(w rules.Words, cause toldCause, p toldPlace, found reading, d *parser.Dialog) *rules.Finding {
	fields := rules.Fields{
		"cause": orNothing(found.number), "to": rules.Shown(d.To), "message": rules.Number(found.m),
		"what": found.m.Method, "by": orNothing(bySide(d, found.m)),
	}
	if found.m.IsResponse() {
		fields["what"] = strconv.Itoa(found.m.Code) + " " + found.m.Phrase
	}
	if found.place == "cancel" {
		cause.Certainty = "" // the calling side says which it was
	}
	f := k.toldFinding(w, cause, p, found.key, fields)
	f.Dialog, f.Dialogs, f.Evidence = d, []*parser.Dialog{d}, []rules.Evidence{found.line}
	if start := rules.Start(found.m); found.m.StartLine != "" && start.Text != found.line.Text {
		f.Evidence = []rules.Evidence{start, found.line}
	}
	if found.place == "header" || found.place == "answer" {
		f.Settles = words.Cat(f.Settles, words.T(". "), k.capture(d))
	}
	return f
}

// toldFinding puts a reason into the words of its place.
func (k *Knowledge) toldFinding(w rules.Words, cause toldCause, p toldPlace, key string, fields rules.Fields) *rules.Finding {
	fields["means"] = cause.Means
	template := strings.ReplaceAll(p.Title, "{Means}", sentenceCase(cause.Means))
	fill := func(s string) words.Text { return trimmed(k.filler(fields)(s)) }
	f := &rules.Finding{
		Told: true, Kind: w.Kind, Certainty: p.Certainty, Fields: fields, Who: w.Who, Actor: w.Actor, Cites: w.Cites,
		Title: capital(fill(template)), Says: capital(fill(p.Says)), Sure: fill(p.Sure), Settles: fill(p.Settles),
	}
	if cause.Certainty != "" && cause.Certainty.Rank() > f.Certainty.Rank() {
		f.Certainty = cause.Certainty
		if cause.Sure != "" {
			f.Sure = fill(cause.Sure)
		}
	}
	if cause.Fix != "" {
		f.Fix = []words.Text{marked(cause.Fix)}
		return f
	}
	for _, step := range w.Fix {
		if said := k.general(key, step); said != "" {
			f.Fix = append(f.Fix, marked(said))
		}
	}
	return f
}

// bySide says which side sent a message, "" where the trace does not show it.
func bySide(d *parser.Dialog, m *parser.Message) string {
	if side := d.SideOf(m); side != parser.NoSide {
		return " by the " + sideName(side)
	}
	return ""
}
