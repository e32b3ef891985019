package knowledge

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
)

// unsaid are the placeholders of a sentence that fragments often have no value for,
// with the word that stands in for it; "" where the sentence does without.
var unsaid = map[string]string{
	"to": "the number", "from": "the caller", "from_user": "the caller number", "account": "the account", "user": "the account",
	"source": "that address", "peer": "that address", "host": "that address", "method": "request", "domain": "that domain", "call_id": "", "code": "", "identity": "", "others": "",
}

// unsaidValue tells a value that only says that there is none.
func unsaidValue(s string) bool { return s == "" || s == rules.Shown("") }

// spoken is a template without the placeholders that have no value: "the call to
// {to} was refused ({code})" of a status line alone is "the call was refused". What
// stands in brackets goes with its value.
func spoken(template string, fields rules.Fields) string {
	if method, asked := fields["method"]; asked && unsaidValue(method) && strings.HasPrefix(template, "{method}") {
		template = "The request" + strings.TrimPrefix(template, "{method}")
	}
	for name, value := range fields {
		if !unsaidValue(value) {
			// "the client ({client})" of a client that does not name itself.
			template = strings.ReplaceAll(template, value+" ({"+name+"})", value)
			continue
		}
		template = strings.ReplaceAll(template, " ({"+name+"})", "")
		if noun, ok := unsaid[name]; ok && strings.Contains(template, "{"+name+"}") {
			template = doWithout(template, name, noun)
		}
	}
	return template
}

// doWithout takes one placeholder out of a template.
func doWithout(template, name, noun string) string {
	template = strings.ReplaceAll(template, ", {"+name+"},", "")
	for _, form := range []string{"*{" + name + "}*", "`{" + name + "}`", "{" + name + "}"} {
		if name == "to" {
			for _, before := range []string{" to ", " for ", " of "} {
				template = strings.ReplaceAll(template, before+form, "")
			}
		}
		if name == "domain" {
			template = strings.ReplaceAll(template, " at "+form, "")
		}
		if noun == "" {
			template = strings.ReplaceAll(template, " "+form, "")
		}
		if noun != "" {
			template = strings.ReplaceAll(template, noun+" "+form, noun)
		}
		template = strings.ReplaceAll(template, form, noun)
	}
	return template
}

// capital begins a sentence with a capital where our own words begin it: a name of
// the trace stays as it is written there.
func capital(t words.Text) words.Text {
	if len(t) > 0 && (strings.HasPrefix(t[0].Text, "the ") || strings.HasPrefix(t[0].Text, "an ") || strings.HasPrefix(t[0].Text, "this ") || strings.HasPrefix(t[0].Text, "that ")) {
		t[0].Text = sentenceCase(t[0].Text)
	}
	return t
}
