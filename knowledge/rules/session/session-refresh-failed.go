package session

import (
	"strconv"
	"time"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// dropsWithin is how soon after a failed refresh its sender ends the call: at once,
// or when its own retransmissions have run out.
const dropsWithin = 45 * time.Second

// sessionRefreshFailed finds a refresh of the session that was refused or not
// answered, and the call dropped after it.
func sessionRefreshFailed(c *rules.Case) *rules.Hit {
	d := c.Dialog
	t := failedRefresh(d)
	if t == nil || d.Bye == nil {
		return nil
	}
	gap, timed := parser.Between(t.Request, d.Bye)
	if timed && gap > dropsWithin {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{rules.Start(t.Request), rules.Header(d.Answer, "Session-Expires"), rules.Start(d.Bye)},
		Fields: rules.Fields{
			"to": rules.Shown(d.To), "method": t.Method, "refresh": rules.Number(t.Request), "bye": rules.Number(d.Bye),
			"side": sideName(t.Side), "other": sideName(t.Side.Other()), "sent": strconv.Itoa(t.Sendings()),
		},
		Excludes: []string{"hangup-by-caller", "hangup-by-callee"},
	}
	if t.Final == nil {
		h.Variant = "silent"
		return h
	}
	h.Fields["code"], h.Fields["answer"] = strconv.Itoa(t.Code()), rules.Number(t.Final)
	h.Evidence = append(h.Evidence[:1], rules.Start(t.Final), h.Evidence[1], h.Evidence[2])
	return h
}

// failedRefresh is the last refresh of a call with a session timer that failed and
// was not made good: one that changes nothing of the media, about half way through
// the interval or later.
func failedRefresh(d *parser.Dialog) *parser.Transaction {
	if d.Answer == nil || d.Answer.SessionExpires() == 0 {
		return nil
	}
	var failed *parser.Transaction
	ignored := d.Ignored("")
	for _, t := range changes(d) {
		switch {
		case t.OK():
			failed = nil
		case !refreshes(d, t):
		case t.Final == nil && contains(ignored, t), t.Code() >= 400 && !t.Final.IsChallenge() && t.Code() != 422 && t.Code() != 491:
			failed = t
		}
	}
	return failed
}

// refreshes tells a change that only keeps the session up: it carries the interval,
// and no SDP or the one that its side sent before.
func refreshes(d *parser.Dialog, t *parser.Transaction) bool {
	if !t.Request.Has("Session-Expires") {
		return false
	}
	body := t.Request.Body
	if body == "" {
		return true
	}
	for _, m := range d.Messages {
		if m == t.Request {
			return false
		}
		if m.Body == body && d.SideOf(m) == t.Side {
			return true
		}
	}
	return false
}

func contains(list []*parser.Transaction, t *parser.Transaction) bool {
	for _, have := range list {
		if have == t {
			return true
		}
	}
	return false
}
