package knowledge

import (
	"fmt"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// story tells step by step what happened in a dialog in which nothing is wrong.
func (k *Knowledge) story(j *rules.Judgement) words.Text {
	d := j.Dialog
	var steps []words.Text
	step := func(format string, args ...any) { steps = append(steps, words.T(fmt.Sprintf(format, args...))) }
	asked := beforeTheCall(metChallenges(d))
	switch {
	case len(asked) > manyChallenges:
		step("%d login challenges (normal)", len(asked))
	default:
		for _, m := range asked {
			step("%d login challenge (normal)", m.Code)
		}
	}
	if len(asked) > 0 {
		step("login accepted")
	}
	if d.Kind == parser.Call {
		steps = append(steps, callSteps(d)...)
	}
	if d.Kind == parser.Registration && d.Outcome == parser.Registered {
		steps = append(steps, registrationSteps(d)...)
	}
	if len(steps) < 2 {
		return nil
	}
	from := rules.Shown(d.From)
	if d.From == "" && d.To == "" {
		return words.Cat(words.Join(" → ", steps...), words.T("."))
	}
	if d.Kind == parser.Call {
		from += " → " + rules.Shown(d.To)
	}
	return words.Cat(words.T(from+": "), words.Join(" → ", steps...), words.T("."))
}

// beforeTheCall leaves out the challenges of requests inside the call, which come after
// its answer.
func beforeTheCall(challenges []*parser.Message) []*parser.Message {
	var all []*parser.Message
	for _, m := range challenges {
		if !m.Tx.InDialog {
			all = append(all, m)
		}
	}
	return all
}

// sentStory tells what a request asks for that nothing follows.
func (k *Knowledge) sentStory(d *parser.Dialog) words.Text {
	var m *parser.Message
	for _, sent := range d.Messages {
		if sent.IsRequest() && (m == nil || sent.Method == m.Method) {
			m = sent // the last try: it may carry the login that the first lacks
		}
	}
	if m == nil {
		return nil
	}
	f := rules.Fields{"to": rules.Shown(d.To), "from": rules.Shown(d.From), "offer": nothing, "contact": nothing, "asked": nothing}
	f["login"] = nothing
	if m.Whole() && m.Has("Content-Length") {
		f["login"] = k.say("sent-bare", nil).String()
	}
	for _, c := range m.Credentials() {
		key := "sent-login"
		if user := m.From().URI.User; user != "" && c.Username != "" && !k.Plan().Same(user, c.Username) {
			key = "sent-login-other"
		}
		f["login"] = k.say(key, rules.Fields{"account": rules.Shown(c.Username)}).String()
	}
	switch m.Method {
	case "REGISTER":
		if parser.Unregisters(m) {
			return k.say("sent-unregistration", f)
		}
		if host := m.Contact().URI.Host; host != "" {
			f["contact"] = " at " + host
		}
		if asked := int(m.Asked().Seconds()); asked > 0 {
			f["asked"] = fmt.Sprintf(" for %d s", asked)
		}
		return k.say("sent-registration", f)
	case "INVITE":
		f["offer"] = orNothing(offered(m))
		if d.From == "" {
			return k.say("sent-call-unnamed", f)
		}
		return k.say("sent-call", f)
	}
	return nil
}

// offered names the codecs that an INVITE offers and where it wants its audio.
func offered(m *parser.Message) string {
	audio := m.SDP().Audio()
	if audio == nil {
		return ""
	}
	var names []string
	for _, c := range audio.Codecs() {
		if c.Name != "" && !strings.EqualFold(c.Name, "telephone-event") {
			names = append(names, c.Name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return " and offers " + strings.Join(names[:min(len(names), 6)], ", ")
}

func callSteps(d *parser.Dialog) []words.Text {
	var steps []words.Text
	if d.Ringing != nil {
		name := "ringing"
		if d.Ringing.Code != 180 {
			name = fmt.Sprintf("progress (%d)", d.Ringing.Code)
		}
		if after, ok := parser.Between(d.Invites[0].First(), d.Ringing); ok {
			name += " after " + rules.Seconds(after)
		}
		steps = append(steps, words.T(name))
	}
	if d.Answer != nil {
		name := "answered"
		if d.Setup > 0 {
			name += " after " + rules.Seconds(d.Setup)
		}
		if c, ok := d.Agreed().Codec(); ok && c.Name != "" {
			name += " with " + c.Name
		}
		steps = append(steps, words.T(name))
	}
	if d.Bye == nil || d.Answer == nil {
		return steps
	}
	bye := words.Text{{Text: "BYE", Style: words.Quoted}, {Text: " from the " + sideName(d.EndedBy)}}
	if reasons := d.Bye.Reasons(); len(reasons) > 0 {
		bye = words.Cat(bye, words.T(", "), words.Quote(strings.TrimSpace(reasons[0].Header.Value)))
		if reasons[0].Is("Q.850", 16) {
			bye = words.Cat(bye, words.T(" (normal clearing)"))
		}
	}
	return append(steps, bye)
}

func sideName(s parser.Side) string {
	switch s {
	case parser.Caller:
		return "caller"
	case parser.Callee:
		return "called side"
	}
	return "other side"
}

func registrationSteps(d *parser.Dialog) []words.Text {
	var steps []words.Text
	granted, asked := int(d.Decisive.Granted().Seconds()), 0
	if d.Decisive.Request != nil {
		asked = int(d.Decisive.Request.Asked().Seconds())
	}
	switch {
	case granted > 0 && asked > granted:
		steps = append(steps, words.T(fmt.Sprintf("registered for %d s (the device asked for %d s; the registrar decides)", granted, asked)))
	case granted > 0:
		steps = append(steps, words.T(fmt.Sprintf("registered for %d s", granted)))
	default:
		steps = append(steps, words.T("registered"))
	}
	if n := refreshes(d); n > 0 {
		steps = append(steps, words.T(fmt.Sprintf("refreshed %s", words.Times(n))))
	}
	return steps
}

// refreshes counts the REGISTERs that renewed a registration: not the first one, nor
// one that took a contact off or came after that.
func refreshes(d *parser.Dialog) int {
	n, stands := 0, false
	for _, t := range d.Roots("REGISTER") {
		switch {
		case !t.OK():
		case parser.Unregisters(t.Request):
			stands = false
		case stands:
			n++
		default:
			stands = true
		}
	}
	return n
}
