package parser

import (
	"fmt"
	"slices"
	"strings"
)

// Login is one set of credentials in a request, with the challenge that it
// answers and what came of it (RFC 3261 22, RFC 7616).
type Login struct {
	Request     *Message
	Credentials Credentials
	// Offered is the newest challenge before the request that it can be meant
	// for: same kind of header and realm, else same kind, else the newest. OfferedBy
	// carries it. Both are nil where the trace shows no challenge before it.
	Offered   *Challenge
	OfferedBy *Message
	// Seen is the newest earlier challenge whose nonce the credentials carry, SeenBy
	// its message; nil where the trace shows none (the nonce was cached from before).
	Seen   *Challenge
	SeenBy *Message
	// Final is the answer to the request, nil without one. Again is the challenge
	// in it that asks these credentials' realm once more; Elsewhere is true where
	// it is a challenge of another realm or hop, which says nothing of these.
	Final     *Message
	Again     *Challenge
	Elsewhere bool
	// AcceptedLater tells that a later login of the dialog got in.
	AcceptedLater bool
}

// Accepted tells whether the request got past the login: a provisional answer
// beyond 100, a challenge of another hop, or a final answer that only comes behind
// it: a 2xx, a redirect, or what the called side says.
func (l *Login) Accepted() bool {
	if l.Request.Tx.Provisional() != nil || l.Elsewhere {
		return true
	}
	if l.Final == nil {
		return false
	}
	switch l.Final.Code {
	case 480, 486, 487, 488, 600, 606:
		return l.Request.Method == "INVITE"
	}
	return l.Final.Code/100 == 2 || l.Final.Code/100 == 3
}

// Current tells whether the credentials carry a nonce of the newest challenge.
func (l *Login) Current() bool {
	return l.Offered != nil && (l.Offered.Nonce == l.Credentials.Nonce || l.SeenBy == l.OfferedBy)
}

// Logins lists the credentials of the dialog's requests in order,
// retransmissions left out.
func (d *Dialog) Logins() []*Login { return d.logins }

func (d *Dialog) findLogins() {
	if !slices.ContainsFunc(d.Messages, func(m *Message) bool { return len(m.logins) > 0 }) {
		return
	}
	var challenged []*Message
	for _, m := range d.Messages {
		if m.Tx == nil || !m.First() {
			continue
		}
		if m.IsChallenge() {
			challenged = append(challenged, m)
		}
		if !m.IsRequest() || m.Method == "ACK" || m.Method == "CANCEL" || m.Tx.Parent != nil {
			continue
		}
		for _, c := range m.logins {
			l := &Login{Request: m, Credentials: c, Final: m.Tx.Final}
			l.findChallenge(challenged)
			l.complete()
			if c.announces() && (l.Offered == nil || d.hasReadChallenge()) {
				continue
			}
			l.findOutcome()
			d.logins = append(d.logins, l)
		}
	}
	later := false
	for _, l := range slices.Backward(d.logins) {
		l.AcceptedLater = later || d.acceptedUnseen(l.Request.Tx)
		later = later || l.Accepted()
	}
}

// complete gives credentials that the log cut off in their line what they answer to:
// what is not there is no mistake of the client's.
func (l *Login) complete() {
	c, o := &l.Credentials, l.Offered
	if !c.Cut || o == nil {
		return
	}
	fill := func(value *string, whole string) {
		if strings.HasPrefix(whole, *value) {
			*value = whole
		}
	}
	fill(&c.Realm, o.Realm)
	fill(&c.Nonce, o.Nonce)
	if _, uri, ok := strings.Cut(l.Request.StartLine, " "); ok {
		uri, _, _ = strings.Cut(uri, " ")
		fill(&c.URI, uri)
	}
	c.Algorithm, c.HasResponse, c.HasCnonce = o.Algorithm, true, true
	if len(o.QOP) > 0 {
		c.QOP, c.NC = o.QOP[0], fmt.Sprintf("%08x", l.Request.N)
	}
}

