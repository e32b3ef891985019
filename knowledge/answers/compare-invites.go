package answers

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// compareInvites answers what differs between two requests: the first two
// INVITEs (or REGISTERs) of the dialog, the two messages named, or two calls.
func compareInvites(s *scene) *reply {
	a, b := s.pair()
	if s.withAnother() {
		if a, b = s.twoCalls(); a == nil {
			return cannot("no-other", nil).of(s.dialog, nil)
		}
	}
	if a == nil || b == nil {
		if s.dialog == nil {
			return nil
		}
		return say("one", nil).of(s.dialog, nil)
	}
	f := rules.Fields{"a": rules.Number(a), "b": rules.Number(b), "method": name(b)}
	if b.RetransmissionOf == a.N {
		return say("same", f).of(b.Dialog, b)
	}
	changed := differences(a, b)
	f["list"] = strings.Join(changed[:min(len(changed), 8)], ", ")
	r := say("differ", f).of(b.Dialog, b)
	r.texts = map[string][]words.Text{"why": nil}
	switch {
	case len(changed) == 0:
		r.key = "same-content"
	case len(b.Credentials()) > 0 && len(a.Credentials()) == 0 && a.Dialog == b.Dialog:
		r.key = "login"
		f["user"] = rules.Shown(b.Credentials()[0].Username)
	case a.Dialog == b.Dialog && b.ToTag != "" && a.ToTag == "":
		r.key = "reinvite"
		f["direction"] = ""
		if sdp := b.SDP(); sdp != nil && sdp.Audio() != nil {
			f["direction"] = sdp.Audio().Direction
		}
	case a.Dialog == b.Dialog && a.RequestURI != b.RequestURI && a.CSeq != b.CSeq:
		r.key = "retarget"
		f["target"] = rules.Shown(b.Target().User)
	}
	return r
}

// withAnother tells "compare it with the one that worked" from the requests of one
// call.
func (s *scene) withAnother() bool {
	return s.dialog != nil && len(s.q.messages) < 2 && (s.q.has("success", "other") || s.q.has("okay") && s.q.word("one", "call"))
}

// twoCalls are the first requests of the dialog at hand, which failed or is the one
// talked about, and of one of its kind that is fine; nil without such a pair.
func (s *scene) twoCalls() (a, b *parser.Message) {
	bad := s.dialog
	if s.stateOf(bad) == rules.Healthy && s.stateOf(s.worst()) != rules.Healthy {
		bad = s.worst()
	}
	for _, d := range s.dialogs() {
		if d != bad && d.Kind == bad.Kind && (s.stateOf(d) == rules.Healthy || s.q.has("other")) {
			return d.Request(), bad.Request()
		}
	}
	return nil, nil
}

// pair are the messages to compare.
func (s *scene) pair() (a, b *parser.Message) {
	if len(s.q.messages) >= 2 {
		return s.trace.Message(s.q.messages[0]), s.trace.Message(s.q.messages[1])
	}
	d := s.dialog
	if d == nil {
		return nil, nil
	}
	method := "INVITE"
	if len(s.q.methods) > 0 {
		method = s.q.methods[0]
	} else if d.Kind == parser.Registration {
		method = "REGISTER"
	}
	var list []*parser.Message
	for _, t := range d.Roots(method) {
		if t.Request != nil {
			list = append(list, t.Request)
		}
	}
	if len(list) >= 2 {
		return list[0], list[1]
	}
	// Two sendings of one request, else the same request of two calls.
	if len(list) == 1 && len(list[0].Tx.Requests) > 1 && list[0].Tx.Parent == nil {
		return list[0], list[0].Tx.Requests[1]
	}
	for _, other := range s.calls() {
		if other != d && other.Kind == d.Kind && len(list) == 1 {
			if m := requestOf(other, method); m != nil {
				return list[0], m
			}
		}
	}
	return nil, nil
}

// differences names the headers in which two messages differ, those aside that
// differ in any two (RFC 3261 8.1.1), and the body.
func differences(a, b *parser.Message) []string {
	var changed []string
	if a.RequestURI != b.RequestURI {
		changed = append(changed, "Request-URI")
	}
	seen := map[string]bool{"Via": true, "CSeq": true, "Content-Length": true, "Max-Forwards": true, "Date": true}
	if a.CallID != b.CallID {
		seen["Call-ID"] = true
	}
	for _, m := range []*parser.Message{b, a} {
		for _, h := range m.Headers {
			if seen[h.Key] {
				continue
			}
			seen[h.Key] = true
			before, had := a.Get(h.Key)
			after, has := b.Get(h.Key)
			switch {
			case had && !has:
				changed = append(changed, h.Key+" (only in "+rules.Number(a)+")")
			case has && !had:
				changed = append(changed, h.Key+" (only in "+rules.Number(b)+")")
			case withoutTag(before.Value) != withoutTag(after.Value):
				changed = append(changed, h.Key)
			}
		}
	}
	if withoutOrigin(a.Body) != withoutOrigin(b.Body) {
		changed = append(changed, "the SDP")
	}
	return changed
}

// withoutTag leaves the tag of From and To out.
func withoutTag(value string) string {
	before, _, _ := strings.Cut(value, ";tag=")
	return before
}

// withoutOrigin leaves the o= line out, whose version counts up.
func withoutOrigin(body string) string {
	var lines []string
	for line := range strings.Lines(body) {
		if !strings.HasPrefix(line, "o=") {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "")
}

// requestsCompared weighs comparisons: two BYEs are told by who hung up.
func requestsCompared(s *scene) float64 {
	if s.q.has("m:bye") && s.dialog != nil && racingBye(s.dialog) {
		return 0.6
	}
	return 1
}
