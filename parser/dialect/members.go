package dialect

import "strings"

// A record may have a line for each of its fields: an object in JSON, YAML, the rows
// that mysql prints with \G and psql in its expanded display.

// member splits a line `"name": "value",`, "name: value", "- name: value" or
// "name | value".
func member(text string) (name, value string, ok bool) {
	const longest = 300
	t := strings.TrimSpace(text)
	if len(t) < 3 || len(t) > longest {
		return "", "", false
	}
	t = strings.TrimPrefix(t, "- ")
	quoted := t[0] == '"'
	t = strings.TrimPrefix(t, `"`)
	n := runOf(t, classAlnum|classToken)
	if strings.HasPrefix(t, "@") {
		n = 1 + runOf(t[1:], classAlnum|classToken)
	}
	rest := strings.TrimLeft(t[n:], " ")
	if quoted {
		if rest, ok = strings.CutPrefix(rest, `"`); !ok {
			return "", "", false
		}
		rest = strings.TrimLeft(rest, " ")
	}
	if n == 0 || rest == "" || rest[0] != ':' && rest[0] != '|' || len(rest) > 1 && rest[1] != ' ' {
		return "", "", false
	}
	value = strings.TrimSuffix(strings.TrimSpace(rest[1:]), ",")
	return t[:n], strings.Trim(value, `"`), true
}

// recordEdge tells a line between two records: "*** 2. row ***", "-[ RECORD 2 ]---",
// "}, {".
func recordEdge(text string) bool {
	t := strings.TrimSpace(text)
	return strings.HasPrefix(t, "***") || strings.HasPrefix(t, "-[ ") || strings.Trim(t, "{}[], ") == ""
}

// members reads the other fields of a record whose message is one of them. lines are
// the numbers of the lines that they stand on.
func (s *scanner) members(m *meta, lines []int) {
	var v values
	for _, i := range lines {
		if name, value, ok := member(s.lines[i].Text); ok {
			v.set(name, value)
		}
	}
	m.file(&v)
}

// inRecord tells what stands before a message that is a field of a record: "msg: ".
func inRecord(pre string) bool {
	name, _, ok := member(strings.TrimRight(pre, ` "'`) + " x")
	return ok && fieldOf(name) == fieldMessage
}

// membersBehind reads the fields that follow the message in its record.
func (s *scanner) membersBehind() {
	m := &s.msg
	if !m.member || m.meta.clock && m.meta.src != "" && m.meta.dst != "" {
		return
	}
	var lines []int
	for i := m.end; i < len(s.lines) && i < m.end+marksReach; i++ {
		text := s.lines[i].Text
		if isBlank(text) || text == `",` {
			continue
		}
		name, _, ok := member(text)
		if !ok || recordEdge(text) || strings.HasPrefix(strings.TrimSpace(text), "- ") || fieldOf(name) == fieldMessage || isKnownHeader(text) {
			break
		}
		lines = append(lines, i)
	}
	s.members(&m.meta, lines)
}
