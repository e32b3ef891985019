package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/sipwhy/sipwhy/bot/slack"
)

var update = flag.Bool("update", false, "write the parts of the README that are made")

const readme = "../../README.md"

// TestReadme holds the parts of the README that are made to what they are made of:
// the sample, its reply and the scopes. -update writes them.
func TestReadme(t *testing.T) {
	data, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for _, part := range []struct{ name, content string }{
		{"paste", fenced(sample(t))},
		{"reply", fenced(sipwhy("explain", "testdata/403.txt").out)},
		{"scopes", scopeTable()},
	} {
		if text, err = replacePart(text, part.name, part.content); err != nil {
			t.Fatal(err)
		}
	}
	if text == string(data) {
		return
	}
	if !*update {
		t.Fatal("the README is not what the program says any more; run: go test ./cmd/sipwhy -run TestReadme -update")
	}
	if err := os.WriteFile(readme, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func fenced(text string) string { return "```text\n" + text + "```\n" }

// replacePart puts content between the two marks of a part.
func replacePart(text, name, content string) (string, error) {
	begin, end := "<!-- "+name+" -->\n", "<!-- /"+name+" -->"
	before, rest, ok := strings.Cut(text, begin)
	if !ok {
		return "", fmt.Errorf("the README has no mark %q", strings.TrimSpace(begin))
	}
	_, after, ok := strings.Cut(rest, end)
	if !ok {
		return "", fmt.Errorf("the README has no mark %q", end)
	}
	return before + begin + content + end + after, nil
}

func scopeTable() string {
	var b strings.Builder
	b.WriteString("| scope | what for | without it |\n|---|---|---|\n")
	for _, s := range slack.Scopes() {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", s.Name, s.Why, s.Without)
	}
	return b.String()
}
