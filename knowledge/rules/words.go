package rules

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/load"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// Words is <id>.yaml: all that a diagnosis says. Sentences may carry {field}
// placeholders and the marks *strong* and `quoted`.
type Words struct {
	Kind Kind `yaml:"kind"`
	// Enabled is false where a network silences the rule.
	Enabled *bool `yaml:"enabled,omitempty"`
	// Title is the verdict in one short sentence; Says adds this call's facts.
	Title string `yaml:"title"`
	Says  string `yaml:"says"`
	// Brief is half a sentence, for when another finding explains this one.
	Brief string `yaml:"brief,omitempty"`
	// Who must act: caller, provider, callee, network, nobody, unknown. Actor says
	// it in words: "PBX admin".
	Who   string `yaml:"who"`
	Actor string `yaml:"actor,omitempty"`
	// Fix is what to do, a step a line; Ask what to send, the most useful first.
	Fix []string `yaml:"fix,omitempty"`
	Ask []string `yaml:"ask,omitempty"`
	// Sure gives the reason for the certainty; Settles the one thing that would
	// change it.
	Sure    string `yaml:"sure,omitempty"`
	Settles string `yaml:"settles,omitempty"`
	// Undecided is true where the finding names a category and its ranks are the
	// candidates, none of them shown to be it.
	Undecided bool `yaml:"undecided,omitempty"`
	// Aside is true for what strangers tried in vain: worth saying, but behind the
	// faults of the users' own calls.
	Aside bool `yaml:"aside,omitempty"`
	// Quiet is true for a note that only repeats what the verdict of its dialog says:
	// it is in the findings, and a reply leaves it out.
	Quiet bool `yaml:"quiet,omitempty"`
	// Explains lists the ids of findings that are consequences of this one.
	Explains []string `yaml:"explains,omitempty"`
	// Excludes and Ranks give a reason for each id that the predicate may name.
	Excludes map[string]string `yaml:"excludes,omitempty"`
	Ranks    map[string]string `yaml:"ranks,omitempty"`
	// Cites are RFC sections ("RFC 3261 22.4"), a named vendor page, or "practice:
	// why".
	Cites []string `yaml:"cites"`
	// Fields lists the placeholders that the predicate always gives.
	Fields []string `yaml:"fields,omitempty"`
	// Variants are other ways to say it, by name; what they leave out is taken
	// from above.
	Variants map[string]Variant `yaml:"variants,omitempty"`
	// Match stands in for a predicate.
	Match *Match `yaml:"match,omitempty"`
}

// Variant replaces some of the words.
type Variant struct {
	Kind    Kind     `yaml:"kind,omitempty"`
	Title   string   `yaml:"title,omitempty"`
	Says    string   `yaml:"says,omitempty"`
	Brief   string   `yaml:"brief,omitempty"`
	Who     string   `yaml:"who,omitempty"`
	Actor   string   `yaml:"actor,omitempty"`
	Fix     []string `yaml:"fix,omitempty"`
	Ask     []string `yaml:"ask,omitempty"`
	Sure    string   `yaml:"sure,omitempty"`
	Settles string   `yaml:"settles,omitempty"`
}

// In returns the words with a variant put over them.
func (w Words) In(variant string) Words {
	v, ok := w.Variants[variant]
	if !ok {
		return w
	}
	set := func(into *string, s string) {
		if s != "" {
			*into = s
		}
	}
	if v.Kind != "" {
		w.Kind = v.Kind
	}
	set(&w.Title, v.Title)
	set(&w.Says, v.Says)
	set(&w.Brief, v.Brief)
	set(&w.Who, v.Who)
	set(&w.Actor, v.Actor)
	set(&w.Sure, v.Sure)
	set(&w.Settles, v.Settles)
	if v.Fix != nil {
		w.Fix = v.Fix
	}
	if v.Ask != nil {
		w.Ask = v.Ask
	}
	return w
}

// Parties are the values of who.
var Parties = []string{"caller", "provider", "callee", "network", "nobody", "unknown"}

