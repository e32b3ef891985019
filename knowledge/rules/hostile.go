package rules

import (
	"strings"
	"time"

	"github.com/sipwhy/sipwhy/parser"
)

// Hostile tells whether a dialog is a stranger's who tries to get in: what happens
// in it is no login problem of anybody.
func (c *Case) Hostile(d *parser.Dialog) bool {
	if d == nil || d != c.Dialog {
		return c.hostile(d)
	}
	if !c.judged {
		c.isHostile, c.judged = c.hostile(d), true
	}
	return c.isHostile
}

func (c *Case) hostile(d *parser.Dialog) bool {
	m := d.Request()
	if m == nil {
		return false
	}
	if _, ok := ScannerSign(m); ok {
		return true
	}
	s := c.Trace.Sender(m)
	return s != nil && s.Judge(triesToGetIn)
}

func triesToGetIn(s *parser.Sender) bool {
	return GuessesUsers(s) || GuessesPassword(s) || len(PrefixesTried(s)) > 0
}

// ScannerSign is the line by which a scanner gives itself away: the name that it
// ships with, or nmap's own users.
func ScannerSign(m *parser.Message) (Evidence, bool) {
	for _, name := range []string{"User-Agent", "From"} {
		value := m.Header(name)
		if value == "" {
			continue
		}
		p := parser.ProductOf(value)
		if p.Role == parser.RoleScanner && p.Family != "sipsak" {
			return Header(m, name), true
		}
	}
	if from := m.From().URI; strings.EqualFold(from.User, "nm") && strings.EqualFold(from.Host, "nm") {
		return Header(m, "From"), true
	}
	return Evidence{}, false
}

// The least that is called guessing, and the pace of it: a phone with a wrong
// password tries every half minute or so, a program several times a second.
const (
	fewGuesses  = 5
	manyGuesses = 20
	guessPace   = 8 * time.Second
	manyPace    = 4 * time.Second
)

// GuessesUsers tells a host that tried many accounts and got in with none. Phones
// behind one address differ in their Via, a switch that registers its trunks names
// itself, a proxy leaves its own line: none of these is one.
func GuessesUsers(s *parser.Sender) bool {
	if len(s.Users) < fewGuesses || s.Accepted > 0 || s.Refused < fewGuesses || !fast(s.Tries, guessPace, true) {
		return false
	}
	via := ""
	for _, m := range s.Tries {
		vias := m.Vias()
		if len(vias) != 1 || m.Has("Path") || m.Direction == "out" {
			return false
		}
		if via != "" && vias[0].Host != via {
			return false
		}
		via = vias[0].Host
		if m.Method == "INVITE" && len(m.Credentials()) == 0 && IsNumber(m.From().URI.User) {
			// A trunk that the server does not recognise brings many callers.
			return false
		}
		switch parser.ProductOf(m.Product()).Role {
		case parser.RolePBX, parser.RoleSBC, parser.RoleProxy, parser.RoleCarrier:
			return false
		case parser.RolePhone, parser.RoleSoftphone, parser.RoleATA:
			// So many phones may stand behind a box that hides them.
			if len(s.Users) < manyGuesses {
				return false
			}
		}
	}
	return true
}

// GuessesPassword tells a host that tried passwords for one account faster than a
// device with a wrong one does.
func GuessesPassword(s *parser.Sender) bool {
	if len(s.Users) >= fewGuesses || s.Guesses < fewGuesses || s.Accepted > 0 {
		return false
	}
	if s.Guesses >= manyGuesses {
		return fast(s.Logins, manyPace, false)
	}
	switch parser.ProductOf(s.Logins[0].Product()).Role {
	case "", parser.RoleScanner:
		return fast(s.Logins, guessPace, false) && s.Tries[0].Direction != "out"
	}
	return false
}

// OneSlowPhone tells a sender that tries one account again and again at the pace of a
// device with a wrong password.
func (c *Case) OneSlowPhone(m *parser.Message) bool {
	s := c.Trace.Sender(m)
	if s == nil || len(s.Users) != 1 || len(s.Logins) < fewGuesses {
		return false
	}
	gap, timed := parser.Pace(s.Logins)
	return timed && gap > guessPace
}

