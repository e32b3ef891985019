package bot_test

import (
	"bufio"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sipwhy/sipwhy/bot"
	"github.com/sipwhy/sipwhy/knowledge"
)

func handler(t testing.TB) *bot.Handler {
	t.Helper()
	k, err := knowledge.Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	return bot.New(k)
}

// said is a message in a channel that mentions nobody.
func said(text string) bot.Message {
	return bot.Message{TS: "1", Channel: "C1", User: "U1", Text: text}
}

// TestChatter stays silent on what is no SIP, whatever it looks like, and answers
// what is. A line stands for a message; \n in it is a line end.
func TestChatter(t *testing.T) {
	h := handler(t)
	for file, answered := range map[string]bool{"testdata/silence.txt": false, "testdata/answered.txt": true} {
		for _, text := range texts(t, file) {
			if reply := h.Handle(context.Background(), said(text), nil); (reply != nil) != answered {
				t.Errorf("%s: %q is answered: %v", file, text, reply != nil)
			}
		}
	}
}

// TestSharedChatter does the same with the collection in the folder that
// SIPWHY_SHARED names, where it is named.
func TestSharedChatter(t *testing.T) {
	dir, set := os.LookupEnv("SIPWHY_SHARED")
	if !set {
		return
	}
	data, err := os.ReadFile(filepath.Join(dir, "chatter.json"))
	if err != nil {
		t.Fatal(err)
	}
	var shared struct{ Not, Yes []string }
	if err := json.Unmarshal(data, &shared); err != nil {
		t.Fatal(err)
	}
	if len(shared.Not) == 0 || len(shared.Yes) == 0 {
		t.Fatal("the collection is empty")
	}
	h := handler(t)
	for _, text := range shared.Not {
		if h.Handle(context.Background(), said(text), nil) != nil {
			t.Errorf("answered: %q", text)
		}
	}
	for _, text := range shared.Yes {
		if h.Handle(context.Background(), said(text), nil) == nil {
			t.Errorf("silent on %q", text)
		}
	}
}

func texts(t *testing.T, file string) []string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []string
	for scan := bufio.NewScanner(f); scan.Scan(); {
		if line := scan.Text(); line != "" && !strings.HasPrefix(line, "# ") {
			all = append(all, strings.ReplaceAll(line, `\n`, "\n"))
		}
	}
	return all
}
