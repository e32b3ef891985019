package slack

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sipwhy/sipwhy/bot"
	"github.com/sipwhy/sipwhy/bot/slack/fake"
	"github.com/sipwhy/sipwhy/knowledge/words"
)

var update = flag.Bool("update", false, "write the golden files anew")

// evil is what a trace may hold to mention, link or format.
const evil = "<!here> <@U0BOB00001> @channel <https://example.com|click> *bold* _it_ ~no~ `tick` ```fence``` &lt;!channel&gt; :boom: https://example.com"

func longReply(lines int) *bot.Reply {
	var flow []words.Text
	for i := range lines {
		flow = append(flow, words.T(fmt.Sprintf("%4d  192.0.2.10 ---- INVITE %s", i, strings.Repeat("-", 40))))
	}
	return &bot.Reply{Mark: bot.Fault, Blocks: []bot.Block{
		{Kind: bot.Headline, Lines: []words.Text{words.T("Call refused (403)")}},
		{Kind: bot.Figure, Lines: flow},
		{Kind: bot.Paragraph, Lines: []words.Text{words.T("Fix: send the same number twice.")}},
		{Kind: bot.Context, Lines: []words.Text{words.T("Confidence: likely")}},
	}}
}

// replies are one of each thing that a reply can hold.
func replies() map[string]*bot.Reply {
	line := func(spans ...words.Span) words.Text { return spans }
	return map[string]*bot.Reply{
		"verdict": {
			Mark: bot.Fault, Known: true, Findings: []string{"auth-id-from-mismatch-rejected"},
			Blocks: []bot.Block{
				{Kind: bot.Headline, Lines: []words.Text{line(words.Span{Text: "Call refused ("}, words.Span{Text: "403", Style: words.Quoted}, words.Span{Text: ")."})}},
				{Kind: bot.Paragraph, Lines: []words.Text{line(words.Span{Text: "The PBX logs in as "}, words.Span{Text: "5550118", Style: words.Strong}, words.Span{Text: "."})}},
				{Kind: bot.List, Lines: []words.Text{line(words.Span{Text: "#4 INVITE "}, words.Span{Text: "From: <sip:5550120@…>;tag=…", Style: words.Quoted}), words.T("#6 answer")}},
				{Kind: bot.Figure, Lines: []words.Text{words.T("a  ──INVITE──▶  b"), words.T("a  ◀──403─────  b")}},
				{Kind: bot.Table, Cells: [][]string{{"", "offer", "answer"}, {"codec", "PCMU", ""}, {"port", "11780", "0"}}},
				{Kind: bot.Table, Cells: [][]string{{"second", "table"}, {"a", "b"}}},
				{Kind: bot.Context, Lines: []words.Text{line(words.Span{Text: "Confidence: "}, words.Span{Text: "likely", Style: words.Strong}, words.Span{Text: " "}, words.Span{Text: "x", Style: words.Quoted})}},
			},
			Actions: []bot.Action{{ID: "flow", Label: "Show call flow", Value: "c1@192.0.2.10"}, {ID: "more", Label: "More", Value: "403"}, {ID: "more", Label: "Less", Value: "401"}},
		},
		"healthy": {Mark: bot.Healthy, Blocks: []bot.Block{{Kind: bot.Headline, Lines: []words.Text{words.T("Nothing wrong here.")}}}},
		"risk":    {Mark: bot.Risk, Blocks: []bot.Block{{Kind: bot.Headline, Lines: []words.Text{words.T("A risk.")}}}},
		"unsure":  {Mark: bot.Unsure, Blocks: []bot.Block{{Kind: bot.Paragraph, Lines: []words.Text{words.T("This trace does not tell.")}}}},
		"evil": {Mark: bot.Fault, Blocks: []bot.Block{
			{Kind: bot.Headline, Lines: []words.Text{words.T(evil)}},
			{Kind: bot.List, Lines: []words.Text{words.Quote(evil), words.T(evil)}},
			{Kind: bot.Figure, Lines: []words.Text{words.T(evil)}},
			{Kind: bot.Table, Cells: [][]string{{evil}, {evil}}},
			{Kind: bot.Context, Lines: []words.Text{words.T(evil), words.Quote(evil)}},
		}, Actions: []bot.Action{{ID: "flow", Label: evil, Value: evil}}},
		"empty parts": {Blocks: []bot.Block{
			{Kind: bot.Headline}, {Kind: bot.Paragraph, Lines: []words.Text{nil, words.T("")}}, {Kind: bot.List, Lines: []words.Text{nil}},
			{Kind: bot.Figure}, {Kind: bot.Table}, {Kind: bot.Context},
		}},
		"long figure": longReply(400),
	}
}

// TestGolden compares what replies become with what was looked at and found good.
func TestGolden(t *testing.T) {
	t.Parallel()
	for name, r := range replies() {
		t.Run(name, func(t *testing.T) {
			var got bytes.Buffer
			enc := json.NewEncoder(&got)
			enc.SetEscapeHTML(false)
			enc.SetIndent("", " ")
			if err := enc.Encode(map[string]any{"text": Fallback(r), "blocks": Blocks(r)}); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join("testdata", strings.ReplaceAll(name, " ", "-")+".golden.json")
			if *update {
				if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatalf("%v (go test ./bot/slack -run Golden -update writes it)", err)
			}
			if diff := cmp.Diff(string(want), got.String()); diff != "" {
				t.Errorf("differs from %s (go test ./bot/slack -run Golden -update writes it anew):\n%s", path, diff)
			}
		})
	}
}

