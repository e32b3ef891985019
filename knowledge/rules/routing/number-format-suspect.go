package routing

import (
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// numberFormatSuspect finds a number in a form that the provider may not take: its
// words say so, the same number in another form got through, or the form is odd in
// itself and no call in that form works. Of a number that nobody has it only notes
// that longer ones got through.
func numberFormatSuspect(c *rules.Case) *rules.Hit {
	r := c.NewRequest("INVITE")
	if r == nil || r.Request == nil || r.Rang || inboundToPBX(c, r) || overlap(c, r) || c.TookOtherWay(r.Answer.Tx) {
		return nil
	}
	if match, ok := c.Meant(r.Answer, network.NumberFormat); ok && r.Answer.Code >= 400 && r.Answer.Code != 484 && r.Answer.Q850() != 28 {
		h := refusal(c, r)
		say(h, r, match)
		h.Evidence = append(h.Evidence, rules.Start(r.Request))
		return h
	}
	switch r.Answer.Code {
	case 404, 484, 403, 400:
	default:
		return nil
	}
	if r.Answer.Q850() == 1 {
		return shorter(c, r)
	}
	if !c.Bare(r) {
		return nil
	}
	user := r.Request.Target().User
	other, same := otherForm(c, r, user)
	shape := shapeOf(c, user)
	if same || other == nil && shape == "" {
		return nil
	}
	h := refusal(c, r)
	h.Evidence = append(h.Evidence, rules.Start(r.Request))
	if other != nil {
		h.Variant = "compared"
		h.Fields["other"] = other.Target().User
		h.Evidence = append(h.Evidence, rules.Start(other))
		return h
	}
	if r.Answer.Code == 403 {
		// A refusal has likelier reasons than the form of a number.
		return nil
	}
	h.Certainty, h.Variant = rules.Possible, shape
	return h
}

// shorter notes that a number that nobody has lacks digits of those that got through.
func shorter(c *rules.Case, r *rules.Refused) *rules.Hit {
	other := longer(c, r)
	if other == nil {
		return nil
	}
	h := refusal(c, r)
	h.Certainty, h.Variant = rules.Possible, "shorter"
	h.Evidence = append(h.Evidence, rules.Start(r.Request), rules.Start(other))
	compareLengths(h, r, other)
	return h
}

// Lengths of a dialled number that may lack its area code: more digits than a short
// code or an extension has, and so many fewer than the others as area codes have.
const (
	leastLocal = 6
	leastArea  = 2
)

// longer finds a call of the same sender through the same server that got through,
// where all that did have an area code's digits more than the number in hand.
func longer(c *rules.Case, r *rules.Refused) *parser.Message {
	if r.Request == nil {
		return nil
	}
	have := digitCount(r.Request)
	if have < leastLocal {
		return nil
	}
	var found *parser.Message
	for _, d := range c.Dialog.Around() {
		m := gotThrough(c, r, d)
		if m == nil {
			continue
		}
		switch n := digitCount(m); {
		case n == 0:
		case n < have+leastArea:
			return nil
		default:
			found = m
		}
	}
	return found
}

// digitCount is how many digits the number that a request calls has, 0 for a name and
// for a number that is whole by its prefix: + or 0, for a country or an area.
func digitCount(m *parser.Message) int {
	digits, ok := parser.Digits(m.Target().User)
	if !ok || digits[0] == '+' || digits[0] == '0' {
		return 0
	}
	return len(digits)
}

// compareLengths gives the words how long both numbers are.
func compareLengths(h *rules.Hit, r *rules.Refused, other *parser.Message) {
	h.Fields["other"] = rules.Shown(other.Target().User)
	h.Fields["digits"], h.Fields["more"] = strconv.Itoa(digitCount(r.Request)), strconv.Itoa(digitCount(other))
}

// otherForm finds a call of the same sender that got through: to the same number
// written otherwise, or to another number in the same form (same).
func otherForm(c *rules.Case, r *rules.Refused, user string) (other *parser.Message, same bool) {
	for _, d := range c.Dialog.Around() {
		m := gotThrough(c, r, d)
		if m == nil {
			continue
		}
		theirs := m.Target().User
		switch {
		case theirs == user:
			return nil, true
		case rules.IsNumber(user) && rules.IsNumber(theirs) && (c.Plan.Same(user, theirs) || endsAlike(user, theirs)):
			other = m
		case shapeOf(c, theirs) != "" && shapeOf(c, theirs) == shapeOf(c, user):
			same = true
		}
	}
	return other, same && other == nil
}

// Two numbers of which one is the end of the other are the same number, with and
// without an access digit or area code, if the shorter is long enough to be a
// subscriber's and the longer has but a few digits more.
const (
	subscriberDigits = 7
	frontDigits      = 5
)

func endsAlike(a, b string) bool {
	a, b = strings.TrimPrefix(a, "+"), strings.TrimPrefix(b, "+")
	if len(a) < len(b) {
		a, b = b, a
	}
	return len(b) >= subscriberDigits && len(a)-len(b) <= frontDigits && strings.HasSuffix(a, b)
}

// gotThrough is the INVITE of another call of the same sender through the same server
// that rang or was answered, nil where a dialog is none.
func gotThrough(c *rules.Case, r *rules.Refused, d *parser.Dialog) *parser.Message {
	if d == c.Dialog || d.Kind != parser.Call || d.Answer == nil && d.Ringing == nil || d.Invite() == nil {
		return nil
	}
	m := d.Invite().Request
	if m == nil || m.SourceHost() != r.Request.SourceHost() || m.Dst != r.Request.Dst || rules.OtherAccount(d, r) {
		return nil
	}
	return m
}

// writtenOtherwise tells a number that got through in another form: then it exists.
func writtenOtherwise(c *rules.Case, r *rules.Refused) bool {
	if r.Request == nil {
		return false
	}
	other, _ := otherForm(c, r, r.Request.Target().User)
	return other != nil
}

// shapeOf names what is odd about a dialled number, "" where nothing is. Names and
// short codes are no numbers, and not judged.
func shapeOf(c *rules.Case, user string) string {
	plain, _, _ := strings.Cut(user, ";")
	digits, ok := parser.Digits(plain)
	if !ok {
		return oddCharacters(plain)
	}
	bare := strings.TrimPrefix(digits, "+")
	code, out := c.Plan.CountryCode, c.Plan.International
	switch {
	case strings.ContainsAny(plain, " ()/"):
		return "separators"
	case digits[0] == '+' && strings.HasPrefix(bare, "0"):
		return "zero"
	case code != "" && digits[0] == '+' && strings.HasPrefix(bare, code+code) && len(bare) > 11+len(code)-1:
		return "doubled"
	case code == "1" && len(digits) == 7:
		return "seven"
	case code == "1" && (len(digits) == 11 || len(digits) == 12) && digits[0] == '9' && looksNational(bare[1:]):
		return "nine"
	case digits[0] != '+' && out != "00" && strings.HasPrefix(bare, "00") && len(bare) > 9:
		return "zeros"
	case digits[0] != '+' && out != "011" && out != "" && strings.HasPrefix(bare, "011") && len(bare) > 11:
		return "out"
	}
	return ""
}

// looksNational tells a North American number with or without its 1.
func looksNational(s string) bool {
	s = strings.TrimPrefix(s, "1")
	return len(s) == 10 && s[0] >= '2' && s[3] >= '2'
}

// oddCharacters tells a number with characters in it that dial plans leave behind.
func oddCharacters(user string) string {
	digits := 0
	for _, r := range user {
		if r >= '0' && r <= '9' {
			digits++
		}
	}
	switch {
	case digits < 7 || len(user) > 20:
		return ""
	case strings.ContainsAny(user, "#*"):
		return "keys"
	case strings.ContainsAny(user, " "):
		return "separators"
	}
	return ""
}
