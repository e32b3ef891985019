package auth

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// flaw is what is wrong in the form of a login. Each has a diagnosis of its own; of
// several the first counts, because it makes the others meaningless.
type flaw uint8

const (
	// untold: the trace shows no challenge to compare with, or it is no digest.
	untold flaw = iota
	noFlaw
	// sameNumber: the retry carries the CSeq number of the challenged request.
	sameNumber
	// unread: nonce or realm is empty although the challenge has them.
	unread
	otherHeader
	otherRealm
	otherAlgorithm
	// otherServer: the challenge came from another host than the login went to.
	otherServer
	oldNonce
	incomplete
	oddName
	otherURI
)

// flawOf compares a login with the challenge that it answers (RFC 3261 22, RFC
// 7616 3.4).
func flawOf(l *parser.Login) flaw {
	k, offered := l.Credentials, l.Offered
	switch {
	case offered == nil || !strings.EqualFold(k.Scheme, "Digest") || !strings.EqualFold(offered.Scheme, "Digest"):
		return untold
	case isAKA(offered.Algorithm) || isAKA(k.Algorithm):
		return untold
	case reusesNumber(l):
		return sameNumber
	case k.Nonce == "" && offered.Nonce != "", k.Realm == "" && offered.Realm != "":
		return unread
	case k.Proxy != offered.Proxy:
		return otherHeader
	case k.Realm != offered.Realm:
		return otherRealm
	case !offersAlgorithm(l):
		return otherAlgorithm
	case wentElsewhere(l):
		return otherServer
	case !l.Current():
		return oldNonce
	case qopIncomplete(l):
		return incomplete
	case malformedName(k.Username) && !announced(l):
		return oddName
	case !sameTarget(k.URI, l.Request) && !acceptsURI(l.Request.Dialog, k):
		return otherURI
	}
	return noFlaw
}

// isAKA tells the logins of SIM cards (RFC 3310), which know no password.
func isAKA(algorithm string) bool { return strings.HasPrefix(strings.ToUpper(algorithm), "AKA") }

// refusedFor lists the refused logins with this flaw, where it is that of the last
// one: a flaw that a client got over was a detour. A login whose password is known
// to be wrong has a stronger cause.
func refusedFor(d *parser.Dialog, want flaw) []*parser.Login {
	last := lastRefused(d)
	if last == nil || flawOf(last) != want {
		return nil
	}
	var all []*parser.Login
	for _, l := range d.Logins() {
		if refused(l) && l.Credentials.Verified != parser.Wrong && flawOf(l) == want {
			all = append(all, l)
		}
	}
	return all
}

// blamedFor is refusedFor where the last answer asks for a login again, or gives no
// reason of its own: words that name money, an address or a number are believed, not
// the form of the login.
func blamedFor(c *rules.Case, want flaw) []*parser.Login {
	all := refusedFor(c.Dialog, want)
	if len(all) == 0 {
		return nil
	}
	answer := all[len(all)-1].Final
	if _, login := c.Meant(answer, network.WrongPassword); !answer.IsChallenge() && c.Worded(answer) && !login {
		return nil
	}
	return all
}

// lastRefused is the last login of a dialog that was refused, nil where a later one
// got in.
func lastRefused(d *parser.Dialog) *parser.Login {
	logins := d.Logins()
	for i := len(logins) - 1; i >= 0; i-- {
		if !refused(logins[i]) {
			continue
		}
		if logins[i].AcceptedLater {
			return nil
		}
		return logins[i]
	}
	return nil
}

// refused tells a login that was asked for again, or turned down as such.
func refused(l *parser.Login) bool {
	if l.Final == nil || l.Accepted() {
		return false
	}
	return l.Again != nil || l.Final.Code == 400 || l.Final.Code == 403
}

// usedBefore tells a nonce that an earlier login got in with, or that has been
// counted on: its refusal is the normal end of a nonce, also where the server does
// not say stale.
func usedBefore(d *parser.Dialog, l *parser.Login) bool {
	n, err := strconv.ParseUint(l.Credentials.NC, 16, 32)
	counted := err == nil && n > 1
	for _, earlier := range d.Logins() {
		if earlier == l {
			break
		}
		if earlier.Credentials.Nonce != l.Credentials.Nonce {
			continue
		}
		if earlier.Accepted() && !earlier.Elsewhere || earlier.Final == nil {
			return true // or may have been: the trace lacks its answer
		}
		counted = false // on after a refusal
	}
	return counted || gotInUnseen(d, l)
}

// gotInUnseen tells whether the trace has the 2xx to a request before this login, but
// not that request: its login may have been the same.
func gotInUnseen(d *parser.Dialog, l *parser.Login) bool {
	for _, t := range d.Transactions {
		if t.Request == nil && t.OK() && t.Parent == nil && t.CSeq < l.Request.CSeq && t.End() == l.Request.Tx.End() && (t.Method == "REGISTER" || t.Method == "INVITE") {
			return true
		}
	}
	return false
}

// offersAlgorithm tells whether any challenge line for this realm offers the
// algorithm of the login (RFC 8760 2.4).
func offersAlgorithm(l *parser.Login) bool {
	for _, c := range l.OfferedBy.Challenges() {
		if c.Realm == l.Credentials.Realm && parser.SameAlgorithm(c.Algorithm, l.Credentials.Algorithm) {
			return true
		}
	}
	return false
}

