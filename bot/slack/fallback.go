package slack

import (
	"fmt"
	"strings"

	"github.com/slack-go/slack/slackutilsx"

	"github.com/sipwhy/sipwhy/bot"
)

// Fallback is the text of a reply for notifications, screen readers and clients
// without blocks, escaped so that nothing in it can mention or link.
func Fallback(r *bot.Reply) string {
	lines := strings.Split(r.Text(), "\n")
	var b strings.Builder
	room := maxText
	for i, line := range lines {
		// "&" grows to "&amp;" on the wire, and the limit is for the wire.
		line = escape(cutRunes(line, maxLine))
		if n := len([]rune(line)) + 1; n > room-80 {
			fmt.Fprintf(&b, "… %s; ask about one call or message.", plural(len(lines)-i, "more line"))
			break
		} else {
			room -= n
		}
		b.WriteString(line)
		b.WriteByte('\n')
	}
	return strings.TrimRight(b.String(), "\n")
}

// escape makes the trace's text plain text of Slack's: names, channels and links
// are tokens in angle brackets, which escaped text cannot hold.
func escape(s string) string { return slackutilsx.EscapeMessage(s) }
