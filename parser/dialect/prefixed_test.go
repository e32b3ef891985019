package dialect

import (
	"strings"
	"testing"
)

// shown is a log whose mark, dashes and message have nothing before them.
const shown = `recv 312 bytes from udp/[198.51.100.7]:5060 at 10:00:01.123456:
------------------------------------------------------------------------
OPTIONS sip:192.0.2.20 SIP/2.0
Via: SIP/2.0/UDP 198.51.100.7:5060;branch=z9hG4bKpre1
From: <sip:5550101@192.0.2.20>;tag=p1
To: <sip:5550102@192.0.2.20>
Call-ID: pre1@198.51.100.7
CSeq: 5 OPTIONS
Content-Length: 0

`

func TestPrefixOfEveryLine(t *testing.T) {
	for name, prefix := range map[string]func(i int, line string) string{
		"cat -n":    func(i int, line string) string { return strings.Repeat(" ", 5-len(itoa(i))) + itoa(i) + "\t" + line },
		"grep -n":   func(i int, line string) string { return itoa(i) + ":" + line },
		"grep -A":   func(i int, line string) string { return "sip.log-" + itoa(i) + markOf(line) + line },
		"kubectl":   func(_ int, line string) string { return "[pod/sip-7d9f/proxy] " + line },
		"compose":   func(_ int, line string) string { return "app_1  | " + line },
		"collector": func(i int, line string) string { return "2026-01-05T10:02:" + itoa(10+i) + "Z relay " + line },
		"irc":       func(_ int, line string) string { return "<ana> " + line },
		"list":      func(i int, line string) string { return itoa(i) + ". " + line },
	} {
		var lines []Line
		for i, line := range strings.Split(shown, "\n") {
			lines = append(lines, Line{Text: prefix(i+1, line), N: i + 1})
		}
		taken := 0
		r := Frames(Unprefix(lines, func(int) { taken++ }))
		if len(r.Frames) != 1 {
			t.Errorf("%s: %d messages", name, len(r.Frames))
			continue
		}
		f := r.Frames[0]
		if f.Src != "198.51.100.7:5060" || f.Direction != In || f.Transport != "udp" || f.Time.Format("15:04:05.000") != "10:00:01.123" || strings.Count(f.Text, "\n") != 6 {
			t.Errorf("%s: %+v", name, f)
		}
		if taken == 0 {
			t.Errorf("%s: no line was told", name)
		}
	}
}

func markOf(line string) string {
	if strings.Contains(line, "SIP/2.0") {
		return ":"
	}
	return "-"
}

func itoa(n int) string {
	if n > 9 {
		return itoa(n/10) + itoa(n%10)
	}
	return string(rune('0' + n))
}

// A log of which only the message's own lines have a prefix, and text without any.
func TestNoPrefix(t *testing.T) {
	for _, text := range []string{
		shown,
		"one\ntwo\nthree\n" + strings.ReplaceAll(shown, "\n", "\nfour: "),
		`"` + strings.ReplaceAll(shown, "\n", `\r\n"`+"\n\""),
	} {
		var lines []Line
		for i, line := range strings.Split(text, "\n") {
			lines = append(lines, Line{Text: line, N: i + 1})
		}
		Unprefix(lines, func(n int) { t.Errorf("line %d of %q was changed", n, text[:20]) })
	}
}
