package auth

import "github.com/sipwhy/sipwhy/knowledge/rules"

// authQOPIncomplete finds a login that lacks what the demanded quality of
// protection needs: cnonce, a count of eight hexadecimal digits, or the qop itself.
func authQOPIncomplete(c *rules.Case) *rules.Hit {
	all := blamedFor(c, incomplete)
	h := flawed(all, rules.Likely)
	if h == nil {
		return nil
	}
	k := all[len(all)-1].Credentials
	switch {
	case k.QOP == "":
		h.Fields["lacks"] = "no qop"
	case !k.HasCnonce && k.NC == "":
		h.Fields["lacks"] = "neither cnonce nor nc"
	case !k.HasCnonce:
		h.Fields["lacks"] = "no cnonce"
	case k.NC == "":
		h.Fields["lacks"] = "no nc"
	case !isNonceCount(k.NC):
		h.Fields["lacks"] = "an nc that is not eight hexadecimal digits"
	default:
		h.Fields["lacks"] = "a qop that was not offered"
	}
	return h
}
