package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"
)

// code runs `sipwhy code` in this process.
func code(t *testing.T, args ...string) (status int, out string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	status = run(append([]string{"code"}, args...), streams{strings.NewReader(""), &stdout, &stderr})
	if stderr.Len() > 0 && status != 2 {
		t.Errorf("%v: standard error: %s", args, stderr.String())
	}
	return status, stdout.String()
}

// TestCodePage wants pages that fit a terminal of 80 columns, and the exit status
// that the contract gives.
func TestCodePage(t *testing.T) {
	for _, test := range []struct {
		status int
		args   []string
		has    string
	}{
		{0, []string{"403"}, "\n  Usual causes    1. the account"},
		{0, []string{"487", "request", "terminated"}, "487 Request Terminated\n"},
		{0, []string{"403", "vs", "603"}, "The difference"},
		{0, []string{"Reason: Q.850;cause=16"}, "16 Normal call clearing"},
		{0, []string{"list", "4xx"}, "487  Request Terminated\n"},
		{0, []string{"list"}, "list codes"},
		{0, []string{"help"}, "/sipcode 487"},
		{1, []string{"qwertzuiop", "asdfgh"}, "The nearest:"},
		{2, []string{"--no-such-flag"}, ""},
	} {
		status, out := code(t, test.args...)
		if status != test.status || !strings.Contains(out, test.has) {
			t.Errorf("%v: status %d, want %d with %q:\n%s", test.args, status, test.status, test.has, out)
		}
		for line := range strings.Lines(out) {
			if line = strings.TrimRight(line, "\n"); utf8.RuneCountInString(line) > pageWidth && strings.Contains(strings.TrimSpace(line), " ") && test.status == 0 && test.args[0] != "list" {
				t.Errorf("%v: a line of %d columns: %q", test.args, utf8.RuneCountInString(line), line)
			}
			if strings.TrimRight(line, " ") != line {
				t.Errorf("%v: blanks at the end of %q", test.args, line)
			}
		}
	}
}

// TestCodeDocument holds the document against the contract.
func TestCodeDocument(t *testing.T) {
	status, out := code(t, "--json", "SIP", "487")
	var doc struct {
		Schema  int
		Query   string
		Matches []map[string]any
	}
	if err := json.Unmarshal([]byte(out), &doc); err != nil || status != 0 {
		t.Fatalf("status %d, %v:\n%s", status, err, out)
	}
	if doc.Schema != 1 || doc.Query != "SIP 487" || len(doc.Matches) != 1 {
		t.Fatalf("schema %d, query %q, %d matches", doc.Schema, doc.Query, len(doc.Matches))
	}
	m := doc.Matches[0]
	for key, want := range map[string]any{"kind": "response", "key": "487", "name": "Request Terminated"} {
		if m[key] != want {
			t.Errorf("%s is %v, want %v", key, m[key], want)
		}
	}
	for _, key := range []string{"says", "network", "retry"} {
		if s, ok := m[key].(string); !ok || s == "" {
			t.Errorf("%s is %v", key, m[key])
		}
	}
	for _, key := range []string{"causes", "fix", "cites", "see"} {
		if list, ok := m[key].([]any); !ok || len(list) == 0 {
			t.Errorf("%s is %v", key, m[key])
		}
	}
	status, out = code(t, "--json", "list", "3xx")
	if status != 0 || strings.Count(out, `"kind": "response"`) != 5 {
		t.Errorf("list 3xx: status %d:\n%s", status, out)
	}
	status, out = code(t, "--json", "qwertzuiop", "asdfgh")
	if status != 1 || !strings.Contains(out, `"matches": []`) || !strings.Contains(out, `"nearest": [`) {
		t.Errorf("nothing found: status %d:\n%s", status, out)
	}
}

// TestWrap breaks at blanks alone.
func TestWrap(t *testing.T) {
	got := wrap("one two "+strings.Repeat("x", 70)+" three", "  A ", "    ")
	if want := "  A one two\n    " + strings.Repeat("x", 70) + " three\n"; got != want {
		t.Errorf("wrapped as %q, want %q", got, want)
	}
}