// Check finds what is missing or wrong in the words of a rule. file names them in
// the errors.
func (w *Words) Check(file string, ids map[string]bool) []error {
	var errs []error
	wrong := func(problem string) { errs = append(errs, &load.Error{File: file, Problem: problem}) }
	if w.Kind != Fault && w.Kind != Note {
		wrong("kind must be fault or note, it is " + strconv.Quote(string(w.Kind)))
	}
	for key, value := range map[string]string{"title": w.Title, "says": w.Says, "who": w.Who} {
		if strings.TrimSpace(value) == "" {
			wrong("the key " + key + " is missing or empty")
		}
	}
	if w.Who != "" && !contains(Parties, w.Who) {
		wrong("who is " + strconv.Quote(w.Who) + load.DidYouMean(w.Who, Parties))
	}
	if len(w.Cites) == 0 {
		wrong("cites is missing: name the RFC section, the vendor's page, or \"practice: why\"")
	}
	if w.Kind == Fault && len(w.Fix) == 0 {
		wrong("fix is missing: a fault needs a next step")
	}
	for _, list := range []map[string]string{w.Excludes, w.Ranks} {
		for id := range list {
			if !ids[id] {
				wrong("no diagnosis is called " + strconv.Quote(id) + load.DidYouMean(id, keys(ids)))
			}
		}
	}
	for _, id := range w.Explains {
		if !ids[id] {
			wrong("explains: no diagnosis is called " + strconv.Quote(id) + load.DidYouMean(id, keys(ids)))
		}
	}
	if w.Match != nil {
		if err := w.Match.check(); err != "" {
			wrong("match: " + err)
		}
	}
	return errs
}

// Sentences lists every sentence of the words, variants included.
func (w *Words) Sentences() []string {
	all := []string{w.Title, w.Says, w.Brief, w.Sure, w.Settles}
	all = append(append(all, w.Fix...), w.Ask...)
	for _, v := range w.Variants {
		all = append(all, v.Title, v.Says, v.Brief, v.Sure, v.Settles)
		all = append(append(all, v.Fix...), v.Ask...)
	}
	for _, list := range []map[string]string{w.Excludes, w.Ranks} {
		for _, s := range list {
			all = append(all, s)
		}
	}
	return all
}

// Placeholders lists the fields that the words ask for.
func (w *Words) Placeholders() []string {
	return words.Fields(strings.Join(w.Sentences(), "\n"))
}

func contains(list []string, s string) bool {
	for _, have := range list {
		if have == s {
			return true
		}
	}
	return false
}

func keys(set map[string]bool) []string {
	var all []string
	for k := range set {
		all = append(all, k)
	}
	return all
}

// Match is the door for people who write no Go: flat keys that must all hold for
// one final answer, BYE or CANCEL of the dialog.
type Match struct {
	// Method is that of the request that was answered, or of the request itself.
	Method string `yaml:"method,omitempty"`
	// Status is a response code, or a class such as "4xx".
	Status string `yaml:"status,omitempty"`
	// Reason is a part of the reason phrase or of a Reason header's text, Warning
	// a code or a part of a Warning's text; case does not matter.
	Reason  string `yaml:"reason,omitempty"`
	Warning string `yaml:"warning,omitempty"`
	// Q850 is a cause of a Reason header.
	Q850 int `yaml:"q850,omitempty"`
	// Server is a part of Server or User-Agent.
	Server string `yaml:"server,omitempty"`
	// Header and Text: one RE2 expression on the values of one header.
	Header string `yaml:"header,omitempty"`
	Text   string `yaml:"text,omitempty"`

	expr *regexp.Regexp
}

func (x *Match) check() string {
	switch {
	case *x == (Match{}):
		return "it names nothing to look for"
	case (x.Header == "") != (x.Text == ""):
		return "header and text go together: the header's name, and an expression that its value must match"
	case x.Status != "" && !validStatus(x.Status):
		return "status is " + strconv.Quote(x.Status) + "; write a code such as 403, or a class such as 4xx"
	}
	if x.Text != "" {
		expr, err := regexp.Compile(x.Text)
		if err != nil {
			return "text is not a valid expression: " + strings.TrimPrefix(err.Error(), "error parsing regexp: ")
		}
		x.expr = expr
	}
	return ""
}

