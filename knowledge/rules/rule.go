// Package rules holds what a diagnosis is made of. The diagnoses themselves lie
// in a folder for each group: a predicate in <id>.go, its words in <id>.yaml, its
// samples in <id>.txtar, and one list.
//
// A predicate looks at one dialog, or at the whole trace, and returns a Hit: the
// lines that prove it, named fields, how certain it is and what it rules out. It
// holds no sentence; sentences are YAML.
package rules

import (
	"embed"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/parser"
)

// Certainty is how sure a finding may be called.
type Certainty string

// The certainties, from the strongest down. Certain: the messages themselves say
// it. Likely: one more fact would settle it. Possible: a hint, the headline only
// where nothing stronger is found.
const (
	Certain  Certainty = "certain"
	Likely   Certainty = "likely"
	Possible Certainty = "possible"
)

// Rank orders certainties, Certain first.
func (c Certainty) Rank() int {
	switch c {
	case Certain:
		return 0
	case Likely:
		return 1
	}
	return 2
}

// Kind tells a fault from a note.
type Kind string

// The kinds of a finding. A Fault is why an attempt did not succeed, or a risk
// that someone must act on; a Note explains what is normal.
const (
	Fault Kind = "fault"
	Note  Kind = "note"
)

// Group is the rules of one chapter of the catalogue with their files.
type Group struct {
	// Name is the folder, such as "auth"; Files are its <id>.yaml.
	Name  string
	Files embed.FS
	Rules []Rule
}

// Rule is one diagnosis.
type Rule struct {
	// ID is the file stem, the same everywhere.
	ID string
	// Needs are traits that a dialog must all have; Any are traits of which it
	// must have one. They spare the predicate most dialogs, and healthy calls most
	// predicates.
	Needs, Any parser.Traits
	// Check judges one dialog. Nil means no hit.
	Check func(*Case) *Hit
	// CheckTrace judges what only several dialogs together show.
	CheckTrace func(*Case) []*Hit
	// A rule with neither has a match: in its YAML.
}

// Wants tells whether a dialog is worth checking.
func (r *Rule) Wants(d *parser.Dialog) bool {
	return d.Traits&r.Needs == r.Needs && (r.Any == 0 || d.Traits&r.Any != 0)
}

// Case is what a predicate may look at.
type Case struct {
	Trace *parser.Trace
	// Dialog is nil for CheckTrace.
	Dialog  *parser.Dialog
	Network *network.Network
	Plan    parser.NumberPlan

	senses map[*parser.Message][]network.Match
	// refused is what Refused found when it was first asked.
	refused *Refused
	asked   bool
	// isHostile is what Hostile said of Dialog, when it was first asked.
	isHostile, judged bool
	// detour, taken, passed and near are what Detour, TakenAfter, PassedOn and nearOf
	// last found.
	detour        remembered[*parser.Transaction]
	near          remembered[[]*parser.Dialog]
	taken, passed remembered[*parser.Message]
}

// remembered is what was found for a transaction that several diagnoses ask of.
type remembered[T any] struct {
	of    *parser.Transaction
	found T
}

// Fields are the named values of a hit, put into the words' placeholders.
type Fields map[string]string

// Hit is what a predicate found.
type Hit struct {
	Certainty Certainty
	Evidence  []Evidence
	Fields    Fields
	// Variant names an entry of the words' variants: the same diagnosis said
	// differently.
	Variant string
	// Alternatives are the ids of what else it could be, in order. The sentence
	// for each is in the words' ranks.
	Alternatives []string
	// Excludes are the ids of what it is not; the sentences are in the words'
	// excludes. Name only what really holds here.
	Excludes []string
	// Dialogs are those that the hit concerns, where they are not just the one
	// that was checked.
	Dialogs []*parser.Dialog
	// OfCapture is set where the hit is about the capture itself or a connection in it,
	// and no call is judged by it.
	OfCapture bool
	// Urgent puts it before everything else: a failed emergency call, fraud going
	// on.
	Urgent bool
}
