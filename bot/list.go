package bot

import (
	"fmt"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/reference"
	"github.com/sipwhy/sipwhy/knowledge/words"
)

// list answers "list", "list 4xx" and "list headers"; nil where the query is no
// list.
func (h *Handler) list(query string) *Reply {
	asked := strings.Fields(strings.ToLower(strings.Trim(query, " .!?")))
	if len(asked) == 0 || asked[0] != "list" && asked[0] != "ls" {
		return nil
	}
	if len(asked) > 1 && (asked[1] == "all" || asked[1] == "the" || asked[1] == "of") {
		asked = append(asked[:1], asked[2:]...)
	}
	library := h.know.Reference()
	if len(asked) == 1 {
		return overview(library)
	}
	title, heads := library.List(strings.Join(asked[1:], " "))
	if len(heads) == 0 {
		reply := overview(library)
		reply.Known = false
		return reply
	}
	return listed(title, heads)
}

// listed sets keys and names in columns; a long list runs on in one line.
func listed(title string, heads []reference.Head) *Reply {
	reply := &Reply{Known: true}
	reply.add(Headline, words.Text{{Text: fmt.Sprintf("%s (%d)", title, len(heads)), Style: words.Strong}})
	if len(heads) > 60 {
		keys := make([]string, len(heads))
		for i, head := range heads {
			keys[i] = head.Key
		}
		reply.add(Paragraph, words.T(strings.Join(keys, ", ")))
		return reply
	}
	width := 0
	for _, head := range heads {
		width = max(width, len([]rune(head.Key)))
	}
	var lines []words.Text
	for _, head := range heads {
		line := head.Key
		if !strings.EqualFold(head.Name, head.Key) {
			line += strings.Repeat(" ", width-len([]rune(head.Key))+2) + shortName(head.Name)
		}
		if head.Unregistered && !strings.HasPrefix(head.Name, "(not registered") {
			line += " (in no registry)"
		}
		lines = append(lines, words.T(line))
	}
	reply.Blocks = append(reply.Blocks, Block{Kind: Figure, Lines: lines})
	return reply
}

func shortName(name string) string {
	if runes := []rune(name); len(runes) > 60 {
		return string(runes[:59]) + "…"
	}
	return name
}

// overview tells what can be listed.
func overview(library *reference.Library) *Reply {
	reply := &Reply{Known: true}
	reply.add(Headline, words.Text{{Text: "What I can explain", Style: words.Strong}})
	reply.Blocks = append(reply.Blocks, Block{Kind: Table, Cells: library.Contents()})
	reply.add(Context, words.Cat(words.T("For the entries of one: "), words.Quote("list 4xx"), words.T(", "), words.Quote("list q850"), words.T(", "), words.Quote("list headers"), words.T(".")))
	return reply
}
