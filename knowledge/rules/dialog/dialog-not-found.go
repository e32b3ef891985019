package dialog

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// dialogNotFound finds a 481 to a request inside a call that was still up: the side
// that sends it has lost the call. Where either side had said BYE, the 481 is a
// harmless race; so is one to a CANCEL. Wrong tags are another diagnosis.
func dialogNotFound(c *rules.Case) *rules.Hit {
	d := c.Dialog
	known, complete := tags(d)
	for _, t := range d.Transactions {
		if t.Parent != nil || t.Code() != 481 || !belongs(t) || hungUp(d, t) || knownLater(d, t) {
			continue
		}
		h := &rules.Hit{
			Certainty: rules.Certain,
			Evidence:  []rules.Evidence{rules.Start(t.Final)},
			Fields: rules.Fields{
				"method": t.Method, "answer": rules.Number(t.Final), "to": rules.Shown(d.To),
				"side": answeringSide(d.SideOf(t.Final)), "host": rules.Shown(t.Final.SourceHost()),
			},
		}
		if t.Request != nil {
			if _, wrong := strayTag(t.Request, known); wrong && complete || t.Request.ToTag == "" {
				continue
			}
			h.Evidence = append([]rules.Evidence{rules.Start(t.Request)}, h.Evidence...)
		}
		if !complete || t.Request == nil {
			h.Certainty, h.Variant = rules.Possible, "fragment"
		}
		return h
	}
	return nil
}

// belongs tells a request that lives inside a call.
func belongs(t *parser.Transaction) bool {
	switch t.Method {
	case "INVITE", "UPDATE", "BYE", "INFO", "REFER", "NOTIFY":
		return t.InDialog || t.Request == nil && t.Method != "INVITE"
	}
	return false
}

// hungUp tells whether another BYE of the call was sent before the 481, or is this
// very one's rival. Of a BYE the answer alone may be in the trace.
func hungUp(d *parser.Dialog, t *parser.Transaction) bool {
	for _, other := range d.Transactions {
		if other.Method == "BYE" && other != t && other.Parent == nil && (t.Method == "BYE" || before(d, other.First(), t.Final)) {
			return true
		}
	}
	return false
}

// knownLater tells whether the side that answered 481 took a later request of the same
// call: then it has not lost it. A 200 to the BYE proves that only where the 481 may be
// about something else than the call, such as a subscription in it: some devices take
// any BYE.
func knownLater(d *parser.Dialog, t *parser.Transaction) bool {
	change := t.Method == "INVITE" || t.Method == "UPDATE"
	for _, other := range d.Transactions {
		if other.Method == "BYE" && change {
			continue
		}
		if other != t && other.Parent == nil && other.InDialog && other.OK() && other.Side == t.Side && other.Request != nil && before(d, t.Final, other.Request) {
			return true
		}
	}
	return false
}

// answeringSide names the side that answered, as the other one where the trace does
// not show which it is.
func answeringSide(s parser.Side) string {
	if s == parser.NoSide {
		return "other side"
	}
	return sideName(s)
}
