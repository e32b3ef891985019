package knowledge

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/reference"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// verdictOf puts one dialog into one sentence: its first fault's, or what
// happened in it.
func (k *Knowledge) verdictOf(j *rules.Judgement) {
	if faults := j.Faults(); len(faults) > 0 && !hints(j) {
		j.State = rules.Failed
		if _, state := situation(j.Dialog); succeeded(j.Dialog) || state == rules.Healthy && faults[0].Certainty == rules.Possible {
			j.State = rules.AtRisk
		}
		j.Verdict = faults[0].Title
		j.Normal = k.worries(j)
		return
	}
	key, state := situation(j.Dialog)
	j.State = state
	fields := verdictFields(j.Dialog)
	j.Verdict, j.Brief = k.say(key, fields), k.say("brief-"+key, fields)
	for _, f := range j.Findings {
		if headline[f.ID] || f.Told && j.Dialog.Answer == nil {
			j.Verdict = f.Title
			if f.ID != "call-cancelled-by-caller" {
				j.Brief = nil
			}
			if f.ID == "failover-succeeded" {
				j.State = rules.Healthy
			}
			break
		}
	}
	j.Normal = k.worries(j)
	j.Story = k.story(j)
	switch {
	case state == rules.Failed:
		j.Story = k.refusalMeans(j.Dialog)
	case key == "sent", key == "sent-register":
		j.Story = k.sentStory(j.Dialog)
	}
	j.Closing = k.closing(key, j.Dialog)
}

// hints tells a call that went well and of whose faults each is but a possible one:
// they are told beside its verdict, and are none.
func hints(j *rules.Judgement) bool {
	for _, f := range j.Faults() {
		if f.Certainty != rules.Possible || f.Urgent {
			return false
		}
	}
	return rules.WentWell(j.Dialog)
}

// refusalMeans says what a refusal stands for that no diagnosis explains: in
// general, to this method, and what to look at first.
func (k *Knowledge) refusalMeans(d *parser.Dialog) words.Text {
	entry, err := k.reference.Get(reference.Response, strconv.Itoa(d.Code))
	if err != nil {
		return nil
	}
	if t := d.Decisive; d.Code == 403 && t != nil && t.Method == "INVITE" && !t.InDialog && t.Provisional() != nil {
		// What a 403 usually means is decided before the call is passed on.
		return k.say("refused-on-the-way", verdictFields(d))
	}
	text, t := marked(entry.Says), d.Decisive
	if t != nil && entry.By[t.Method] != "" {
		text = marked(byMethod(entry, t.Method))
	}
	if asked := askedBefore(d); t != nil && headless(t) && d.Code == 403 && t.Method == "INVITE" && asked != nil {
		if _, own := k.ownWords(t.Final); !own {
			return k.say("refused-after-challenge", rules.Fields{"code": strconv.Itoa(asked.Code), "n": strconv.Itoa(asked.N)})
		}
	}
	if t != nil && headless(t) {
		if warnings := t.Final.Warnings(); len(warnings) > 0 && warnings[0].Code != 399 {
			if _, err := k.reference.Get(reference.Warning, strconv.Itoa(warnings[0].Code)); err == nil {
				return words.Cat(k.say("own-warning", rules.Fields{"text": warnings[0].Header.String()}), k.entryMeans(reference.Warning, strconv.Itoa(warnings[0].Code)))
			}
		}
		if own, ok := k.ownWords(t.Final); ok {
			return words.Cat(k.say("own-words", rules.Fields{"text": own.Text}), k.ownHint(own.Text, t.Final), k.say("own-words-code", nil), text)
		}
		if here := k.Here(entry); t.Method == "INVITE" && here.Says != "" {
			text = words.Cat(text, words.T(" "), k.say("piece-here", nil), marked(here.Says))
		}
		return text
	}
	if entry.Check != "" {
		text = words.Cat(text, k.say("check-first", nil), marked(entry.Check))
	}
	return text
}

