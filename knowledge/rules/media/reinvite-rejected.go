package media

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// reinviteRejected finds a change inside the call that was refused, so that the call
// goes on unchanged. Challenges, crossing offers, session timers, a call that is gone
// and fax have diagnoses of their own.
func reinviteRejected(c *rules.Case) *rules.Hit {
	d := c.Dialog
	for _, t := range changes(d) {
		if !refusedChange(t) || fax(t.Request) || followed(d, t) {
			continue
		}
		h := &rules.Hit{
			Certainty: rules.Certain,
			Evidence:  []rules.Evidence{rules.Start(t.Request), rules.Start(t.Final)},
			Fields: rules.Fields{
				"to": rules.Shown(d.To), "method": t.Method, "code": strconv.Itoa(t.Code()), "phrase": rules.Shown(t.Final.Phrase),
				"request": rules.Number(t.Request), "answer": rules.Number(t.Final),
				"side": sideName(t.Side), "other": sideName(t.Side.Other()),
			},
		}
		if t.Side == parser.NoSide {
			h.Fields["side"] = "sender" // a part of a call does not tell which that is
		}
		if audio := t.Request.SDP().Audio(); audio != nil {
			h.Evidence = append(h.Evidence[:1], line(t.Request, audio), rules.Start(t.Final))
		}
		return h
	}
	return nil
}

func refusedChange(t *parser.Transaction) bool {
	switch code := t.Code(); {
	case code < 400, t.Final.IsChallenge(), code == 422, code == 491, code == 481, code == 408, code == 487:
		return false
	case t.Method == "UPDATE":
		return code != 405 && code != 501 && code != 500 && code != 504
	}
	return true
}
