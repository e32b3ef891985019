package parser

import (
	"slices"
	"strings"
)

// listing groups messages of which a list tells one line each: when, between which
// hosts, and the method with its Request-URI or the code. Calls that overlap are told
// apart by the hosts and the user that is called; an answer belongs to the request of
// those hosts that waits for one and, where several do, to that which the next ACK names.
type listing struct{ threads []*thread }

// thread is one exchange of a listing.
type thread struct {
	group     string
	near, far string // the hosts of its first request
	family    string
	user      string
	waits     string // the host that waits for an answer, "" for none
	method    string // the method that it waits with
	answered  bool
	over      bool
	// last is the final answer that came last, to whom.
	last, lastTo string
}

// listed tells a message that a listing can place.
func listed(m *Message) bool { return m.nameless() && m.Src != "" && m.Dst != "" }

// familyOf puts the methods of calls together.
func familyOf(method string) string {
	switch method {
	case "INVITE", "ACK", "CANCEL", "BYE", "PRACK", "UPDATE", "INFO", "REFER":
		return "INVITE"
	}
	return method
}

func (th *thread) between(m *Message) bool {
	src, dst := m.SourceHost(), m.TargetHost()
	return th.near == src && th.far == dst || th.near == dst && th.far == src
}

// place is the group of the i-th message, "" for one that begins a group.
func (l *listing) place(messages []*Message, i int) string {
	m := messages[i]
	var th *thread
	if m.IsRequest() {
		if th = l.ofRequest(m); th != nil {
			th.take(m)
		}
	} else if th = l.ofAnswer(messages, i); th != nil {
		th.answer(m)
	}
	if th == nil {
		return ""
	}
	return th.group
}

// begin remembers the group that a request began.
func (l *listing) begin(m *Message, group string) {
	if !m.IsRequest() {
		return
	}
	th := &thread{group: group, near: m.SourceHost(), far: m.TargetHost(), family: familyOf(m.Method), user: m.Target().User}
	th.take(m)
	l.threads = append(l.threads, th)
}

// latest is the thread between the hosts of a message that was begun last and fits.
func (l *listing) latest(m *Message, fits func(*thread) bool) *thread {
	for _, th := range slices.Backward(l.threads) {
		if th.between(m) && fits(th) {
			return th
		}
	}
	return nil
}

func (l *listing) ofRequest(m *Message) *thread {
	user, family := m.Target().User, familyOf(m.Method)
	same := l.latest(m, func(th *thread) bool {
		return th.family == family && th.user == user && !(th.over && m.Method != "ACK")
	})
	switch {
	case family != "INVITE" && family != "REGISTER" && same != nil && same.waits == "":
		// The next keep-alive, subscription or text is one of its own.
		return nil
	case same != nil && m.Method == "BYE" && !same.answered:
		// It ends another call, whose Contact has this user too.
	case same != nil && (m.Method != "INVITE" || same.near == m.SourceHost()):
		return same
	case family != "INVITE" || m.Method == "INVITE":
		return nil
	}
	// Inside a call the other side is called by its Contact, which need not hold a number.
	if up := l.latest(m, func(th *thread) bool { return th.family == family && th.answered && !th.over }); up != nil {
		return up
	}
	return l.latest(m, func(th *thread) bool { return th.family == family })
}

func (l *listing) ofAnswer(messages []*Message, i int) *thread {
	m := messages[i]
	method := ""
	if at := strings.LastIndexByte(m.StartLine, '('); at > 0 && strings.HasSuffix(m.StartLine, ")") {
		method = m.StartLine[at+1 : len(m.StartLine)-1]
	}
	waiting := func(th *thread) bool {
		return th.waits == m.TargetHost() && (method == "" || th.method == method)
	}
	if user, ok := acknowledged(messages, i); ok {
		if th := l.latest(m, func(th *thread) bool { return waiting(th) && th.method == "INVITE" && th.user == user }); th != nil {
			return th
		}
	}
	if th := l.latest(m, waiting); th != nil {
		return th
	}
	// The same answer again.
	return l.latest(m, func(th *thread) bool { return th.last == m.StartLine && th.lastTo == m.TargetHost() })
}

// soonACK is how many messages after a final answer its ACK is looked for.
const soonACK = 12

// acknowledged is the user that the ACK of an answer to an INVITE names.
func acknowledged(messages []*Message, i int) (string, bool) {
	m := messages[i]
	if m.Code < 200 {
		return "", false
	}
	for _, next := range messages[i+1 : min(len(messages), i+1+soonACK)] {
		if next.Method == "ACK" && next.IsRequest() && next.SourceHost() == m.TargetHost() && next.TargetHost() == m.SourceHost() {
			return next.Target().User, true
		}
	}
	return "", false
}

func (th *thread) take(m *Message) {
	switch m.Method {
	case "ACK":
		return
	case "BYE":
		th.over = true
	}
	th.waits, th.method = m.SourceHost(), m.Method
}

func (th *thread) answer(m *Message) {
	if m.Code < 200 {
		return
	}
	th.waits, th.last, th.lastTo = "", m.StartLine, m.TargetHost()
	switch {
	case m.Code == 401 || m.Code == 407 || m.Code == 422 || m.Code == 423:
	case th.method == "CANCEL":
		// The INVITE still waits for its 487.
		th.waits, th.method = m.TargetHost(), "INVITE"
	case th.method == "INVITE" && m.Code < 300:
		th.answered = true
	case th.method == "INVITE" && !th.answered:
		th.over = true
	}
}
