package knowledge

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/sipwhy/sipwhy/knowledge/answers"
	"github.com/sipwhy/sipwhy/knowledge/reference"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// verdictOf puts one dialog into one sentence: its first fault's, or what
// happened in it.
func (k *Knowledge) verdictOf(j *rules.Judgement) {
	if faults := j.Faults(); len(faults) > 0 {
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
	case key == "sent":
		j.Story = k.sentStory(j.Dialog)
	}
	j.Closing = k.closing(key, j.Dialog)
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
		text = marked(entry.By[t.Method])
	}
	if t != nil && headless(t) {
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

// closing is the last line of a verdict. Where it asks for more of the trace, it
// says how to take that on the product seen.
func (k *Knowledge) closing(key string, d *parser.Dialog) words.Text {
	request := closing[key]
	if request == "closing-refused" && d.Decisive != nil && headless(d.Decisive) {
		request = "closing-request"
	}
	if request == "closing-heard" {
		return k.sound(d)
	}
	text := k.say(request, verdictFields(d))
	switch request {
	case "closing-next", "closing-rest", "closing-fragment", "closing-whole", "closing-request":
		text = words.Cat(text, words.T(" "), k.capture(d), words.T("."))
	}
	return text
}

// enoughSound is how many packets of RTP, two seconds of most codecs, show that a
// side talked, so that none of the other side is worth a word.
const enoughSound = 100

// soonest is how soon after the answer a person can hang up.
const soonest = 300 * time.Millisecond

// sound closes a healthy call with what the capture shows of its audio, or with how
// little time there was for any.
func (k *Knowledge) sound(d *parser.Dialog) words.Text {
	if d.Duration > 0 && d.Duration < soonest {
		return k.say("closing-instant", rules.Fields{"duration": rules.Seconds(d.Duration)})
	}
	s, ok := d.Sound()
	if !ok {
		return k.say("closing-heard", nil)
	}
	fields := rules.Fields{"callee": strconv.Itoa(s.ToCallee), "caller": strconv.Itoa(s.ToCaller)}
	switch {
	case s.ToCallee > 0 && s.ToCaller > 0:
		return k.say("closing-sound", fields)
	case max(s.ToCallee, s.ToCaller) < enoughSound || oneWay(d):
		return k.say("closing-heard", nil)
	case s.ToCaller == 0:
		fields["deaf"], fields["heard"], fields["packets"] = "calling side", "called side", fields["callee"]
	default:
		fields["deaf"], fields["heard"], fields["packets"] = "called side", "calling side", fields["caller"]
	}
	return k.say("closing-one-way", fields)
}

// oneWay tells a call whose sides agreed on audio in one direction at most.
func oneWay(d *parser.Dialog) bool {
	agreed := d.Agreed()
	if agreed == nil || agreed.Offer == nil {
		return true
	}
	offer, answer := agreed.Offer.SDP().Audio(), agreed.Answer.SDP().Audio()
	return offer == nil || answer == nil || offer.Direction != "sendrecv" || answer.Direction != "sendrecv"
}

// capture is how to get a capture on the product that the dialog shows, in general
// where there is none.
func (k *Knowledge) capture(d *parser.Dialog) words.Text {
	way, product := "generic", ""
	if d != nil {
		way, product = answers.Capture(d)
	}
	if text := k.say("capture-"+way, rules.Fields{"product": product}); text != nil || product == "" {
		return text
	}
	// A maker whose own menu only capture-how names.
	return k.say("capture-phone", rules.Fields{"product": product})
}

// askWhole asks for the call that a fragment is of.
func (k *Knowledge) askWhole(t *parser.Trace) words.Text {
	var d *parser.Dialog
	if len(t.Dialogs) > 0 {
		d = t.Dialogs[0]
	}
	return words.Cat(k.say("closing-fragment", nil), words.T(" "), k.capture(d), words.T("."))
}

// closing names the last line of a verdict: what its signalling cannot show, or
// what to send for an answer.
var closing = map[string]string{
	"answered": "closing-heard", "answered-untimed": "closing-heard", "answered-open": "closing-rest",
	"challenged": "closing-next", "challenged-again": "closing-fragment", "interval": "closing-next", "asked-again": "closing-whole", "stale": "closing-next", "ringing": "closing-rest",
	"session-interval": "closing-next", "glare": "closing-next", "cancel-late": "closing-fragment", "bye-alone": "closing-fragment", "ping-open": "closing-other", "ack-alone": "closing-fragment",
	"trying": "closing-rest", "no-response": "closing-silent", "answered-repeated": "closing-other", "sent": "closing-next", "one-sided": "closing-other",
	"fragment": "closing-fragment", "redirected": "closing-rest", "refused": "closing-refused", "refused-untold": "closing-refused", "refused-registration": "closing-refused",
}

// headline are the notes that say better than the outcome what happened.
var headline = map[string]bool{
	"call-cancelled-by-caller": true, "answered-elsewhere": true, "cancel-crossed-200": true,
	"call-redirected": true, "transfer-completed": true, "failover-succeeded": true, "bye-race": true,
	"cancelled-origin-unknown": true, "refusal-passed-on": true,
}

// succeeded tells whether the purpose of the dialog was met.
func succeeded(d *parser.Dialog) bool {
	return d.Outcome == parser.Answered || d.Outcome == parser.Registered || d.Outcome == parser.Removed
}

// situation names the sentence for a dialog without a fault.
func situation(d *parser.Dialog) (key string, state rules.State) {
	switch d.Outcome {
	case parser.Answered:
		if key := answered(d); key != "answered-repeated" {
			return key, rules.Healthy
		}
		return "answered-repeated", rules.Unclear
	case parser.Cancelled:
		if d.EndedBy == parser.NoSide {
			return "cancelled-open", rules.Healthy
		}
		return "cancelled", rules.Healthy
	case parser.Challenged:
		if d.Kind == parser.Ping {
			return "ping-refused", rules.Healthy
		}
		if askedOften(d) {
			return "challenged-again", rules.Unclear
		}
		return "challenged", rules.Unclear
	case parser.Redirected:
		return "redirected", rules.Unclear
	case parser.Registered:
		return "registered", rules.Healthy
	case parser.Removed:
		if keepsContacts(d) {
			return "removed-one", rules.Healthy
		}
		return "removed", rules.Healthy
	case parser.NoResponse:
		if detour(d) {
			return "detour-silent", rules.Healthy
		}
		return "no-response", rules.Unclear
	case parser.Ongoing:
		switch {
		case d.Ringing != nil:
			return "ringing", rules.Unclear
		case len(d.Invite().Responses) > 0:
			return "trying", rules.Unclear
		case d.Bye != nil || confirmed(d):
			return "one-sided", rules.Unclear
		}
		return "sent", rules.Unclear
	case parser.Rejected:
		if d.Kind == parser.Ping {
			return "ping-refused", rules.Healthy
		}
		switch {
		case detour(d):
			return "detour", rules.Healthy
		case d.Code == 423:
			return "interval", rules.Unclear
		case d.Code == 422:
			return "session-interval", rules.Unclear
		case d.Code == 491:
			return "glare", rules.Unclear
		case askedAgain(d):
			return "asked-again", rules.Unclear
		case calledStale(d):
			return "stale", rules.Unclear
		}
		switch {
		case d.Kind == parser.Registration && d.Decisive.Request == nil:
			return "refused-registration", rules.Failed
		case d.Decisive.Final.Src == "":
			return "refused-untold", rules.Failed
		}
		return "refused", rules.Failed
	}
	return ofPart(d), rules.Unclear
}

// headless tells an answer whose request the trace lacks, or has as an arrow of a call
// flow alone.
func headless(t *parser.Transaction) bool { return t.Request == nil || len(t.Request.Headers) == 0 }

// askedOften tells a login that was asked for again and again, where nothing shows
// whether credentials were sent.
func askedOften(d *parser.Dialog) bool {
	asked := 0
	for _, t := range d.Transactions {
		if t.Final != nil && t.Final.IsChallenge() && t.Parent == nil && headless(t) {
			asked++
		}
	}
	return asked > 1
}

// ofPart names the sentence for a part of a call that leaves its outcome open.
func ofPart(d *parser.Dialog) string {
	switch {
	case d.Kind == parser.Ping && d.Request() != nil:
		return "ping-open"
	case d.Kind != parser.Call:
	case d.Ringing != nil:
		return "ringing"
	case d.Decisive != nil && d.Decisive.Method == "CANCEL" && (d.Decisive.Code() == 481 || d.Decisive.Code() == 487):
		return "cancel-late"
	case d.Bye != nil && d.Decisive == nil:
		return "bye-alone"
	case len(d.Transactions) == 1 && d.Transactions[0].Method == "ACK":
		return "ack-alone"
	}
	return "fragment"
}

// confirmed tells an ACK in a call of which the trace has no answer.
func confirmed(d *parser.Dialog) bool {
	for _, t := range d.Transactions {
		if t.Method == "ACK" || len(t.ACKs) > 0 {
			return true
		}
	}
	return false
}

// detour tells a registration that failed here and succeeded at the next registrar,
// or at the next try.
func detour(d *parser.Dialog) bool {
	return d.Kind == parser.Registration && d.Last().RegisteredLater() != nil
}

// askedAgain tells a login that was asked for again where the trace lacks the
// challenge that it answers: a nonce that ran out looks like a wrong password.
func askedAgain(d *parser.Dialog) bool {
	for _, l := range d.Logins() {
		if l.Request == d.Decisive.Request && l.Again != nil {
			return l.Offered == nil && !l.Again.Stale
		}
	}
	return false
}

// calledStale tells a login that the server wants with a fresh nonce, where the
// trace ends.
func calledStale(d *parser.Dialog) bool {
	for _, l := range d.Logins() {
		if l.Request == d.Decisive.Request && l.Again != nil {
			return l.Again.Stale
		}
	}
	return false
}

// keepsContacts tells whether an account is still registered after one of its
// contacts was taken off.
func keepsContacts(d *parser.Dialog) bool {
	for _, b := range d.Decisive.Final.Bindings() {
		if b.Seconds > 0 {
			return true
		}
	}
	return false
}

func answered(d *parser.Dialog) string {
	switch {
	case d.Kind == parser.Ping:
		return "pinged"
	case d.Kind == parser.PageMessage:
		return "delivered"
	case d.Kind == parser.Subscription:
		return "subscribed"
	case d.Kind != parser.Call || d.Answer == nil:
		return "accepted"
	case d.Bye == nil && len(d.Unconfirmed()) > 0:
		return "answered-repeated"
	case d.Bye == nil:
		return "answered-open"
	case d.Duration == 0:
		return "answered-untimed"
	}
	return "answered"
}

// verdictFields are the values that verdicts.yaml may use. A clause that has
// nothing to say is a single zero-width mark, so that its sentence stays whole.
func verdictFields(d *parser.Dialog) rules.Fields {
	f := rules.Fields{
		"to": rules.Shown(d.To), "from": rules.Shown(d.From), "code": strconv.Itoa(d.Code),
		"duration": rules.Seconds(d.Duration), "ender": "other side",
		"asked": nothing, "setup": nothing, "codec": nothing, "cause": nothing, "ring": nothing, "expires": nothing,
		"phrase": nothing, "least": nothing, "who": "the other side", "target": "another address", "method": "the request", "what": contents(d),
	}
	switch d.EndedBy {
	case parser.Caller:
		f["ender"] = "caller"
	case parser.Callee:
		f["ender"] = "called side"
	}
	if d.Setup > 0 {
		f["setup"] = " after " + rules.Seconds(d.Setup)
	}
	if c, ok := d.Agreed().Codec(); ok && c.Name != "" {
		f["codec"] = " with " + c.Name
	}
	if d.RingTime > 0 {
		f["ring"] = " after " + rules.Seconds(d.RingTime) + " of ringing"
	}
	if d.Bye != nil && d.Bye.Q850() == 16 {
		f["cause"] = " (Q.850 16, normal clearing)"
	}
	if t := d.Decisive; t != nil {
		f["method"] = t.Method
		if t.Request != nil {
			f["sent"] = times(t.Sendings())
			f["asked"] = fmt.Sprintf(" than the %d s that were asked for", int(t.Request.Asked().Seconds()))
		}
		if d.Answer != nil {
			f["sent"] = times(len(t.Resent(d.Answer)))
		}
		if t.Final != nil {
			f["phrase"] = orNothing(t.Final.Phrase)
			f["least"] = orNothing(least(t.Final))
			f["n"] = strconv.Itoa(t.Final.N)
			f["who"] = rules.Shown(t.Final.SourceHost())
			if contact := t.Final.Contact().URI; t.Code()/100 == 3 && contact.Text != "" {
				f["target"] = contact.Text
			}
			if granted := t.Granted(); granted > 0 && d.Kind == parser.Registration {
				f["expires"] = fmt.Sprintf(" for %d s", int(granted.Seconds()))
			}
		}
	}
	return f
}

// least is the shortest interval that a 422 or 423 allows, as a clause.
func least(m *parser.Message) string {
	for _, name := range []string{"Min-Expires", "Min-SE"} {
		value, _, _ := strings.Cut(m.Header(name), ";")
		if n, err := strconv.Atoi(strings.TrimSpace(value)); err == nil {
			return fmt.Sprintf(", at least %d s", n)
		}
	}
	return ""
}

// nothing stands for an empty clause: a word joiner, taken out again by say.
const nothing = "\u2060"

func orNothing(s string) string {
	if s == "" {
		return nothing
	}
	return s
}

func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return strconv.Itoa(n) + " times"
}

// say fills a sentence of verdicts.yaml.
func (k *Knowledge) say(key string, fields rules.Fields) words.Text {
	template := k.verdict[key]
	if template == "" {
		return nil
	}
	return trimmed(k.filler(fields)(template))
}

// trimmed takes the marks of empty clauses out.
func trimmed(text words.Text) words.Text {
	for i := range text {
		text[i].Text = strings.ReplaceAll(strings.ReplaceAll(text[i].Text, " "+nothing, ""), nothing, "")
	}
	return text
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
	if len(r.Judgements) == 1 {
		return r.Judgements[0].Verdict
	}
	if len(r.Judgements) == 0 && len(r.Findings) > 0 {
		return r.Findings[0].Title
	}
	if len(r.Judgements) == 0 {
		return k.say("nothing", nil)
	}
	if faults := r.Faults(); len(faults) > 0 {
		return faults[0].Title
	}
	for _, j := range r.Judgements {
		if j.State == rules.Failed {
			return j.Verdict
		}
	}
	return words.T(tally(r))
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