// askedBefore is the challenge to an earlier try of the INVITE that was refused, nil
// where the trace shows none.
func askedBefore(d *parser.Dialog) *parser.Message {
	for _, m := range d.Messages {
		switch {
		case d.Decisive != nil && m.Tx == d.Decisive:
			return nil
		case m.IsChallenge() && m.Method == "INVITE":
			return m
		}
	}
	return nil
}

// byMethod is what a code means to a method; where the reference only points to another
// one, what it means to that.
func byMethod(entry *reference.Entry, method string) string {
	by := entry.By[method]
	if rest, ok := strings.CutPrefix(by, "As for a "); ok {
		if other := entry.By[strings.TrimRight(rest, ".")]; other != "" {
			return other
		}
	}
	return by
}

// headline are the notes that say better than the outcome what happened.
var headline = map[string]bool{
	"call-cancelled-by-caller": true, "answered-elsewhere": true, "cancel-crossed-200": true,
	"call-redirected": true, "transfer-completed": true, "failover-succeeded": true, "bye-race": true,
	"cancelled-origin-unknown": true, "refusal-passed-on": true,
}

// contents tells in words what a fragment holds.
func contents(d *parser.Dialog) string {
	var parts []string
	for _, m := range d.Messages {
		name := m.StartLine
		if m.IsRequest() {
			name = m.Method
		}
		if name == "" {
			name = "some headers"
		}
		if len(parts) == 4 {
			parts = append(parts, "…")
			break
		}
		parts = append(parts, name)
	}
	return strings.Join(parts, ", ")
}

// overall is the verdict of the whole trace: of its one dialog, or the count and
// the first fault.
func (k *Knowledge) overall(r *rules.Report) words.Text {
	if len(r.Pieces) > 0 && len(r.Faults()) == 0 {
		return k.ofPieces(r.Trace)
	}
	if len(r.Calls) == 1 {
		return r.Calls[0].Verdict
	}
	if len(r.Judgements) == 0 && len(r.Findings) > 0 {
		return r.Findings[0].Title
	}
	if len(r.Judgements) == 0 {
		return k.say("nothing", nil)
	}
	failed := unexplained(r)
	if f := firstFault(r); f != nil && (failed == nil || f.Urgent || main(f.Dialog)) {
		return f.Title
	}
	if failed != nil {
		return failed.Verdict
	}
	return words.T(tally(r))
}

// firstFault is the first fault of a call that is more than a hint at one that went well.
func firstFault(r *rules.Report) *rules.Finding {
	for _, f := range r.Faults() {
		if j := r.CallOf(f.Dialog); !f.OfCapture && (j == nil || j.State != rules.Healthy) {
			return f
		}
	}
	return nil
}

// main tells a dialog that people notice: a call or a login, and no lamp.
func main(d *parser.Dialog) bool {
	return d == nil || d.Kind != parser.Subscription && d.Kind != parser.PageMessage && d.Kind != parser.OtherKind
}

// unexplained is the first call or login that failed or, without one, the first dialog
// that did; nil where none is.
func unexplained(r *rules.Report) *rules.Judgement {
	var first *rules.Judgement
	for _, j := range r.Calls {
		switch {
		case j.State != rules.Failed:
		case main(j.Dialog):
			return j
		case first == nil:
			first = j
		}
	}
	return first
}

// tally counts the dialogs of a trace without a fault in words.
func tally(r *rules.Report) string {
	healthy := 0
	for _, j := range r.Judgements {
		if j.State == rules.Healthy {
			healthy++
		}
	}
	n := len(r.Judgements)
	if healthy == n {
		return fmt.Sprintf("Nothing wrong in any of the %d dialogs of this trace.", n)
	}
	return fmt.Sprintf("%d dialogs: %d fine, %d not shown to their end; no fault found.", n, healthy, n-healthy)
}