// wentElsewhere tells a login sent to another host than the one that asked for it.
func wentElsewhere(l *parser.Login) bool {
	asked, went := l.OfferedBy.SourceHost(), l.Request.TargetHost()
	return asked != "" && went != "" && asked != went
}

// qopIncomplete tells a login that names a quality of protection without what it
// needs, names one that was not offered, or leaves it out where the digest is known
// to be right (RFC 7616 3.4).
func qopIncomplete(l *parser.Login) bool {
	k, offered := l.Credentials, l.Offered.QOP
	switch {
	case len(offered) == 0:
		return false
	case k.QOP == "":
		return k.Verified == parser.Right
	case !k.HasCnonce || !isNonceCount(k.NC):
		return true
	}
	for _, q := range offered {
		if strings.EqualFold(q, k.QOP) {
			return false
		}
	}
	return true
}

func isNonceCount(nc string) bool {
	_, err := strconv.ParseUint(nc, 16, 32)
	return len(nc) == 8 && err == nil
}

func malformedName(username string) bool {
	low := strings.ToLower(username)
	return username == "" || strings.Contains(username, "@") || strings.HasPrefix(low, "sip:") || strings.HasPrefix(low, "sips:")
}

// announced tells a client that names its account before it is asked: a telephone of
// an IMS, whose private identity is user@realm by rule (3GPP TS 23.003 13.3).
func announced(l *parser.Login) bool {
	for _, m := range l.Request.Dialog.Messages {
		for _, k := range m.Credentials() {
			if k.Nonce == "" && k.Username != "" && k.Username == l.Credentials.Username {
				return true
			}
		}
	}
	return false
}

// sameTarget compares the digest uri with the Request-URI by user and host: port
// and parameters may be left out, and a proxy on the way may have put another
// Request-URI in place.
func sameTarget(uri string, m *parser.Message) bool {
	digest, target := parser.ParseURI(uri), m.Target()
	return digest.User == target.User && strings.EqualFold(digest.Host, target.Host) || len(m.Vias()) > 1
}

// acceptsURI tells a server that does not look at the digest uri: credentials with
// this one got in.
func acceptsURI(d *parser.Dialog, k parser.Credentials) bool {
	return d != nil && slices.ContainsFunc(d.Logins(), func(l *parser.Login) bool {
		return l.Accepted() && l.Credentials.Realm == k.Realm && l.Credentials.URI == k.URI && !sameTarget(k.URI, l.Request)
	})
}

// callsStale tells whether the challenge that answers a login says that its nonce is
// too old, which objects to nothing else: by stale=true or, as some servers leave
// that out, in the words of the answer.
func callsStale(l *parser.Login) bool {
	if l.Again == nil || l.Again.Stale {
		return l.Again != nil
	}
	phrase := strings.ToLower(l.Final.Phrase)
	if !strings.Contains(phrase, "nonce") {
		return false
	}
	for _, word := range [...]string{"stale", "changed", "expired", "too old", "timed out"} {
		if strings.Contains(phrase, word) {
			return true
		}
	}
	return false
}

// loginFields are the placeholders that the words of a login's flaw share.
func loginFields(l *parser.Login) rules.Fields {
	f := rules.Fields{
		"account": rules.Shown(l.Credentials.Username), "method": l.Request.Method, "login": rules.Number(l.Request),
		"realm": rules.Shown(l.Credentials.Realm), "client": clientOf(l.Request),
	}
	if l.Final != nil {
		f["code"], f["answer"] = strconv.Itoa(l.Final.Code), rules.Number(l.Final)
	}
	if l.OfferedBy != nil {
		f["challenge"], f["challenge_code"] = rules.Number(l.OfferedBy), strconv.Itoa(l.OfferedBy.Code)
		f["offered_realm"] = rules.Shown(l.Offered.Realm)
	}
	return f
}

// clientOf names the product that sent a request.
func clientOf(m *parser.Message) string {
	if product := m.Header("User-Agent"); product != "" {
		return product
	}
	return "the client"
}

// offer is the challenge line that a login answers, as evidence.
func offer(l *parser.Login) rules.Evidence { return rules.HeaderLine(l.OfferedBy, l.Offered.Header) }

// flawed is the finding that most flaws share: the challenge, the login and the
// refusal, of the last try.
func flawed(refused []*parser.Login, certainty rules.Certainty) *rules.Hit {
	if len(refused) == 0 {
		return nil
	}
	l := refused[len(refused)-1]
	h := &rules.Hit{
		Certainty: certainty,
		Evidence:  []rules.Evidence{offer(l), rules.HeaderLine(l.Request, l.Credentials.Header)},
		Fields:    loginFields(l),
	}
	if l.Final != nil {
		h.Evidence = append(h.Evidence, rules.Start(l.Final))
	}
	if l.Credentials.Verified == parser.Right {
		h.Excludes = append(h.Excludes, "auth-wrong-password")
	}
	return h
}

func tries(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return strconv.Itoa(n) + " times"
}
