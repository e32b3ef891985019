package parser

import (
	"strings"
)

// linkHops finds for each request the same request one hop earlier: its branch
// stands second in the Via stack.
func (d *Dialog) linkHops() {
	for _, t := range d.Transactions {
		first := t.First()
		if first.ViaCount() < 2 {
			continue
		}
		vias := first.Vias()
		for _, via := range vias[min(1, len(vias)):] {
			if parent := d.transaction(t.Method, t.CSeq, via.Branch); parent != nil && parent != t {
				t.Parent = parent
				parent.Children = append(parent.Children, t)
				break
			}
		}
	}
}

// ViaCount is how many Vias a message has, told by commas without taking them apart:
// never too few.
func (m *Message) ViaCount() int {
	n := 0
	for i := range m.Headers {
		if m.Headers[i].Key == "Via" {
			n += 1 + strings.Count(m.Headers[i].Value, ",")
		}
	}
	return n
}

func (d *Dialog) transaction(method string, cseq uint32, branch string) *Transaction {
	if branch == "" {
		return nil
	}
	for _, t := range d.Transactions {
		if t.Method == method && t.CSeq == cseq && t.Branch == branch {
			return t
		}
	}
	return nil
}