func validStatus(s string) bool {
	if len(s) != 3 || s[0] < '1' || s[0] > '7' {
		return false
	}
	_, err := strconv.Atoi(s)
	return err == nil || strings.HasSuffix(s, "xx")
}

// Rule makes the predicate of a match.
func (x *Match) Rule(id string) Rule {
	return Rule{ID: id, Check: func(c *Case) *Hit {
		for _, m := range c.Dialog.Messages {
			if e, ok := x.holds(m); ok {
				return &Hit{Certainty: Likely, Evidence: e, Fields: Fields{
					"code": strconv.Itoa(m.Code), "phrase": Shown(m.Phrase), "method": Shown(m.Method),
					"from": Shown(c.Dialog.From), "to": Shown(c.Dialog.To), "server": Shown(m.Product()),
				}}
			}
		}
		return nil
	}}
}

// MatchFields are the placeholders that a match gives.
var MatchFields = []string{"code", "phrase", "method", "from", "to", "server"}

func (x *Match) holds(m *parser.Message) ([]Evidence, bool) {
	if m.IsProvisional() || m.IsRequest() && m.Method != "BYE" && m.Method != "CANCEL" || !m.First() {
		return nil, false
	}
	evidence := []Evidence{Start(m)}
	if x.Method != "" && !strings.EqualFold(m.Method, x.Method) || !x.status(m.Code) {
		return nil, false
	}
	if x.Server != "" {
		if !containsFold(m.Product(), x.Server) {
			return nil, false
		}
	}
	if x.Reason != "" && !containsFold(m.Phrase, x.Reason) {
		e, ok := inReason(m, x.Reason)
		if !ok {
			return nil, false
		}
		evidence = append(evidence, e)
	}
	if x.Warning != "" {
		e, ok := inWarning(m, x.Warning)
		if !ok {
			return nil, false
		}
		evidence = append(evidence, e)
	}
	if x.Q850 != 0 {
		e, ok := inCause(m, x.Q850)
		if !ok {
			return nil, false
		}
		evidence = append(evidence, e)
	}
	if x.Header != "" {
		e, ok := x.inHeader(m)
		if !ok {
			return nil, false
		}
		evidence = append(evidence, e)
	}
	return evidence, true
}

func (x *Match) status(code int) bool {
	if x.Status == "" {
		return true
	}
	s := strconv.Itoa(code)
	return s == x.Status || strings.HasSuffix(x.Status, "xx") && s[0] == x.Status[0] && code >= 100
}

func containsFold(s, part string) bool {
	return strings.Contains(strings.ToLower(s), strings.ToLower(part))
}

func inReason(m *parser.Message, part string) (Evidence, bool) {
	for _, r := range m.Reasons() {
		if containsFold(r.Text, part) {
			return HeaderLine(m, r.Header), true
		}
	}
	return Evidence{}, false
}

func inWarning(m *parser.Message, part string) (Evidence, bool) {
	for _, w := range m.Warnings() {
		if strconv.Itoa(w.Code) == part || containsFold(w.Text, part) {
			return HeaderLine(m, w.Header), true
		}
	}
	return Evidence{}, false
}

func inCause(m *parser.Message, cause int) (Evidence, bool) {
	for _, r := range m.Reasons() {
		if r.Is("Q.850", cause) {
			return HeaderLine(m, r.Header), true
		}
	}
	return Evidence{}, false
}

func (x *Match) inHeader(m *parser.Message) (Evidence, bool) {
	name, _ := parser.CanonicalName(x.Header)
	for _, h := range m.All(name) {
		if x.expr != nil && x.expr.MatchString(h.Value) {
			return HeaderLine(m, h), true
		}
	}
	return Evidence{}, false
}
