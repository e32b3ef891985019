package dialect

import "strings"

// follow is the head of Wireshark's "follow stream" as tshark prints it: "Node 0:
// a:p" and "Node 1: b:p". Before each datagram stands its length, behind a tab if
// node 1 sent it: that tab is the only mark of direction. Learnt from tshark's own
// output.
type follow struct {
	// read is how many lines were looked at.
	read  int
	nodes [2]string
}

// followMark reads the line with the length of a datagram.
func (s *scanner) followMark(m *meta, line int) bool {
	text := s.lines[line].Text
	if t := strings.TrimSpace(text); !isDigits(t) || len(t) > 5 {
		return false
	}
	f := &s.follow
	for ; f.read < line; f.read++ {
		t := strings.TrimSpace(s.lines[f.read].Text)
		for n, label := range [...]string{"Node 0: ", "Node 1: "} {
			if strings.HasPrefix(t, label) {
				f.nodes[n], _ = hostPort(t[len(label):])
			}
		}
	}
	if f.nodes[0] == "" || f.nodes[1] == "" {
		return false
	}
	src, dst := f.nodes[0], f.nodes[1]
	if text[0] == '\t' {
		src, dst = dst, src
	}
	m.add(meta{format: "wireshark", src: src, dst: dst})
	return true
}
