package answers

import (
	"strings"

	"github.com/sipwhy/sipwhy/parser"
)

// hasCode tells whether the trace has a response with this code.
func hasCode(t *parser.Trace, code int) bool {
	for _, m := range t.Messages {
		if m.Code == code {
			return true
		}
	}
	return false
}

// userNumbered is the user of the trace with this number, or ending in it.
func userNumbered(digits string, t *parser.Trace) string {
	suffix := ""
	for _, d := range t.Dialogs {
		for _, user := range []string{d.To, d.Dialled, d.From} {
			if user == digits {
				return user
			}
			if suffix == "" && len(digits) >= 3 && strings.HasSuffix(user, digits) {
				suffix = user
			}
		}
	}
	if len(digits) > 7 {
		for _, d := range t.Dialogs {
			for _, user := range []string{d.To, d.Dialled, d.From} {
				if (parser.NumberPlan{}).Same(user, digits) {
					return user
				}
			}
		}
	}
	return suffix
}

// userNamed is the user of the trace with this name, where it is no word of its
// own: at least one digit or dot in it.
func userNamed(word string, t *parser.Trace) string {
	if !strings.ContainsAny(word, "0123456789._") {
		return ""
	}
	for _, d := range t.Dialogs {
		for _, user := range []string{d.From, d.To} {
			if strings.EqualFold(user, word) {
				return user
			}
		}
	}
	return ""
}

// accountNamed tells whether a word is the name that somebody logs in with in this trace.
func accountNamed(word string, t *parser.Trace) bool {
	if len(word) < 4 {
		return false
	}
	for _, d := range t.Dialogs {
		for _, l := range d.Logins() {
			if strings.EqualFold(l.Credentials.Username, word) {
				return true
			}
		}
	}
	return false
}
