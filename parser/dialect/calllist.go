package dialect

import "strings"

// callStates are what sngrep's list of calls says of one, with the kind that it is
// filed under.
var callStates = []struct{ text, kind string }{
	{"COMPLETED", "call-list-completed"}, {"CANCELLED", "call-list-cancelled"}, {"REJECTED", "call-list-rejected"}, {"BUSY", "call-list-busy"},
	{"DIVERTED", "call-list-diverted"}, {"IN CALL", "call-list-up"}, {"CALL SETUP", "call-list-setup"},
}

// callList reads a row of sngrep's list of calls: "[ ] 2 INVITE a@h b@h 6 a:p b:p
// BUSY". It tells how a call went, and of its messages only their number.
func callList(l *Line) (Fact, bool) {
	text := strings.TrimRight(l.Text, " \t|│")
	i := strings.IndexByte(text, '[')
	if i < 0 || i+2 >= len(text) || text[i+2] != ']' || strings.IndexByte(" *x", text[i+1]) < 0 {
		return Fact{}, false
	}
	fields := strings.Fields(text[i+3:])
	if len(fields) < 6 || !isDigits(fields[0]) || !methods[fields[1]] {
		return Fact{}, false
	}
	f := Fact{Kind: "call-list", Product: "sngrep", Method: fields[1], User: userAt(fields[3]), Line: l.N, Text: strings.TrimSpace(text)}
	for _, field := range fields[4:] {
		if at, _ := hostPort(field); isAddress(at) {
			f.Peer = at // the second of two, whom the call goes to
		}
	}
	if f.Peer == "" {
		return Fact{}, false
	}
	for _, s := range callStates {
		if strings.HasSuffix(text, " "+s.text) {
			f.Kind = s.kind
		}
	}
	return f, true
}

// userAt is the part of an address before its host.
func userAt(address string) string {
	user, _, _ := strings.Cut(address, "@")
	return user
}
