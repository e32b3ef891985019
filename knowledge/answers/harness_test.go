package answers_test

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sipwhy/sipwhy/knowledge"
	"github.com/sipwhy/sipwhy/knowledge/answers"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// bench is a Knowledge with the traces of a folder diagnosed, by name.
type bench struct {
	*knowledge.Knowledge
	reports map[string]*rules.Report
}

func newBench(t testing.TB, pattern string) *bench {
	t.Helper()
	k, err := knowledge.Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{k, map[string]*rules.Report{}}
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no traces at %s: %v", pattern, err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
		b.reports[name] = k.Diagnose(parser.ReadString(string(text), parser.Options{Plan: k.Plan()}))
	}
	return b
}

const ownTraces = "testdata/traces/*.txt"

// on is the context of a question about a trace, put to the bot or not.
func (b *bench) on(t testing.TB, trace string, addressed bool) answers.Context {
	t.Helper()
	report := b.reports[trace]
	if report == nil {
		t.Fatalf("no trace is called %q", trace)
	}
	return answers.Context{Report: report, Addressed: addressed, Network: b.Network, Common: rules.Fields{"network": "our network", "billing": "Manage Billing", "contact": "the provider"}}
}

// text is an answer as one string, lines and figure.
func text(a *answers.Answer) string {
	var lines []string
	for _, l := range a.Lines {
		lines = append(lines, l.Marked())
	}
	for _, l := range a.Figure {
		lines = append(lines, l.String())
	}
	return strings.Join(lines, "\n")
}

// table reads lines of fields separated by |, comments left out.
func table(t testing.TB, file string) [][]string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var rows [][]string
	for scan := bufio.NewScanner(f); scan.Scan(); {
		line := strings.TrimSpace(scan.Text())
		if line == "" || strings.HasPrefix(line, "# ") {
			continue
		}
		fields := strings.Split(line, "|")
		for i := range fields {
			fields[i] = strings.TrimSpace(fields[i])
		}
		rows = append(rows, fields)
	}
	return rows
}
