package rules

import (
	"slices"

	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// Finding is a hit put into words.
type Finding struct {
	ID        string
	Kind      Kind
	Certainty Certainty
	Evidence  []Evidence
	Fields    Fields
	// Variant is the wording that the predicate chose.
	Variant string
	Urgent  bool
	// Aside is true for what strangers tried in vain.
	Aside bool
	// Quiet is true where the verdict says as much already.
	Quiet bool
	// OfCapture is true where it is about the capture or a connection in it: no call is
	// judged by it, and Dialog is nil.
	OfCapture bool
	// Told is true where it repeats what a message says of another call or of a call
	// that the trace lacks: its words are not those of its rule.
	Told bool
	// Dialog is the dialog that it is about; Dialogs all that it concerns.
	Dialog  *parser.Dialog
	Dialogs []*parser.Dialog

	Title, Says, Brief, Sure, Settles words.Text
	Fix, Ask                          []words.Text
	// Who must act, and the same in words for a reply.
	Who, Actor string
	// Alternatives are what else it could be, in order; Excluded what it is not.
	// Undecided is true where the alternatives are the candidates themselves.
	Alternatives, Excluded []Reason
	Undecided              bool
	Cites                  []string
	// ExplainedBy is the id of the finding whose consequence this one is.
	ExplainedBy string
}

// Reason says of another diagnosis why it is possible or out.
type Reason struct {
	ID  string
	Why words.Text
}

// State is how a dialog stands, for a mark in front of its verdict.
type State uint8

// The states of a dialog.
const (
	// Unclear: the trace does not show enough to say.
	Unclear State = iota
	// Healthy: what was wanted happened, or ended as its users chose.
	Healthy
	// Failed: an attempt did not succeed.
	Failed
	// AtRisk: it succeeded, but someone must act.
	AtRisk
)

// Judgement is what is said of one dialog.
type Judgement struct {
	Dialog  *parser.Dialog
	State   State
	Verdict words.Text
	// Brief says it in half a line, for a list in which the dialog is already named;
	// nil where only the verdict will do.
	Brief    words.Text
	Findings []*Finding
	// Normal are half-lines that take away the worries people have: the first
	// 401, 487 after CANCEL, a private Via with received.
	Normal []words.Text
	// Story tells a dialog without a fault step by step; Closing says what its
	// signalling cannot show, or what to send.
	Story, Closing words.Text

	// Legs are the judgements of all legs or tries of a call that the trace has several
	// dialogs of, and that this judgement tells as one; nil for a dialog's own. Way says
	// how they hang together, Earlier in half a line each which tries failed before.
	Legs    []*Judgement
	Way     words.Text
	Earlier []words.Text
}

// Head is the finding that the judgement rests on, nil where none is.
func (j *Judgement) Head() *Finding {
	if len(j.Findings) == 0 {
		return nil
	}
	return j.Findings[0]
}

// Faults lists the findings of kind fault.
func (j *Judgement) Faults() []*Finding { return faults(j.Findings) }

func faults(findings []*Finding) []*Finding {
	var all []*Finding
	for _, f := range findings {
		if f.Kind == Fault {
			all = append(all, f)
		}
	}
	return all
}

// Piece is a line of a fragment with what it means. Line is empty for what is said
// of several.
type Piece struct {
	Line string
	Says words.Text
	// Dull is true for lines that every message has and that hardly ever matter.
	Dull bool
}

// Report is all that is said of a trace.
type Report struct {
	Trace *parser.Trace
	// Judgements are one for each dialog, in the order of the trace.
	Judgements []*Judgement
	// Calls are what is told as one, in the order of the trace: the dialogs'
	// judgements, and one for each call of which the trace has several dialogs.
	Calls []*Judgement
	// Findings are the root cause first, a consequence directly behind its cause,
	// notes last.
	Findings []*Finding
	Verdict  words.Text
	// Pieces explain the lines of a paste that holds no whole message; nil for
	// anything else.
	Pieces []Piece
	// Closing says what to send for a diagnosis of such a paste.
	Closing words.Text
	// Notes tell what could not be read, was repaired or left out, and which rule
	// failed.
	Notes []string
}

// Hints are the faults of a call that went well: each is a possible one, and nobody
// may have suffered from it.
func (j *Judgement) Hints() []*Finding {
	if j.State != Healthy {
		return nil
	}
	return j.Faults()
}

// Faults lists the findings of kind fault, the root cause first.
func (r *Report) Faults() []*Finding { return faults(r.Findings) }

// Of is the judgement of a dialog, nil where the report has none.
func (r *Report) Of(d *parser.Dialog) *Judgement {
	for _, j := range r.Judgements {
		if j.Dialog == d {
			return j
		}
	}
	return nil
}

// CallOf is the judgement by which a dialog is told, nil where the report has none.
func (r *Report) CallOf(d *parser.Dialog) *Judgement {
	for _, j := range r.Calls {
		if j.Dialog == d || slices.ContainsFunc(j.Legs, func(leg *Judgement) bool { return leg.Dialog == d }) {
			return j
		}
	}
	return nil
}

// IDs lists the ids of the findings in their order, each once.
func (r *Report) IDs() []string {
	seen := map[string]bool{}
	var ids []string
	for _, f := range r.Findings {
		if !seen[f.ID] {
			seen[f.ID] = true
			ids = append(ids, f.ID)
		}
	}
	return ids
}