// TestSlackTakesEveryReply posts replies of every size and shape into the fake,
// which refuses what Slack refuses.
func TestSlackTakesEveryReply(t *testing.T) {
	t.Parallel()
	all := replies()
	for _, n := range []int{1, 5, 20, 60, 200, 2000} {
		all[fmt.Sprintf("figure of %d", n)] = longReply(n)
		all[fmt.Sprintf("%d paragraphs", n)] = manyBlocks(n, bot.Paragraph)
		all[fmt.Sprintf("%d lists", n)] = manyBlocks(n, bot.List)
		all[fmt.Sprintf("%d figures", n)] = manyBlocks(n, bot.Figure)
		all[fmt.Sprintf("%d contexts", n)] = manyBlocks(n, bot.Context)
		all[fmt.Sprintf("table of %d", n)] = table(n, 3)
		all[fmt.Sprintf("table of %d columns", n)] = table(3, n)
		all[fmt.Sprintf("line of %d", n*100)] = sentence(strings.Repeat("<&>x", n*25))
		all[fmt.Sprintf("%d buttons", n)] = buttonsOf(n)
	}
	s, err := fake.Start(fake.Options{PostEvery: -1, PerMinute: map[string]int{"chat.update": -1}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	root := s.Say(fake.Post{Channel: channel, Text: "root"})
	b := newBot(Config{Tokens: Tokens{App: fake.AppToken, Bot: fake.BotToken, API: s.API()}, timing: quickTime()})
	for name, r := range all {
		ts, err := b.send(t.Context(), spot{channel, root, root}, r, true)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if m, _ := s.Message(channel, ts); len([]rune(m.Text)) > maxText {
			t.Errorf("%s: text of %d", name, len([]rune(m.Text)))
		}
		if err := b.edit(t.Context(), spot{channel, root, root}, ts, r); err != nil {
			t.Errorf("%s, edited: %v", name, err)
		}
	}
}

func manyBlocks(n int, kind bot.BlockKind, fill ...string) *bot.Reply {
	word := strings.Join(append(fill, "word "), "")
	r := &bot.Reply{}
	for i := range n {
		r.Blocks = append(r.Blocks, bot.Block{Kind: kind, Lines: []words.Text{words.T(fmt.Sprintf("block %d %s", i, strings.Repeat(word, 20))), words.Quote("x")}})
	}
	return r
}

func table(rows, columns int) *bot.Reply {
	cells := make([][]string, rows)
	for i := range cells {
		for j := range columns {
			cells[i] = append(cells[i], fmt.Sprintf("%d/%d", i, j))
		}
	}
	return &bot.Reply{Blocks: []bot.Block{{Kind: bot.Table, Cells: cells}}}
}

func buttonsOf(n int) *bot.Reply {
	r := sentence("choose")
	for i := range n {
		r.Actions = append(r.Actions, bot.Action{ID: "flow", Label: strings.Repeat("label ", i%40+1), Value: strings.Repeat("v", i*30)})
	}
	return r
}

// TestCutsAreAnnounced counts what is shown and what is said to be missing.
func TestCutsAreAnnounced(t *testing.T) {
	t.Parallel()
	for _, n := range []int{100, 400, 3000} {
		r := longReply(n)
		text := string(mustJSON(t, Blocks(r)))
		shown := strings.Count(text, "---- INVITE")
		said := announced(t, text)
		if shown+said != n || said > 0 && !strings.Contains(text, "ask for a single one") {
			t.Errorf("%d lines: %d shown and %d announced", n, shown, said)
		}
		for _, part := range []string{"Call refused", "Fix: send", "Confidence"} {
			if !strings.Contains(text, part) {
				t.Errorf("%d lines: %q was cut, though it is no figure", n, part)
			}
		}
		fallback := Fallback(r)
		if shown, said := strings.Count(fallback, "---- INVITE"), announced(t, fallback); shown < n && said == 0 {
			t.Errorf("%d lines: the text is cut and does not say so", n)
		}
	}
}

func announced(t *testing.T, text string) int {
	t.Helper()
	_, rest, found := strings.Cut(text, "… ")
	if !found {
		return 0
	}
	var n int
	if _, err := fmt.Sscanf(rest, "%d more line", &n); err != nil {
		t.Fatalf("%.80q: %v", rest, err)
	}
	return n
}

// TestNothingOfATraceIsRead holds that what a trace says stands in elements that
// Slack shows as they are, and escaped in the text.
func TestNothingOfATraceIsRead(t *testing.T) {
	t.Parallel()
	r := replies()["evil"]
	var blocks []map[string]any
	if err := json.Unmarshal(mustJSON(t, Blocks(r)), &blocks); err != nil {
		t.Fatal(err)
	}
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, item := range v {
				walk(item)
			}
		case map[string]any:
			switch v["type"] {
			case "mrkdwn", "markdown", "link", "user", "usergroup", "broadcast", "channel", "date", "image":
				t.Errorf("an element that Slack reads: %v", v)
			}
			for _, item := range v {
				walk(item)
			}
		}
	}
	for _, b := range blocks {
		walk(b)
	}
	if text := Fallback(r); strings.ContainsAny(text, "<>") {
		t.Errorf("text with brackets: %q", text)
	}
}

func TestBlocksOfNothing(t *testing.T) {
	t.Parallel()
	if got := Blocks(nil); got != nil {
		t.Errorf("got %v", got)
	}
	if got := string(mustJSON(t, Blocks(&bot.Reply{}))); got != "[]" {
		t.Errorf("got %s, want an empty list", got)
	}
}
