package knowledge

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

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
	if m := d.Request(); m != nil && d.Decisive == nil {
		f["method"] = m.Method
	}
	if t := d.Decisive; t != nil {
		f["method"] = t.Method
		if t.Request != nil {
			f["sent"] = words.Times(t.Sendings())
			f["asked"] = fmt.Sprintf(" than the %d s that were asked for", int(t.Request.Asked().Seconds()))
		}
		if d.Answer != nil {
			f["sent"] = words.Times(len(t.Resent(d.Answer)))
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
