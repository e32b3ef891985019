package knowledge

import (
	"slices"
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// lastWordFirst puts the fault of the leg that ended a call before those of its other
// legs: what the caller got comes first, the try before it after. What is urgent stays
// where it is.
func (r *run) lastWordFirst(calls []*rules.Call) {
	for _, call := range calls {
		if call.Ended.Refusal() == nil {
			continue
		}
		var places []int
		var last, others []*ranked
		for i, f := range r.findings {
			switch {
			case f.Kind != rules.Fault || f.Urgent || !slices.Contains(call.Legs, f.Dialog):
				continue
			case f.Dialog == call.Ended:
				last = append(last, f)
			default:
				others = append(others, f)
			}
			places = append(places, i)
		}
		for i, f := range append(last, others...) {
			r.findings[places[i]] = f
		}
	}
}

// tellAsOne lists what is told as one: the judgement of each dialog that is a call by
// itself, and one for each call of several dialogs.
func (r *run) tellAsOne(calls []*rules.Call) {
	if len(calls) == 0 {
		r.report.Calls = r.report.Judgements
		return
	}
	in := map[*parser.Dialog]*rules.Call{}
	of := map[*parser.Dialog]*rules.Judgement{}
	for _, j := range r.report.Judgements {
		of[j.Dialog] = j
	}
	for _, call := range calls {
		for _, d := range call.Legs {
			in[d] = call
		}
	}
	told := map[*rules.Call]bool{}
	for _, j := range r.report.Judgements {
		call := in[j.Dialog]
		switch {
		case call == nil:
			r.report.Calls = append(r.report.Calls, j)
		case !told[call]:
			told[call] = true
			r.report.Calls = append(r.report.Calls, r.asOne(call, of))
		}
	}
}

// asOne judges a call of several dialogs: by what its caller got, and by the leg in
// which the cause of that lies.
func (r *run) asOne(call *rules.Call, of map[*parser.Dialog]*rules.Judgement) *rules.Judgement {
	var legs []*rules.Judgement
	for _, d := range call.Legs {
		legs = append(legs, of[d])
	}
	main := legs[0]
	if !call.Bridged {
		main = legs[len(legs)-1]
	}
	cause := causeOf(call, legs, of[call.Ended])
	j := &rules.Judgement{Dialog: main.Dialog, State: main.State, Legs: legs}
	if cause != nil && cause.State != rules.Healthy && main.State == rules.Healthy {
		j.State = rules.AtRisk
	}
	teller := main
	if cause != nil {
		teller = cause
	}
	j.Verdict, j.Story, j.Closing = teller.Verdict, main.Story, main.Closing
	if teller == main {
		j.Brief = main.Brief
	}
	if cause != nil && len(cause.Faults()) == 0 {
		j.Story, j.Closing = cause.Story, cause.Closing
	}
	j.Earlier = r.earlier(call, legs, cause)
	gather(j, call, cause)
	j.Way = r.k.wayOf(call, legs, cause)
	return j
}

// causeOf is the leg in which the cause of a call's failure lies, or what somebody must
// act on; nil where nothing is wrong.
func causeOf(call *rules.Call, legs []*rules.Judgement, ended *rules.Judgement) *rules.Judgement {
	if ended.State == rules.Failed || wrong(ended) && call.Ended != call.Legs[0] {
		return ended
	}
	var cause *rules.Judgement
	for _, leg := range legs {
		if wrong(leg) && (cause == nil || stronger(leg.Faults()[0], cause.Faults()[0])) {
			cause = leg
		}
	}
	return cause
}

// wrong tells a leg with a fault that is more than a hint.
func wrong(leg *rules.Judgement) bool { return len(leg.Faults()) > 0 && leg.State != rules.Healthy }

// stronger tells which of two faults on legs of one call is told: what is urgent, then
// the more certain; of one fault that shows on several legs, that of the leg that it
// began on.
func stronger(a, b *rules.Finding) bool {
	switch {
	case a.Urgent != b.Urgent:
		return a.Urgent
	case a.ID == b.ID:
		return before(a, b)
	}
	return a.Certainty.Rank() < b.Certainty.Rank()
}

func before(a, b *rules.Finding) bool {
	gap, timed := parser.Between(a.Evidence[0].Message, b.Evidence[0].Message)
	return timed && gap > 0 || !timed && a.Evidence[0].Message.N < b.Evidence[0].Message.N
}

// gather puts the findings of all legs into one judgement: the cause's first, of the
// same fault on several legs one, of tries that failed before none, since Earlier tells
// them.
func gather(j *rules.Judgement, call *rules.Call, cause *rules.Judgement) {
	legs := slices.Clone(j.Legs)
	if cause != nil {
		legs = append([]*rules.Judgement{cause}, slices.DeleteFunc(legs, func(leg *rules.Judgement) bool { return leg == cause })...)
	}
	seen, said := map[string]bool{}, map[string]bool{}
	var faults, notes []*rules.Finding
	for _, leg := range legs {
		for _, f := range leg.Findings {
			switch {
			case seen[f.ID] || impliedByLegs[f.ID] && leg != legs[0]:
			case f.Kind != rules.Fault:
				notes = append(notes, f)
			case leg == cause || !gaveUp(call, leg):
				faults = append(faults, f)
			}
			seen[f.ID] = true
		}
		for _, normal := range leg.Normal {
			if text := normal.String(); !said[text] {
				said[text] = true
				j.Normal = append(j.Normal, normal)
			}
		}
	}
	j.Findings = append(faults, notes...)
}

// impliedByLegs are notes that the way of a call says already.
var impliedByLegs = map[string]bool{"refusal-passed-on": true, "call-cancelled-by-caller": true, "answered-elsewhere": true, "cancelled-origin-unknown": true}

// gaveUp tells a leg that failed while the call went on.
func gaveUp(call *rules.Call, leg *rules.Judgement) bool {
	if leg.Dialog == call.Ended {
		return false
	}
	failed := leg.State == rules.Failed || leg.Dialog.Outcome == parser.NoResponse
	return !call.Bridged || failed && leg.Dialog != call.Legs[0]
}

// earlier tells in half a line each the tries that failed before the one that counts.
// A leg that only gave back the refusal of the next one is none.
func (r *run) earlier(call *rules.Call, legs []*rules.Judgement, cause *rules.Judgement) []words.Text {
	var all []words.Text
	for _, leg := range legs {
		passes := slices.ContainsFunc(leg.Findings, func(f *rules.Finding) bool { return f.ID == "refusal-passed-on" })
		if leg == cause || !gaveUp(call, leg) || passes {
			continue
		}
		if leg.Dialog.Outcome == parser.NoResponse {
			all = append(all, r.k.say("try-silent", rules.Fields{"host": toward(leg.Dialog), "n": strconv.Itoa(opening(leg.Dialog).N)}))
			continue
		}
		if leg.Dialog.Refusal() == nil {
			continue
		}
		if call.Ended != nil && call.Ended.Answer != nil {
			refusal := leg.Dialog.Refusal()
			all = append(all, r.k.say("try-detour", rules.Fields{
				"host": toward(leg.Dialog), "n": strconv.Itoa(refusal.N), "code": strconv.Itoa(refusal.Code),
			}))
			continue
		}
		all = append(all, words.Cat(r.k.say("try-before", rules.Fields{"host": toward(leg.Dialog), "n": strconv.Itoa(leg.Dialog.Refusal().N)}), leg.Verdict))
	}
	return all
}

// wayOf says how the dialogs of a call hang together, and in which the cause lies.
func (k *Knowledge) wayOf(call *rules.Call, legs []*rules.Judgement, cause *rules.Judgement) words.Text {
	first := call.Legs[0]
	f := rules.Fields{
		"n": words.Number(len(legs)), "in": strconv.Itoa(opening(first).N), "from": rules.Shown(sender(first)), "box": middle(call),
		"out": strconv.Itoa(opening(call.Legs[1]).N), "to": toward(call.Legs[1]), "why": k.say(bonds[call.Why], nil).String(),
	}
	var list []string
	for _, d := range call.Legs {
		if d != first || !call.Bridged {
			list = append(list, toward(d)+" ("+rules.Number(opening(d))+")")
		}
	}
	f["list"] = words.Enumerate(short(list))
	key := "way-two"
	switch {
	case !call.Bridged && call.Ended != nil && call.Ended.Answer != nil:
		key = "way-tries-taken"
	case !call.Bridged && call.Ended.Refusal() == nil:
		key = "way-tries-open"
	case !call.Bridged:
		key = "way-tries"
	case len(legs) > 2:
		key = "way-legs"
	}
	parts := []words.Text{k.say(key, f)}
	if call.Bridged && cause != nil {
		parts = append(parts, k.whereOf(call, cause)...)
	}
	return words.Join(" ", append(parts, k.givenUp(call, cause))...)
}

// whereOf says in which leg the cause lies, and what the caller got.
func (k *Knowledge) whereOf(call *rules.Call, cause *rules.Judgement) []words.Text {
	first := call.Legs[0]
	if faults := cause.Faults(); len(faults) > 0 && spans(faults[0]) {
		return nil
	}
	if cause.Dialog == first {
		return []words.Text{k.say("way-cause-first", nil)}
	}
	where := k.say("way-cause", rules.Fields{"to": toward(cause.Dialog), "n": strconv.Itoa(opening(cause.Dialog).N)})
	switch refusal := first.Refusal(); {
	case refusal != nil:
		return []words.Text{where, k.say("way-got", rules.Fields{"code": strconv.Itoa(refusal.Code), "n": strconv.Itoa(refusal.N)})}
	case first.Answer != nil && cause.Dialog.Refusal() != nil:
		return []words.Text{where, k.say("way-all-the-same", rules.Fields{"n": strconv.Itoa(first.Answer.N)})}
	}
	return []words.Text{where}
}

// spans tells a finding that several legs show only together.
func spans(f *rules.Finding) bool {
	return slices.ContainsFunc(f.Evidence, func(e rules.Evidence) bool {
		return e.Message != nil && e.Message.Dialog != f.Evidence[0].Message.Dialog
	})
}

// givenUp says which telephones only rang, where another one took the call.
func (k *Knowledge) givenUp(call *rules.Call, cause *rules.Judgement) words.Text {
	if call.Legs[0].Answer == nil || !call.Bridged {
		return nil
	}
	var list []string
	for _, d := range call.Legs[1:] {
		if d.Outcome == parser.Cancelled && (cause == nil || d != cause.Dialog) {
			list = append(list, toward(d))
		}
	}
	if len(list) == 0 {
		return nil
	}
	return k.say("way-given-up", rules.Fields{"list": words.Enumerate(short(list))})
}

// bonds names the clause for what shows that two legs are one call.
var bonds = map[rules.Bond]string{
	rules.SameCaller: "bond-caller", rules.SameNumber: "bond-number", rules.SameParties: "bond-parties",
	rules.SameMedia: "bond-media", rules.SameSession: "bond-session",
}

// opening is the INVITE by which a leg is told.
func opening(d *parser.Dialog) *parser.Message {
	if t := d.Invite(); t != nil && t.Request != nil {
		return t.Request
	}
	return d.First()
}

// middle is the host between the first two legs, by what name ever the trace knows it.
func middle(call *rules.Call) string {
	in, out := opening(call.Legs[0]), opening(call.Legs[1])
	for _, name := range []string{in.TargetHost(), out.SourceHost(), out.Product()} {
		if name != "" {
			return name
		}
	}
	return rules.Shown(in.Target().Host)
}

// sender is the host that a leg comes from, or its caller where addresses are not known.
func sender(d *parser.Dialog) string {
	if host := opening(d).SourceHost(); host != "" {
		return host
	}
	return d.From
}

// toward is the host that a leg goes to, or whom it calls where addresses are not known.
func toward(d *parser.Dialog) string {
	if host := opening(d).TargetHost(); host != "" {
		return host
	}
	return rules.Shown(d.To)
}

// listedLegs is the most legs of a call that are named.
const listedLegs = 4

// short is a list with a word for what does not fit.
func short(list []string) []string {
	if len(list) <= listedLegs+1 {
		return list
	}
	return append(slices.Clone(list[:listedLegs]), strconv.Itoa(len(list)-listedLegs)+" more")
}
