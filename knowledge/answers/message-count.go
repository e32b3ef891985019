package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// messageCount answers how many messages there are, of all or of one method.
func messageCount(s *scene) *reply {
	repeats := 0
	for _, m := range s.trace.Messages {
		if m.RetransmissionOf != 0 {
			repeats++
		}
	}
	if len(s.q.methods) > 0 || len(s.q.codes) > 0 {
		if list := s.counted(); len(list) > 0 {
			return say("some", rules.Fields{"count": itoa(len(list)), "what": s.countedName(), "list": numbers(list)}).of(list[0].Dialog, list[0]).overall()
		}
		return say("none", rules.Fields{"what": s.countedName()}).overall()
	}
	f := rules.Fields{"count": plural(len(s.trace.Messages), "message"), "dialogs": plural(len(s.trace.Dialogs), "dialog"), "repeats": nothing}
	if repeats > 0 {
		f["repeats"] = ", " + itoa(repeats) + " of them retransmissions"
	}
	return say("all", f).overall()
}

// counted are the messages with the method or code that the question names.
func (s *scene) counted() []*parser.Message {
	var list []*parser.Message
	for _, m := range s.trace.Messages {
		switch {
		case len(s.q.codes) > 0 && m.Code == s.q.codes[0],
			len(s.q.codes) == 0 && m.IsRequest() && m.Method == s.q.methods[0]:
			list = append(list, m)
		}
	}
	return list
}

func (s *scene) countedName() string {
	if len(s.q.codes) > 0 {
		return "answers with " + itoa(s.q.codes[0])
	}
	return s.q.methods[0] + " requests"
}
