package render

import "strings"

// Messages with nothing but what people put between them.

func raw(w *writer, m Message) {
	w.message(m, "", "\n")
	if m.Body != "" {
		w.f("\n")
	}
}

func ruled(w *writer, m Message) {
	if w.n > 0 {
		w.f("%s\n", strings.Repeat("=", 60))
	}
	raw(w, m)
}

func commented(w *writer, m Message) {
	w.f("#### message %d\n", w.n+1)
	raw(w, m)
}

func arrows(w *writer, m Message) {
	w.f("%s -> %s\n", m.Src, m.Dst)
	raw(w, m)
}

// prefixed writes each line of each message behind the prefix of a log.
func prefixed(prefix func(*writer, Message) string) func(*writer, Message) {
	return func(w *writer, m Message) {
		w.message(m, prefix(w, m), "\n")
		if m.Body != "" {
			w.f("%s\n", prefix(w, m))
		}
	}
}

// within writes a dialect behind the constant prefix of a log collector.
func within(prefix string, inner func(*writer, Message)) func(*writer, Message) {
	return func(w *writer, m Message) {
		one := writer{n: w.n, local: w.local, damages: w.damages}
		inner(&one, m)
		for line := range strings.Lines(one.String()) {
			w.f("%s%s", prefix, line)
		}
	}
}
