package dialog

import "github.com/sipwhy/sipwhy/parser"

// tags are those that the INVITEs of a call and their answers established: the
// caller's and each fork's. complete is true where both ends are known from whole
// messages.
func tags(d *parser.Dialog) (known map[string]bool, complete bool) {
	known = map[string]bool{}
	request, answer := false, false
	for _, t := range d.Transactions {
		if t.Method != "INVITE" {
			continue
		}
		if t.Request != nil && !t.Request.Partial {
			known[t.Request.FromTag] = true
			request = request || !t.InDialog
			if t.Request.ToTag != "" && t.OK() {
				known[t.Request.ToTag] = true
			}
		}
		for _, r := range t.Responses {
			if r.Code > 100 && r.Code < 300 && !r.Partial && r.ToTag != "" {
				known[r.ToTag], known[r.FromTag] = true, true
				answer = true
			}
		}
	}
	delete(known, "")
	return known, request && answer
}

// stray tells what is wrong with the tags of a request inside the call.
type stray struct {
	request *parser.Message
	// header is From or To; tag what it carries, empty where none.
	header, tag string
}

// strayTag finds a tag that is missing or not one of the call's. A log that cut the
// header off proves nothing.
func strayTag(m *parser.Message, known map[string]bool) (stray, bool) {
	if m.Partial || !m.Has("From") || !m.Has("To") {
		return stray{}, false
	}
	switch {
	case m.FromTag == "" || !known[m.FromTag]:
		return stray{m, "From", m.FromTag}, true
	case m.ToTag == "" || !known[m.ToTag]:
		return stray{m, "To", m.ToTag}, true
	}
	return stray{}, false
}
