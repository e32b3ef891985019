package dialect

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// linesOf numbers the lines of a text.
func linesOf(text string) []Line {
	var lines []Line
	for i, t := range strings.Split(text, "\n") {
		lines = append(lines, Line{Text: strings.TrimSuffix(t, "\r"), N: i + 1})
	}
	return lines
}

// TestTraces reads the reference traces, where SIPWHY_SHARED says they lie.
func TestTraces(t *testing.T) {
	dir := os.Getenv("SIPWHY_SHARED")
	if dir == "" {
		return
	}
	files, err := filepath.Glob(filepath.Join(dir, "traces", "*.sip"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no traces in %s: %v", dir, err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		about, err := os.ReadFile(strings.TrimSuffix(file, ".sip") + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var want struct{ Messages int }
		if err := json.Unmarshal(about, &want); err != nil {
			t.Fatal(err)
		}
		if got := len(Frames(linesOf(string(text))).Frames); got != want.Messages {
			t.Errorf("%s: %d messages, want %d", filepath.Base(file), got, want.Messages)
		}
	}
}

// TestChatter holds back from chat and reads what is SIP.
func TestChatter(t *testing.T) {
	dir := os.Getenv("SIPWHY_SHARED")
	if dir == "" {
		return
	}
	data, err := os.ReadFile(filepath.Join(dir, "chatter.json"))
	if err != nil {
		t.Fatal(err)
	}
	var chatter struct{ Not, Yes []string }
	if err := json.Unmarshal(data, &chatter); err != nil {
		t.Fatal(err)
	}
	for _, text := range chatter.Not {
		if r := Frames(linesOf(text)); len(r.Frames)+len(r.Facts) > 0 {
			t.Errorf("%q gave %+v %+v", text, r.Frames, r.Facts)
		}
	}
	for _, text := range chatter.Yes {
		if r := Frames(linesOf(text)); len(r.Frames)+len(r.Facts) == 0 && !strings.HasPrefix(text, "@") {
			t.Errorf("%q gave nothing", text)
		}
	}
}
