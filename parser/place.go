package parser

// partAt is the part that the i-th line of the message stands in, 0 where it is
// the message's own.
func (m *Message) partAt(i int) int {
	part := 0
	for _, b := range m.breaks {
		if i >= b.At {
			part = b.Part
		}
	}
	return part
}

// PartOf is the input part that a header of the message stands in.
func (m *Message) PartOf(h Header) int {
	if h.part != 0 {
		return h.part
	}
	return m.Part
}

// PartOfBody is the input part that a body line with this line number stands in.
func (m *Message) PartOfBody(line int) int {
	for i, n := range m.bodyLines {
		if n == line {
			if part := m.partAt(m.bodyAt + i); part != 0 {
				return part
			}
			break
		}
	}
	return m.Part
}

// bodyLine is the input line of the i-th line of the body.
func (m *Message) bodyLine(i int) int {
	if i < len(m.bodyLines) {
		return m.bodyLines[i]
	}
	return 0
}
