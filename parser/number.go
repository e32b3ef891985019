package parser

import "strings"

// NumberPlan is what telling two spellings of a number apart needs to know of a
// country. The zero plan knows nothing and compares by length.
type NumberPlan struct {
	// CountryCode is without +, TrunkPrefix what precedes a national number,
	// International what precedes a country code.
	CountryCode, TrunkPrefix, International string
}

// Digits is a user part reduced to its digits, with a leading + kept, and
// whether it is a telephone number at all: digits and visual separators of RFC
// 3966 only, parameters such as ;phone-context aside.
func Digits(user string) (digits string, ok bool) {
	user, _, _ = strings.Cut(user, ";")
	if bareDigits(user) {
		return user, true
	}
	var b strings.Builder
	for i := 0; i < len(user); i++ {
		switch c := user[i]; {
		case c >= '0' && c <= '9', c == '+' && b.Len() == 0:
			b.WriteByte(c)
		case strings.IndexByte("-. ()/", c) >= 0:
		default:
			return "", false
		}
	}
	digits = b.String()
	return digits, strings.Trim(digits, "+") != ""
}

// bareDigits tells a number that has nothing to take off: most have not.
func bareDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if (s[i] < '0' || s[i] > '9') && (s[i] != '+' || i > 0) {
			return false
		}
	}
	return strings.Trim(s, "+") != ""
}

// E164 is the number without + and prefixes: country code and national number
// where the plan or the spelling itself tells them, else the digits as dialled.
func (p NumberPlan) E164(user string) string {
	digits, ok := Digits(user)
	if !ok {
		return user
	}
	switch {
	case digits[0] == '+':
		return digits[1:]
	case p.International != "" && strings.HasPrefix(digits, p.International):
		return digits[len(p.International):]
	case strings.HasPrefix(digits, "011") && len(digits) > 12:
		return digits[3:]
	case strings.HasPrefix(digits, "00") && len(digits) > 9:
		return digits[2:]
	case p.TrunkPrefix != "" && p.CountryCode != "" && strings.HasPrefix(digits, p.TrunkPrefix):
		return p.CountryCode + digits[len(p.TrunkPrefix):]
	case len(digits) == 10 && p.CountryCode == "1" && digits[0] >= '2':
		return "1" + digits
	}
	return digits
}

// Same tells whether two user parts name the same number or the same account.
// Two spellings of one number are the same if one is the other with a country
// code, trunk prefix or leading 1 before it; names are the same if they are equal
// without regard to case, the domain of user@domain left aside.
//
// It errs on the side of "the same": a difference that is only format must never
// be called one.
func (p NumberPlan) Same(a, b string) bool {
	a, _, _ = strings.Cut(a, "@")
	b, _, _ = strings.Cut(b, "@")
	if strings.EqualFold(a, b) {
		return true
	}
	da, aok := Digits(a)
	db, bok := Digits(b)
	if !aok || !bok {
		return false
	}
	ea, eb := strings.TrimLeft(p.E164(da), "0"), strings.TrimLeft(p.E164(db), "0")
	if len(ea) < len(eb) {
		ea, eb = eb, ea
	}
	return ea == eb || len(eb) >= 7 && len(ea)-len(eb) <= 4 && strings.HasSuffix(ea, eb)
}