// acceptedUnseen tells whether the same kind of request of that end was accepted later,
// where the trace has the answer alone: its login got in.
func (d *Dialog) acceptedUnseen(t *Transaction) bool {
	for _, other := range d.Transactions {
		if other.Request == nil && other.OK() && other.Method == t.Method && other.CSeq > t.CSeq && other.Side == t.Side && other.Parent == nil {
			return true
		}
	}
	return false
}

// hasReadChallenge tells a client that answered a challenge before: what it announces
// later on, before it is asked anew, is no challenge that it could not read.
func (d *Dialog) hasReadChallenge() bool {
	return slices.ContainsFunc(d.logins, func(l *Login) bool { return l.Seen != nil })
}

// asksAnew tells a challenge that all credentials of its request say nothing to: it
// comes from another hop than those that they got past.
func (d *Dialog) asksAnew(t *Transaction) bool {
	found := false
	for _, l := range d.logins {
		if l.Request != t.Request {
			continue
		}
		if !l.Elsewhere {
			return false
		}
		found = true
	}
	return found
}

// Unmet tells a transaction whose challenge its own request does not answer: it has
// no credentials, or only those for another hop.
func (t *Transaction) Unmet() bool {
	if t.Final == nil || !t.Final.IsChallenge() || t.Request == nil {
		return false
	}
	return !triedToLogIn(t) || t.Request.Dialog.asksAnew(t)
}

// findChallenge looks backwards for the challenge that the credentials answer.
func (l *Login) findChallenge(challenged []*Message) {
	best := 0
	for _, from := range slices.Backward(recent(challenged)) {
		if from.Tx.Side != l.Request.Tx.Side {
			continue
		}
		for _, c := range from.Challenges() {
			if c.Nonce != "" && c.Nonce == l.Credentials.Nonce && l.Seen == nil {
				seen := c
				l.Seen, l.SeenBy = &seen, from
			}
			fit := 1
			if c.Proxy == l.Credentials.Proxy {
				fit = 2
				if c.Realm == l.Credentials.Realm {
					fit = 3
					if SameAlgorithm(c.Algorithm, l.Credentials.Algorithm) {
						fit = 4
					}
				}
			}
			// Of one message the best fit counts; an older message only wins over a
			// newer one by the kind of header and the realm.
			if fit > best && (l.OfferedBy == from || l.Offered == nil || best < 3 && fit >= 3) {
				offered := c
				best, l.Offered, l.OfferedBy = fit, &offered, from
			}
		}
	}
}

// SameAlgorithm compares digest algorithms; an absent one means MD5 (RFC 7616
// 3.3).
func SameAlgorithm(a, b string) bool {
	if a == "" {
		a = "MD5"
	}
	if b == "" {
		b = "MD5"
	}
	return strings.EqualFold(a, b)
}

// findOutcome tells a challenge that asks for the same login again from one of
// another realm or hop.
func (l *Login) findOutcome() {
	if l.Final == nil || !l.Final.IsChallenge() {
		return
	}
	challenges := l.Final.Challenges()
	for i, c := range challenges {
		if c.Proxy == l.Credentials.Proxy && c.Realm == l.Credentials.Realm {
			l.Again = &challenges[i]
			return
		}
	}
	answersOffer := l.Offered != nil && l.Offered.Proxy == l.Credentials.Proxy && l.Offered.Realm == l.Credentials.Realm
	for i, c := range challenges {
		sameHop := l.Offered != nil && c.Proxy == l.Offered.Proxy && c.Realm == l.Offered.Realm
		if sameHop && !answersOffer {
			l.Again = &challenges[i]
			return
		}
	}
	l.Elsewhere = answersOffer && len(challenges) > 0
	if !l.Elsewhere && len(challenges) > 0 {
		l.Again = &challenges[0]
	}
}
