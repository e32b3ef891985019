package security

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// probe is what one scanner sent.
type probe struct {
	sign     rules.Evidence
	sure     bool
	messages []*parser.Message
}

// scannerProbe finds hosts that look for open doors: by the name that a scanner
// ships with, or by the shape of its OPTIONS. What is a fraud or a guessing of
// passwords is told as that.
func scannerProbe(c *rules.Case) []*rules.Hit {
	probes := map[string]*probe{}
	var order []string
	told := map[*parser.Sender]bool{}
	for _, d := range c.Trace.Dialogs {
		m := d.Request()
		if m == nil || m.ToTag != "" || m.Direction == "out" {
			continue
		}
		sign, sure := rules.ScannerSign(m)
		if !sure && !probesDoor(m) || toldElsewhere(c.Trace.Sender(m), told) {
			continue
		}
		if !sure {
			sign = rules.Address(m, "From")
		}
		key := m.SourceHost()
		if probes[key] == nil {
			probes[key] = &probe{sign: sign, sure: sure}
			order = append(order, key)
		}
		p := probes[key]
		if sure && !p.sure {
			p.sign, p.sure = sign, true
		}
		p.messages = append(p.messages, m)
	}
	var hits []*rules.Hit
	for _, key := range order {
		hits = append(hits, probes[key].hit())
	}
	return hits
}

func (p *probe) hit() *rules.Hit {
	first := p.messages[0]
	h := &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{p.sign},
		Fields:    strangerFields(first, len(p.messages)),
		Dialogs:   dialogsOf(p.messages),
	}
	if challenged(p.messages) {
		h.Excludes = []string{"auth-wrong-password"}
	}
	h.Fields["asked"] = targets(p.messages)
	if !p.sure {
		h.Certainty, h.Variant = rules.Likely, "shape"
	}
	h.Evidence = append(h.Evidence, lines(p.messages)...)
	if answer := letIn(p.messages); answer != nil {
		h.Variant = "let-in"
		h.Evidence = append(h.Evidence, rules.Start(answer))
		h.Fields["answer"] = rules.Number(answer)
		h.Urgent = true
	}
	return h
}

// challenged tells whether any of these requests was asked to log in.
func challenged(messages []*parser.Message) bool {
	return slices.ContainsFunc(dialogsOf(messages), func(d *parser.Dialog) bool { return d.Traits&parser.HasChallenge != 0 })
}

// toldElsewhere tells whether a more telling diagnosis names this sender; told holds
// what is known already.
func toldElsewhere(s *parser.Sender, told map[*parser.Sender]bool) bool {
	if s == nil {
		return false
	}
	if _, known := told[s]; !known {
		told[s] = len(rules.PrefixesTried(s)) > 0 || len(s.Logins) >= 1 && rules.GuessesUsers(s) || rules.GuessesPassword(s)
	}
	return told[s]
}

// probesDoor tells the OPTIONS of a scanner that hides its name: for extension 100,
// or from a Via that names the scanner's own machine.
func probesDoor(m *parser.Message) bool {
	vias := m.Vias()
	if m.Method != "OPTIONS" || len(vias) != 1 || parser.ClassOf(m.SourceHost()) != parser.HostPublic {
		return false
	}
	from := m.From().URI
	return parser.ClassOf(vias[0].Host) == parser.HostLoopback && from.User == "100" || from.User == "100" && from.Host == "1.1.1.1"
}

// targets says what was tried: the users, a few by name.
func targets(messages []*parser.Message) string {
	var users []string
	seen := map[string]bool{}
	for _, m := range messages {
		user := m.To().URI.User
		if user == "" {
			user = m.Target().User
		}
		if user != "" && !seen[user] {
			seen[user] = true
			users = append(users, user)
		}
	}
	const few = 4
	switch {
	case len(users) == 0:
		return "no extension in particular"
	case len(users) == 1:
		return "extension " + users[0]
	case len(users) > few:
		return "extensions " + strings.Join(users[:few], ", ") + " and " + strconv.Itoa(len(users)-few) + " more"
	}
	return "extensions " + strings.Join(users, ", ")
}
