package bot

import (
	"fmt"
	"strings"
	"time"

	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

const (
	// columnWidth is the room for one arrow; maxHosts the most hosts side by side.
	columnWidth = 26
	maxHosts    = 4
	maxRungs    = 60
)

// Ladder draws the messages of a dialog as arrows between its hosts, in a
// fixed-width font.
func Ladder(d *parser.Dialog) []words.Text {
	hosts := hostsOf(d)
	if len(hosts) < 2 {
		return listing(d)
	}
	var out []words.Text
	head := strings.Repeat(" ", 12)
	for _, h := range hosts {
		head += center(h, columnWidth)
	}
	out = append(out, words.T(strings.TrimRight(head, " ")))
	var begin *parser.Message
	for i, m := range d.Messages {
		if i == maxRungs {
			out = append(out, words.T(fmt.Sprintf("… %d more messages", len(d.Messages)-i)))
			break
		}
		if begin == nil && m.Clock {
			begin = m
		}
		out = append(out, words.T(rung(m, begin, hosts)))
	}
	return out
}

// hostsOf lists the hosts of a dialog in order of their first appearance.
func hostsOf(d *parser.Dialog) []string {
	var hosts []string
	seen := map[string]bool{}
	for _, m := range d.Messages {
		src, dst := ends(d, m)
		for _, h := range []string{src, dst} {
			if h != "" && !seen[h] && len(hosts) < maxHosts {
				seen[h] = true
				hosts = append(hosts, h)
			}
		}
	}
	return hosts
}

// ends are the hosts of a message; what the log leaves out is filled in from the
// other messages of its side.
func ends(d *parser.Dialog, m *parser.Message) (src, dst string) {
	src, dst = m.SourceHost(), m.TargetHost()
	side := d.SideOf(m)
	if side == parser.NoSide {
		return src, dst
	}
	if src == "" {
		host, _ := d.Host(side)
		src = parser.HostOf(host)
	}
	if dst == "" {
		host, _ := d.Host(side.Other())
		dst = parser.HostOf(host)
	}
	return src, dst
}

func rung(m, begin *parser.Message, hosts []string) string {
	src, dst := ends(m.Dialog, m)
	from, to := indexOf(hosts, src), indexOf(hosts, dst)
	stamp := fmt.Sprintf("#%-3d %-7s", m.N, elapsed(begin, m))
	if from < 0 || to < 0 || from == to {
		return stamp + " " + title(m)
	}
	left, right := min(from, to), max(from, to)
	width := (right-left)*columnWidth - 2
	text := " " + title(m) + " "
	if runes := []rune(text); len(runes) > width-2 {
		text = string(runes[:width-3]) + "…"
	}
	dashes := width - len([]rune(text))
	arrow := strings.Repeat("─", dashes/2) + text + strings.Repeat("─", dashes-dashes/2)
	if from < to {
		arrow = "├" + strings.TrimSuffix(arrow, "─") + ">│"
	} else {
		arrow = "│<" + strings.TrimPrefix(arrow, "─") + "┤"
	}
	return strings.TrimRight(stamp+strings.Repeat(" ", left*columnWidth+columnWidth/2)+arrow, " ")
}

// title is a message in a few words: method or code, SDP, retransmission.
func title(m *parser.Message) string {
	name := what(m)
	if m.IsResponse() {
		name = strings.TrimSpace(fmt.Sprintf("%d %s", m.Code, m.Phrase))
	}
	if m.SDP() != nil {
		name += " (SDP)"
	}
	if m.RetransmissionOf != 0 {
		name += " again"
	}
	return name
}

func elapsed(begin, m *parser.Message) string {
	gap, ok := parser.Between(begin, m)
	if !ok {
		return ""
	}
	return fmt.Sprintf("%.2f", gap.Round(10*time.Millisecond).Seconds())
}

func indexOf(list []string, s string) int {
	for i, have := range list {
		if have == s {
			return i
		}
	}
	return -1
}

func center(s string, width int) string {
	n := len([]rune(s))
	if n >= width {
		return s + " "
	}
	left := (width - n) / 2
	return strings.Repeat(" ", left) + s + strings.Repeat(" ", width-n-left)
}

// listing is the flow without addresses.
func listing(d *parser.Dialog) []words.Text {
	var out []words.Text
	for i, m := range d.Messages {
		if i == maxRungs {
			out = append(out, words.T(fmt.Sprintf("… %d more messages", len(d.Messages)-i)))
			break
		}
		out = append(out, words.T(fmt.Sprintf("#%-3d %-7s %s", m.N, d.SideOf(m), title(m))))
	}
	return out
}
