package media

import (
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// sdpMalformed finds a description that lacks a line that every one must have, in a
// call that was refused. A description that works anyway, or of which a paste lost
// lines, is no fault.
func sdpMalformed(c *rules.Case) *rules.Hit {
	r := c.Refused()
	if r == nil || r.Answer.Method != "INVITE" || r.Request == nil || r.Request.SDP() == nil || !r.Request.Whole() {
		return nil
	}
	switch r.Answer.Code {
	case 400, 415, 488, 606:
	default:
		return nil
	}
	missing := missingLines(r.Request.SDP())
	if len(missing) == 0 {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Likely,
		Evidence:  []rules.Evidence{rules.Start(r.Request), rules.Start(r.Answer)},
		Fields: rules.Fields{
			"to": rules.Shown(c.Dialog.To), "code": strconv.Itoa(r.Answer.Code), "missing": strings.Join(missing, ", "),
			"invite": rules.Number(r.Request), "answer": rules.Number(r.Answer), "product": rules.Shown(r.Request.Product()),
		},
	}
	for _, w := range r.Answer.Warnings() {
		if strings.Contains(strings.ToLower(w.Text), "sdp") || strings.Contains(strings.ToLower(w.Text), "session description") {
			h.Certainty = rules.Certain
			h.Evidence = append(h.Evidence, rules.HeaderLine(r.Answer, w.Header))
			break
		}
	}
	return h
}

// missingLines names the lines that RFC 8866 5 demands and the description lacks.
func missingLines(s *parser.SDP) []string {
	var missing []string
	for _, kind := range []byte("vost") {
		if !hasLine(s, kind) {
			missing = append(missing, string(kind)+"=")
		}
	}
	for _, m := range s.Media {
		if m.Addr == "" && m.Port != 0 {
			missing = append(missing, "c=")
			break
		}
	}
	return missing
}

func hasLine(s *parser.SDP, kind byte) bool {
	for _, l := range s.Lines {
		if l.Type == kind {
			return true
		}
	}
	return false
}
