package session

import (
	"strconv"
	"strings"
	"time"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// retriesWithin is how soon a client that can do it tries again with a longer
// interval.
const retriesWithin = 2 * time.Second

// sessionIntervalTooSmall finds a 422 that the caller does not follow: no later try
// asks for the minimum.
func sessionIntervalTooSmall(c *rules.Case) *rules.Hit {
	d := c.Dialog
	var refused *parser.Transaction
	tries := 0
	for _, t := range d.Roots("INVITE") {
		switch {
		case t.Code() == 422:
			refused = t
			tries++
		case refused != nil && (t.Request != nil || t.CSeq > refused.CSeq):
			refused = nil
		}
	}
	if refused == nil {
		return nil
	}
	goesOn, timed := d.GoesOn(refused.Final)
	if tries < 2 && (timed && goesOn < retriesWithin || refused.Request == nil) {
		return nil
	}
	min := refused.Final.Header("Min-SE")
	h := &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{rules.Start(refused.Final), rules.Header(refused.Final, "Min-SE")},
		Fields: rules.Fields{
			"to": rules.Shown(d.To), "answer": rules.Number(refused.Final), "min": rules.Shown(minutes(min)), "asked": "a shorter one",
		},
	}
	if tries < 2 && !timed {
		h.Certainty = rules.Likely
		if !shownAfter(d, refused) {
			h.Certainty = rules.Possible
		}
	}
	if refused.Request != nil && refused.Request.SessionExpires() > 0 {
		h.Evidence = append([]rules.Evidence{rules.Header(refused.Request, "Session-Expires")}, h.Evidence...)
		h.Fields["asked"] = strconv.Itoa(int(refused.Request.SessionExpires()/time.Second)) + " s"
	}
	return h
}

// shownAfter tells whether an untimed trace holds anything after a refusal and its
// ACK: otherwise it may just end there.
func shownAfter(d *parser.Dialog, t *parser.Transaction) bool {
	last := t.Final
	for _, m := range d.Messages {
		if m.Method == "ACK" && m.CSeq == t.Final.CSeq && m.N > last.N {
			last = m
		}
	}
	return d.Later(last)
}

// minutes writes the value of Min-SE for a sentence.
func minutes(value string) string {
	value, _, _ = strings.Cut(value, ";")
	if value = strings.TrimSpace(value); value == "" {
		return ""
	}
	return value + " s"
}
