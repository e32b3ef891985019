package security

import (
	"slices"
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// senders lists the hosts of a trace that try to get in, in the order of their
// first try.
func senders(t *parser.Trace) []*parser.Sender {
	var all []*parser.Sender
	for _, s := range t.Senders() {
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b *parser.Sender) int { return a.Tries[0].N - b.Tries[0].N })
	return all
}

// dialogsOf lists the dialogs of some messages, each once.
func dialogsOf(messages []*parser.Message) []*parser.Dialog {
	var all []*parser.Dialog
	seen := map[*parser.Dialog]bool{}
	for _, m := range messages {
		if m.Dialog != nil && !seen[m.Dialog] {
			seen[m.Dialog] = true
			all = append(all, m.Dialog)
		}
	}
	return all
}

// strangerFields are the placeholders that the words of this group share.
func strangerFields(m *parser.Message, tries int) rules.Fields {
	source := m.SourceHost()
	if source == "" {
		source = viaSource(m)
	}
	if source == "" {
		source = "the sender"
	}
	agent := m.Header("User-Agent")
	if agent == "" {
		agent = "it does not name itself"
	}
	f := rules.Fields{"source": source, "tries": strconv.Itoa(tries), "agent": agent, "requests": strconv.Itoa(tries) + " requests"}
	if tries == 1 {
		f["requests"] = "one request"
	}
	return f
}

// viaSource is the sender's address by its Via, "" where that cannot be one: scanners
// like to write 127.0.0.1 there, and nobody is to block that.
func viaSource(m *parser.Message) string {
	vias := m.Vias()
	if len(vias) == 0 {
		return ""
	}
	if vias[0].Received != "" {
		return vias[0].Received
	}
	switch parser.ClassOf(vias[0].Host) {
	case parser.HostPublic, parser.HostPrivate:
		return vias[0].Host
	}
	return ""
}

// letIn is the first answer that let one of these dialogs in, nil where none did.
func letIn(messages []*parser.Message) *parser.Message {
	for _, d := range dialogsOf(messages) {
		for _, t := range d.Transactions {
			if t.OK() && (t.Method == "INVITE" || t.Method == "REGISTER" && !parser.Unregisters(t.Request)) {
				return t.Final
			}
		}
	}
	return nil
}

// lines are the first and last of some messages as evidence.
func lines(messages []*parser.Message) []rules.Evidence {
	e := []rules.Evidence{rules.Start(messages[0])}
	if last := messages[len(messages)-1]; last != messages[0] {
		e = append(e, rules.Start(last))
	}
	return e
}
