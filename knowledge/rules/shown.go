package rules

import (
	"strconv"
	"strings"
	"time"

	"github.com/sipwhy/sipwhy/parser"
)

// Seconds writes a duration for a reply: "0.1 s", "6.9 s", "88 s", "2 min 5 s".
func Seconds(d time.Duration) string {
	switch {
	case d < 0:
		return "0 s"
	case d < 10*time.Second:
		s := strconv.FormatFloat(float64(d.Round(100*time.Millisecond))/float64(time.Second), 'f', 1, 64)
		if d < 100*time.Millisecond {
			return strconv.Itoa(int(d.Milliseconds())) + " ms"
		}
		return strings.TrimSuffix(s, ".0") + " s"
	case d < 2*time.Minute:
		return strconv.Itoa(int(d.Round(time.Second)/time.Second)) + " s"
	}
	d = d.Round(time.Second)
	minutes, seconds := int(d/time.Minute), int(d%time.Minute/time.Second)
	if minutes >= 120 {
		return strconv.Itoa(minutes/60) + " h " + strconv.Itoa(minutes%60) + " min"
	}
	if seconds == 0 {
		return strconv.Itoa(minutes) + " min"
	}
	return strconv.Itoa(minutes) + " min " + strconv.Itoa(seconds) + " s"
}

// Number writes a message number as a reply does: "#4".
func Number(m *parser.Message) string {
	if m == nil {
		return ""
	}
	return "#" + strconv.Itoa(m.N)
}

// Shown writes a user or host for a sentence; an empty one as "unknown".
func Shown(s string) string {
	if s == "" {
		return "unknown"
	}
	return s
}
