package render

import (
	"encoding/json"
	"strconv"
	"strings"
)

// Messages inside the strings of a program.

func itoa(n int) string { return strconv.Itoa(n) }

func pythonBytes(w *writer, m Message) {
	text := w.joined(m, "\r\n")
	quote := "'"
	if strings.Contains(text, "'") && !strings.Contains(text, `"`) {
		quote = `"`
	}
	var b strings.Builder
	for _, c := range []byte(text) {
		switch {
		case c == '\r':
			b.WriteString(`\r`)
		case c == '\n':
			b.WriteString(`\n`)
		case c == '\t':
			b.WriteString(`\t`)
		case c == '\\' || string(c) == quote:
			b.WriteString(`\` + string(c))
		case c < ' ' || c >= 0x7f:
			b.WriteString(`\x` + string("0123456789abcdef"[c>>4]) + string("0123456789abcdef"[c&15]))
		default:
			b.WriteByte(c)
		}
	}
	w.f("b%s%s%s\n", quote, b.String(), quote)
}

func goString(w *writer, m Message) {
	w.f("%s INFO packet received payload=%s\n", m.Time.Format("2006/01/02 15:04:05"), strconv.QuoteToGraphic(w.joined(m, "\r\n")))
}

func jsonLog(w *writer, m Message) {
	text, err := json.Marshal(w.joined(m, "\r\n"))
	if err != nil {
		panic(err) // a string can be marshalled
	}
	w.f(`{"level":"debug","ts":"%s","src":"%s","msg":%s,"dst":"%s"}`+"\n", m.Time.Format("2006-01-02T15:04:05.000Z"), m.Src, text, m.Dst)
}

// cString is a message in the source of a test: a string for each line.
func cString(w *writer, m Message) {
	for _, line := range w.lines(m) {
		w.f("    \"%s\\r\\n\"\n", strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(line))
	}
	w.f("\n")
}