// fast tells messages that follow each other within pace on average; without times
// it is what untimed says.
func fast(messages []*parser.Message, pace time.Duration, untimed bool) bool {
	gap, timed := parser.Pace(messages)
	return timed && gap <= pace || !timed && untimed
}

// sameTail is how many last digits make two dialled numbers one number behind
// different prefixes.
const sameTail = 9

// fewPrefixes is the least number of spellings that is called a search.
const fewPrefixes = 3

// PrefixesTried lists the calls of a host that dial one number behind different
// prefixes, where it is no switch or phone that the trace knows to be let in; nil
// where there are fewer than three such tries.
func PrefixesTried(s *parser.Sender) []*parser.Message {
	if len(s.Tries) < fewPrefixes {
		return nil
	}
	byTail := map[string][]*parser.Message{}
	var tails []string
	for _, m := range s.Tries {
		digits, ok := parser.Digits(m.Target().User)
		if m.Method != "INVITE" || !ok || len(digits) <= sameTail || m.Direction == "out" {
			continue
		}
		tail := digits[len(digits)-sameTail:]
		if byTail[tail] == nil {
			tails = append(tails, tail)
		}
		byTail[tail] = append(byTail[tail], m)
	}
	for _, tail := range tails {
		all := byTail[tail]
		if len(all) >= fewPrefixes && spellings(all) >= fewPrefixes && oddPrefix(all) && !knownHere(s) && !misdials(all) {
			return all
		}
	}
	return nil
}

// manyPrefixes is how many spellings an account of the server may try before it is
// called a search: a person tries a few until one works.
const manyPrefixes = 6

// misdials tells the calls of an account that the server lets log in, where they are
// few enough for a person who does not know how to dial out.
func misdials(calls []*parser.Message) bool {
	if spellings(calls) >= manyPrefixes {
		return false
	}
	for _, m := range calls {
		if len(m.Credentials()) > 0 && m.Tx.Final != nil && !m.Tx.Final.IsChallenge() && m.Tx.Final.Code != 403 {
			return true
		}
	}
	return false
}

// oddPrefix tells whether any of the numbers is more than another spelling of the
// shortest: a dialling prefix that no number plan has in front of an international
// number.
func oddPrefix(messages []*parser.Message) bool {
	core := ""
	for _, m := range messages {
		digits := strings.TrimLeft(tidy(m), "0")
		if core == "" || len(digits) < len(core) {
			core = digits
		}
	}
	for _, m := range messages {
		switch prefix, ok := strings.CutSuffix(tidy(m), core); {
		case !ok:
			return true
		case prefix == "", prefix == "0", prefix == "00", prefix == "011":
		case len(core) <= 10 && len(strings.TrimLeft(prefix, "0")) <= 3:
			// A national number with its country code.
		default:
			return true
		}
	}
	return false
}

// tidy is the number that a call dials, without +.
func tidy(m *parser.Message) string {
	digits, _ := parser.Digits(m.Target().User)
	return strings.TrimPrefix(digits, "+")
}

func spellings(messages []*parser.Message) int {
	seen := map[string]bool{}
	for _, m := range messages {
		seen[m.Target().User] = true
	}
	return len(seen)
}

// knownHere tells a host whose registration was accepted, or which calls under a
// telephone number of its own as a trunk does.
func knownHere(s *parser.Sender) bool {
	for _, m := range s.Tries {
		switch parser.ProductOf(m.Product()).Role {
		case parser.RoleSBC, parser.RoleCarrier:
			return true
		}
		if m.Method == "REGISTER" && m.Tx.OK() {
			return true
		}
		if m.Method == "INVITE" && IsNumber(m.From().URI.User) && m.Tx.Final != nil && !m.Tx.Final.IsChallenge() {
			return true
		}
	}
	return false
}
