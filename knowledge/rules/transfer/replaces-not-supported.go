package transfer

import (
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// replacesNotSupported finds a call with Replaces that the other side cannot take:
// it says so with 420, or names the header in its refusal.
func replacesNotSupported(c *rules.Case) *rules.Hit {
	r := c.Refused()
	if r == nil || r.Answer.Method != "INVITE" || r.Request == nil || !r.Request.Has("Replaces") {
		return nil
	}
	line, said := rules.Evidence{}, false
	switch {
	case r.Answer.Code == 420 && r.Answer.Lists("Unsupported", "replaces"):
		line, said = rules.Header(r.Answer, "Unsupported"), true
	case r.Answer.Code/100 == 4 || r.Answer.Code == 501 || r.Answer.Code == 603:
		line, said = namesReplaces(r)
	}
	if !said {
		return nil
	}
	return &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{rules.Header(r.Request, "Replaces"), rules.Start(r.Answer), line},
		Fields: rules.Fields{
			"to": rules.Shown(c.Dialog.To), "code": strconv.Itoa(r.Answer.Code), "answer": rules.Number(r.Answer), "invite": rules.Number(r.Request),
		},
	}
}

// namesReplaces finds the word in the phrase, a Reason or a Warning of a refusal.
func namesReplaces(r *rules.Refused) (rules.Evidence, bool) {
	has := func(s string) bool { return strings.Contains(strings.ToLower(s), "replaces") }
	if has(r.Answer.Phrase) {
		return rules.Start(r.Answer), true
	}
	for _, reason := range r.Answer.Reasons() {
		if has(reason.Text) {
			return rules.HeaderLine(r.Answer, reason.Header), true
		}
	}
	for _, w := range r.Answer.Warnings() {
		if has(w.Text) {
			return rules.HeaderLine(r.Answer, w.Header), true
		}
	}
	return rules.Evidence{}, false
}
