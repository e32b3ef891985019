package render

import (
	"fmt"
	"strings"

	"github.com/sipwhy/sipwhy/parser/dialect"
)

// writer collects a log.
type writer struct {
	// nodes are the two ends of the stream being followed.
	nodes [2]string
	strings.Builder
	// n counts messages from 0.
	n int
	// local is the host that logs.
	local   string
	damages []Damage
}

func (w *writer) f(format string, args ...any) { fmt.Fprintf(w, format, args...) }

// glue writes a line right below the last one.
func (w *writer) glue(line string) {
	text := strings.TrimRight(w.String(), "\r\n")
	w.Reset()
	w.WriteString(text + "\n" + line + "\n")
}

// localOf is the host that most messages touch: the one that is likely to have
// written the log.
func localOf(messages []Message) string {
	count := map[string]int{}
	best := ""
	for _, m := range messages {
		for _, addr := range []string{m.Src, m.Dst} {
			host := hostOf(addr)
			count[host]++
			if host != "" && (best == "" || count[host] > count[best]) {
				best = host
			}
		}
	}
	return best
}

func hostOf(addr string) string {
	if i := strings.LastIndexByte(addr, ':'); i >= 0 {
		return strings.Trim(addr[:i], "[]")
	}
	return addr
}

func portOf(addr string) string {
	if i := strings.LastIndexByte(addr, ':'); i >= 0 {
		return addr[i+1:]
	}
	return "5060"
}

// sent tells whether the logging host sent the message.
func (w *writer) sent(m Message) bool {
	if m.Direction != dialect.Unknown {
		return m.Direction == dialect.Out
	}
	return hostOf(m.Src) == w.local
}

// peer is the other side's address, own the logging host's.
func (w *writer) peer(m Message) string {
	if w.sent(m) {
		return m.Dst
	}
	return m.Src
}

func (w *writer) own(m Message) string {
	if w.sent(m) {
		return m.Src
	}
	return m.Dst
}

// either gives one of two words by direction.
func (w *writer) either(m Message, sent, received string) string {
	if w.sent(m) {
		return sent
	}
	return received
}

// lines are the lines of a message: start line, headers, an empty line, body.
func (w *writer) lines(m Message) []string {
	lines := []string{m.StartLine}
	for _, h := range m.Headers {
		lines = append(lines, h.Name+": "+h.Value)
	}
	if m.Body == "" || !m.Joined {
		lines = append(lines, "")
	}
	if m.Body != "" {
		lines = append(lines, strings.Split(m.Body, "\n")...)
	}
	for _, damage := range w.damages {
		if damage.lines != nil {
			lines = damage.lines(lines)
		}
	}
	return lines
}

// message writes the lines of a message, each between a prefix and an end.
func (w *writer) message(m Message, prefix, end string) {
	for _, line := range w.lines(m) {
		w.WriteString(prefix)
		w.WriteString(line)
		w.WriteString(end)
	}
}

// joined is the message as one string.
func (w *writer) joined(m Message, end string) string {
	return strings.Join(w.lines(m), end) + end
}

// size is the length of a message on the wire.
func (w *writer) size(m Message) int {
	return len(w.joined(m, "\r\n"))
}

func upper(s string) string { return strings.ToUpper(s) }

// method is the word that a log names a message by: its method, or its code.
func method(m Message) string {
	first, rest, _ := strings.Cut(m.StartLine, " ")
	if strings.HasPrefix(first, "SIP/") {
		first, _, _ = strings.Cut(rest, " ")
	}
	return first
}

func isResponse(m Message) bool { return strings.HasPrefix(m.StartLine, "SIP/") }

func header(m Message, name string) string {
	for _, h := range m.Headers {
		if strings.EqualFold(h.Name, name) {
			return h.Value
		}
	}
	return ""
}
