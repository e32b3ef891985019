package answers

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// whyTwoRinging answers why it rings more than once: several phones, each with a
// To tag of its own, or one answer sent again.
func whyTwoRinging(s *scene) *reply {
	d := s.about(func(d *parser.Dialog) bool { return len(d.Forks) > 1 })
	if d == nil {
		return notForked(s)
	}
	var tags, hosts []string
	for _, f := range d.Forks {
		tags = append(tags, f.Tag)
		if host := f.First.Contact().URI.Host; host != "" {
			hosts = append(hosts, host)
		}
	}
	f := rules.Fields{"count": countWord(len(d.Forks)), "tags": words.Enumerate(tags), "hosts": strings.Join(hosts, ", "), "n": rules.Number(d.Forks[0].First), "winner": ""}
	if d.Answer != nil {
		f["winner"] = "The one with the tag " + d.Answer.ToTag + " took the call (" + rules.Number(d.Answer) + ")."
	}
	return say("fork", f).of(d, d.Forks[len(d.Forks)-1].First)
}

// notForked answers for a call that rings at one phone only.
func notForked(s *scene) *reply {
	d := s.about(func(d *parser.Dialog) bool { return d.Ringing != nil })
	if d == nil {
		if s.dialog == nil {
			return nil
		}
		return say("never", nil).of(s.dialog, nil)
	}
	ringing := 0
	for _, r := range d.Ringing.Tx.Responses {
		if r.Code > 100 && r.Code < 200 {
			ringing++
		}
	}
	f := rules.Fields{"n": rules.Number(d.Ringing), "count": itoa(ringing), "tag": rules.Shown(d.Ringing.ToTag)}
	switch {
	case len(d.Ringing.Tx.Resent(d.Ringing)) > 1:
		f["count"] = itoa(len(d.Ringing.Tx.Resent(d.Ringing)))
		return say("resent", f).of(d, d.Ringing)
	case ringing > 1:
		return say("same-phone", f).of(d, d.Ringing)
	}
	return say("single", f).of(d, d.Ringing)
}

func countWord(n int) string {
	small := []string{"no", "one", "two", "three", "four", "five", "six"}
	if n < len(small) {
		return small[n]
	}
	return itoa(n)
}
