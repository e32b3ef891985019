package rules

import "strings"

// Masked tells a user part that whoever pasted it hid, wholly or in part: xxx, ***,
// +1212555XXXX, [REMOVED]. Two of them that read alike need not be alike.
func Masked(user string) bool {
	if user == "" {
		return false
	}
	if strings.IndexByte("<[{(", user[0]) >= 0 {
		return true
	}
	switch strings.ToLower(user) {
	case "redacted", "removed", "hidden", "masked", "number", "caller", "callee", "xx":
		return true
	}
	run := 0
	for i := 0; i < len(user); i++ {
		switch c := user[i]; {
		case !maskByte(c):
			run = 0
		case run > 0 && user[i-1] == c, run == 0:
			run++
		default:
			run = 1
		}
		if run == 3 {
			return true
		}
	}
	return strings.ContainsAny(user, "█•…")
}

func maskByte(c byte) bool { return strings.IndexByte("xX*#._?-", c) >= 0 }

// MaskedHost tells an address whose digits were hidden, as x.x.x.x, 203.0.xxx.xx or
// ***.***.*.*: two that read alike need not be alike.
func MaskedHost(host string) bool {
	return strings.ContainsAny(host, "xX*") && strings.Trim(host, "xX*0123456789.") == ""
}

// mayAgree tells two user parts of which at least one is masked and that no digit
// left in them tells apart.
func mayAgree(a, b string) bool {
	if !Masked(a) && !Masked(b) {
		return false
	}
	a, b = strings.TrimPrefix(a, "+"), strings.TrimPrefix(b, "+")
	if !strings.ContainsAny(a, "0123456789") || !strings.ContainsAny(b, "0123456789") || len(a) != len(b) {
		return true
	}
	for i := range len(a) {
		if a[i] != b[i] && !maskByte(a[i]) && !maskByte(b[i]) {
			return false
		}
	}
	return true
}
