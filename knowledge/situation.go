package knowledge

import (
	"slices"

	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// succeeded tells whether the purpose of the dialog was met.
func succeeded(d *parser.Dialog) bool {
	return d.Outcome == parser.Answered || d.Outcome == parser.Registered || d.Outcome == parser.Removed
}

// situation names the sentence for a dialog without a fault.
func situation(d *parser.Dialog) (key string, state rules.State) {
	switch d.Outcome {
	case parser.Answered:
		key := answered(d)
		if key == "answered-repeated" || key == "accepted-untold" {
			return key, rules.Unclear
		}
		return key, rules.Healthy
	case parser.Cancelled:
		if d.EndedBy == parser.NoSide {
			return "cancelled-open", rules.Healthy
		}
		return "cancelled", rules.Healthy
	case parser.Challenged:
		if d.Kind == parser.Ping {
			return "ping-refused", rules.Healthy
		}
		if loginSent(d) {
			return "login-sent", rules.Unclear
		}
		if askedOften(d) {
			return "challenged-again", rules.Unclear
		}
		if loginElsewhere(d) {
			return "login-elsewhere", rules.Healthy
		}
		return "challenged", rules.Unclear
	case parser.Redirected:
		return "redirected", rules.Unclear
	case parser.Registered:
		return "registered", rules.Healthy
	case parser.Removed:
		if keepsContacts(d) {
			return "removed-one", rules.Healthy
		}
		return "removed", rules.Healthy
	case parser.NoResponse:
		if detour(d) {
			return "detour-silent", rules.Healthy
		}
		return "no-response", rules.Unclear
	case parser.Ongoing:
		switch {
		case d.Ringing != nil:
			return "ringing", rules.Unclear
		case len(d.Invite().Responses) > 0:
			return "trying", rules.Unclear
		case d.Bye == nil && loginPending(d):
			return "login-pending", rules.Unclear
		case d.Bye != nil || confirmed(d):
			return "one-sided", rules.Unclear
		}
		return "sent", rules.Unclear
	case parser.Rejected:
		if d.Kind == parser.Ping {
			return "ping-refused", rules.Healthy
		}
		switch {
		case detour(d):
			return "detour", rules.Healthy
		case subscriptionOver(d):
			return "subscription-over", rules.Healthy
		case rules.SubscribedAnew(d.Decisive):
			return "subscribed-anew", rules.Healthy
		case d.Code == 423:
			return "interval", rules.Unclear
		case d.Code == 422:
			return "session-interval", rules.Unclear
		case d.Code == 491:
			return "glare", rules.Unclear
		case askedAgain(d):
			return "asked-again", rules.Unclear
		case calledStale(d):
			return "stale", rules.Unclear
		case triedAgain(d):
			return "tried-again", rules.Unclear
		}
		switch {
		case d.Kind == parser.Registration && d.Decisive.Request == nil:
			return "refused-registration", rules.Failed
		case d.Decisive.Final.Src == "":
			return "refused-untold", rules.Failed
		}
		return "refused", rules.Failed
	}
	return ofPart(d), rules.Unclear
}

// headless tells an answer whose request the trace lacks, or has as an arrow of a call
// flow alone.
func headless(t *parser.Transaction) bool { return t.Request == nil || len(t.Request.Headers) == 0 }

// askedOften tells a login that was asked for again and again, where nothing shows
// whether credentials were sent.
func askedOften(d *parser.Dialog) bool {
	asked := 0
	for _, t := range d.Transactions {
		if t.Final != nil && t.Final.IsChallenge() && t.Parent == nil && headless(t) {
			asked++
		}
	}
	return asked > 1
}

// loginSent tells a login that was sent after its challenge and whose answer the trace
// lacks.
func loginSent(d *parser.Dialog) bool {
	for _, l := range d.Logins() {
		if t := l.Request.Tx; t != nil && t.Final == nil && t.Method == d.Decisive.Method {
			return true
		}
	}
	return false
}

// loginElsewhere tells a challenge that the client met in a dialog of its own: some
// begin anew, with another Call-ID, to log in.
func loginElsewhere(d *parser.Dialog) bool {
	for _, other := range d.OfSameUser() {
		if other == d || other.Kind != d.Kind {
			continue
		}
		for _, l := range other.Logins() {
			for _, c := range d.Decisive.Final.Challenges() {
				if c.Nonce != "" && l.Credentials.Nonce == c.Nonce && l.Accepted() {
					return true
				}
			}
		}
	}
	return false
}

// subscriptionOver tells the refusal of a NOTIFY that ends its subscription: its
// receiver had forgotten that already (RFC 6665 4.1.3).
func subscriptionOver(d *parser.Dialog) bool {
	t := d.Decisive
	return t.Method == "NOTIFY" && t.Code() == 481 && t.Request != nil &&
		strings.HasPrefix(strings.ToLower(t.Request.Header("Subscription-State")), "terminated")
}

// triedAgain tells a refusal after which the request was sent anew, where the trace
// ends before the answer to that.
func triedAgain(d *parser.Dialog) bool {
	for _, t := range d.Roots(d.Decisive.Method) {
		if t.Request != nil && t.Final == nil && t.CSeq > d.Decisive.CSeq && t.Side == d.Decisive.Side {
			return true
		}
	}
	return false
}

// ofPart names the sentence for a part of a call that leaves its outcome open.
func ofPart(d *parser.Dialog) string {
	switch {
	case d.Kind == parser.Ping && d.Request() != nil:
		return "ping-open"
	case d.Kind == parser.Registration && unheard(d):
		return "sent-register"
	case d.Request() != nil && len(d.Transactions) == 1 && unheard(d) && d.Bye == nil && d.Transactions[0].Method != "ACK" && d.Transactions[0].Method != "CANCEL":
		return "sent-other"
	case d.Kind != parser.Call:
	case d.Ringing != nil:
		return "ringing"
	case d.Decisive != nil && d.Decisive.Method == "CANCEL" && (d.Decisive.Code() == 481 || d.Decisive.Code() == 487):
		return "cancel-late"
	case d.Bye != nil && d.Decisive == nil:
		return "bye-alone"
	case d.Bye != nil && d.Bye.Tx != nil && d.Bye.Tx.OK():
		return "bye-confirmed"
	case d.Bye != nil && d.Bye.Tx != nil && d.Bye.Tx.Final != nil && d.Bye.Tx.Final.IsChallenge():
		return "bye-challenged"
	case len(d.Transactions) == 1 && d.Transactions[0].Method == "ACK":
		return "ack-alone"
	}
	return "fragment"
}

// unheard tells a part of a trace in which nothing answers.
func unheard(d *parser.Dialog) bool {
	return d.Request() != nil && !slices.ContainsFunc(d.Messages, (*parser.Message).IsResponse)
}

// loginPending tells a call whose challenge was answered with a login where the trace
// ends.
func loginPending(d *parser.Dialog) bool {
	challenged := false
	for _, m := range d.Messages {
		challenged = challenged || m.IsChallenge()
		if challenged && m.IsRequest() && m.Method != "ACK" && len(m.Credentials()) > 0 && m.Tx != nil && len(m.Tx.Responses) == 0 {
			return true
		}
	}
	return false
}

// confirmed tells an ACK in a call of which the trace has no answer.
func confirmed(d *parser.Dialog) bool {
	for _, t := range d.Transactions {
		if t.Method == "ACK" || len(t.ACKs) > 0 {
			return true
		}
	}
	return false
}

// detour tells a registration that failed here and succeeded at the next registrar,
// or at the next try.
func detour(d *parser.Dialog) bool {
	return d.Kind == parser.Registration && d.Last().RegisteredLater() != nil
}

// askedAgain tells a login that was asked for again where the trace lacks the
// challenge that it answers: a nonce that ran out looks like a wrong password.
func askedAgain(d *parser.Dialog) bool {
	for _, l := range d.Logins() {
		if l.Request == d.Decisive.Request && l.Again != nil {
			return l.Offered == nil && !l.Again.Stale
		}
	}
	return false
}

// calledStale tells a login that the server wants with a fresh nonce, where the
// trace ends.
func calledStale(d *parser.Dialog) bool {
	for _, l := range d.Logins() {
		if l.Request == d.Decisive.Request && l.Again != nil {
			return l.Again.Stale
		}
	}
	return false
}

// keepsContacts tells whether an account is still registered after one of its
// contacts was taken off.
func keepsContacts(d *parser.Dialog) bool {
	for _, b := range d.Decisive.Final.Bindings() {
		if b.Seconds > 0 {
			return true
		}
	}
	return false
}

func answered(d *parser.Dialog) string {
	switch {
	case d.Kind == parser.Ping:
		return "pinged"
	case d.Kind == parser.PageMessage:
		return "delivered"
	case d.Kind == parser.Subscription:
		return "subscribed"
	case d.Decisive != nil && d.Decisive.Method == "":
		return "accepted-untold"
	case d.Kind != parser.Call || d.Answer == nil:
		return "accepted"
	case d.Bye == nil && len(d.Unconfirmed()) > 0:
		return "answered-repeated"
	case d.Bye == nil:
		return "answered-open"
	case d.Duration == 0:
		return "answered-untimed"
	}
	return "answered"
}
