package rules

import (
	"strings"

	"github.com/sipwhy/sipwhy/parser"
)

// Identity is the user that a provider takes for the caller, in the usual order
// of trust: P-Preferred-Identity, P-Asserted-Identity, Remote-Party-ID, From (RFC
// 3325 9), and the header that it stands in.
func Identity(m *parser.Message) (user, header string) {
	for _, name := range []string{"P-Preferred-Identity", "P-Asserted-Identity", "Remote-Party-ID", "From"} {
		for _, value := range m.List(name) {
			uri := parser.ParseAddress(value).URI
			if uri.User != "" {
				return uri.User, name
			}
		}
	}
	return "", ""
}

// FromDiffers tells whether From presents another number than the account that
// logs in, formats aside.
func (c *Case) FromDiffers(r *Refused) bool {
	return r.Login != nil && r.From != "" && r.Account != "" && !c.Plan.Same(r.From, r.Account) && !mayAgree(r.From, r.Account)
}

// FromAgrees tells whether From presents the very account that logs in. What a paste
// masks agrees with nothing for certain.
func (c *Case) FromAgrees(r *Refused) bool {
	return c.Plan.Same(r.From, r.Account) && !Masked(r.From) && !Masked(r.Account)
}

// IdentityMatches tells whether another header than From presents the account.
func (c *Case) IdentityMatches(r *Refused) bool {
	return r.Login != nil && r.IdentityHeader != "From" && c.Plan.Same(r.Identity, r.Account)
}

// International tells a number dialled with an international prefix or, under a
// plan with a country code, with another country's code.
func (c *Case) International(user string) bool {
	digits, ok := parser.Digits(user)
	if !ok {
		return false
	}
	code := c.Plan.CountryCode
	switch {
	case strings.HasPrefix(digits, "011") && len(digits) > 11:
		return code == "" || !strings.HasPrefix(digits[3:], code)
	case strings.HasPrefix(digits, "00") && len(digits) > 9:
		return code == "" || !strings.HasPrefix(digits[2:], code)
	case digits[0] == '+':
		return code != "" && !strings.HasPrefix(digits[1:], code)
	}
	return false
}

// Premium tells the prefixes that carriers rate apart: 900 and 976 in the North
// American plan.
func (c *Case) Premium(user string) bool {
	digits, ok := parser.Digits(user)
	if !ok || c.Plan.CountryCode != "1" {
		return false
	}
	national := strings.TrimPrefix(c.Plan.E164(digits), "1")
	return len(national) == 10 && (strings.HasPrefix(national, "900") || national[3:6] == "976")
}

// IsNumber tells a telephone number of at least seven digits from a name or an
// extension.
func IsNumber(user string) bool {
	digits, ok := parser.Digits(user)
	return ok && len(strings.TrimPrefix(digits, "+")) >= 7
}

// Anonymous tells a call whose caller withholds the number, and the line that does
// it (RFC 3323 4.1, RFC 3325 9.1).
func Anonymous(m *parser.Message) (Evidence, bool) {
	if m == nil {
		return Evidence{}, false
	}
	for _, h := range m.All("Privacy") {
		for _, value := range strings.FieldsFunc(strings.ToLower(h.Value), func(r rune) bool { return r == ';' || r == ',' || r == ' ' }) {
			if value == "id" || value == "user" || value == "header" {
				return HeaderLine(m, h), true
			}
		}
	}
	from := m.From().URI
	if strings.EqualFold(from.User, "anonymous") || strings.EqualFold(from.Host, "anonymous.invalid") {
		return Address(m, "From"), true
	}
	return Evidence{}, false
}
