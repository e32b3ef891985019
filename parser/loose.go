package parser

import (
	"strconv"
	"strings"
)

// mend completes a message whose end the paste lost: without its CSeq, and maybe
// with half a Call-ID, it would belong to nothing, and the request that it answers
// would look unanswered. What it lacks is that of the message with its branch.
func (t *Trace) mend() {
	t.markCut()
	byBranch := map[string]*Message{}
	for _, m := range t.Messages {
		if m.Branch == "" || m.StartLine == "" {
			continue
		}
		whole := byBranch[m.Branch]
		if whole == nil {
			if m.CSeqMethod != "" {
				byBranch[m.Branch] = m
			}
			continue
		}
		if m.CSeqMethod == whole.CSeqMethod || !strings.HasPrefix(whole.CSeqMethod, m.CSeqMethod) || !strings.HasPrefix(whole.CallID, m.CallID) {
			continue
		}
		m.Partial = true
		m.CallID, m.CSeq, m.CSeqMethod = whole.CallID, whole.CSeq, whole.CSeqMethod
		if m.IsResponse() {
			m.Method = whole.CSeqMethod
		}
	}
}

// markCut marks the last message of a text that lacks Content-Length while all
// others have one: the paste ends inside it.
func (t *Trace) markCut() {
	n := len(t.Messages) - 1
	if n < 1 {
		return
	}
	last := t.Messages[n]
	if last.Exact || last.Partial || last.Body != "" || last.Has("Content-Length") {
		return
	}
	for _, m := range t.Messages[:n] {
		if !m.Has("Content-Length") {
			return
		}
	}
	last.Partial = true
}

// home gives every message a group: its Call-ID or, where the paste lost that,
// the group of the message that it visibly belongs to. A message of no group is
// loose: a session description or a Via alone, which take part in no dialog.
func (t *Trace) home() map[*Message]string {
	groups := make(map[*Message]string, len(t.Messages))
	branches, tags := map[string]string{}, map[string]string{}
	for _, m := range t.Messages {
		if m.CallID == "" {
			continue
		}
		groups[m] = m.CallID
		remember(m, m.CallID, branches, tags)
	}
	if len(groups) == len(t.Messages) {
		return groups
	}
	var flow arrows
	var list listing
	for i, m := range t.Messages {
		if m.CallID != "" || !m.conversational() {
			continue
		}
		group := branches[m.Branch]
		if group == "" {
			group = tags[m.FromTag]
		}
		if group == "" {
			group = tags[m.ToTag]
		}
		inList := group == "" && listed(m)
		if inList {
			group = list.place(t.Messages, i)
		} else if group == "" && m.nameless() && i > 0 && t.Messages[i-1].Part == m.Part {
			group = groups[t.Messages[i-1]]
			if flow.begins(m) {
				group = ""
			}
		}
		flow.add(m)
		if group == "" {
			// A Call-ID never holds a NUL, so this names no other group.
			group = "\x00" + strconv.Itoa(m.N)
			if inList {
				list.begin(m, group)
			}
		}
		groups[m] = group
		remember(m, group, branches, tags)
	}
	return groups
}

// arrows follows messages that are arrows of a call flow, to see where the next call
// begins.
type arrows struct {
	method, user string
	over         bool
}

// begins tells a request that is of another call than the arrows before it: for another
// number, after those had ended.
func (a *arrows) begins(m *Message) bool {
	if !m.IsRequest() || a.method == "" {
		return false
	}
	switch m.Method {
	case "INVITE", "REGISTER", "SUBSCRIBE", "MESSAGE", "OPTIONS":
		return a.over && (m.Method != a.method || m.Target().User != a.user)
	}
	return false
}

func (a *arrows) add(m *Message) {
	switch {
	case m.IsRequest() && m.Method == "BYE":
		a.over = true
	case m.IsRequest() && m.Method != "ACK" && m.Method != "CANCEL" && m.Method != "PRACK":
		a.method, a.user, a.over = m.Method, m.Target().User, false
	case m.Code >= 400 && !m.IsChallenge():
		a.over = true
	}
}

func remember(m *Message, group string, branches, tags map[string]string) {
	if m.Branch != "" {
		branches[m.Branch] = group
	}
	if m.FromTag != "" {
		tags[m.FromTag] = group
	}
	if m.ToTag != "" {
		tags[m.ToTag] = group
	}
}

// conversational tells a message, or what is left of one, from a body or a Via
// line on its own.
func (m *Message) conversational() bool {
	if m.StartLine != "" {
		return true
	}
	for i := range m.Headers {
		if m.Headers[i].Key != "Via" {
			return true
		}
	}
	return false
}

// nameless tells a message that nothing in it ties to any other: a start line
// alone, or with headers that name no dialog.
func (m *Message) nameless() bool {
	return m.Branch == "" && m.FromTag == "" && m.ToTag == "" && m.CSeqMethod == ""
}
