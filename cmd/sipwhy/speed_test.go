//go:build referee

package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/sipwhy/sipwhy/knowledge"
	"github.com/sipwhy/sipwhy/parser"
	"github.com/sipwhy/sipwhy/parser/capture/traffic"
)

var writeReadme = flag.Bool("readme", false, "write the table of TestSpeed into the README")

// The promises of the README.
const (
	timesFaster   = 3   // than tshark -z sip,stat
	mostMemory    = 256 // MB, of a capture with 2,500 open calls
	mostStreamed  = 300 // MB, of 2 GB of finished calls
	mostOfProcess = 30 * time.Millisecond
	mostOfLog     = 50 * time.Millisecond
)

// measured is one line of the table.
type measured struct{ what, took, memory string }

// TestSpeed measures the program itself, beside tshark in the same run. It fails on
// wrong counts and on too much memory; what is slower than promised it says, since
// the machine may be the reason. With -readme it writes the table there:
//
//	go test -tags referee -run TestSpeed ./cmd/sipwhy -readme
func TestSpeed(t *testing.T) {
	dir := t.TempDir()
	bin := filepath.Join(dir, "sipwhy")
	if out, err := exec.Command("go", "build", "-trimpath", "-o", bin, ".").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	var table []measured
	table = append(table, speedOfCapture(t, bin, dir)...)
	if !testing.Short() {
		table = append(table, speedOfStream(t, bin))
	}
	table = append(table, speedOfPastes(t, bin, dir)...)
	text := tableOf(table)
	fmt.Print(text)
	if *writeReadme && !t.Failed() {
		fillReadme(t, text)
	}
}

// speedOfCapture compares the summary of a busy capture with tshark's own, taking
// turns, each with its best time.
func speedOfCapture(t *testing.T, bin, dir string) []measured {
	file := filepath.Join(dir, "busy.pcap")
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	want, err := traffic.Write(f, traffic.Options{Calls: 40_000, Open: 2500, Seed: 1})
	if err = errorsOf(err, f.Close()); err != nil {
		t.Fatal(err)
	}
	ours, theirs := time.Duration(1<<62), time.Duration(1<<62)
	memory := int64(0)
	for range 3 {
		took, rss, out := timed(t, nil, bin, "explain", "--json", "--summary", file)
		ours, memory = min(ours, took), max(memory, rss)
		checkSummary(t, out, want)
		took, _, _ = timed(t, nil, "tshark", "-q", "-z", "sip,stat", "-r", file)
		theirs = min(theirs, took)
	}
	ratio := theirs.Seconds() / ours.Seconds()
	if ratio < timesFaster {
		slow("%v is only %.1f times as fast as the %v of tshark, want %d", ours, ratio, theirs, timesFaster)
	}
	if memory > mostMemory {
		t.Errorf("%d MB, want at most %d", memory, mostMemory)
	}
	what := fmt.Sprintf("%s MB capture, %s messages of 40,000 calls, 2,500 at a time", thousands(want.Bytes>>20), thousands(int64(want.Messages)))
	return []measured{
		{what + ": `sipwhy explain --json --summary`", fmt.Sprintf("%.1f s", ours.Seconds()), fmt.Sprintf("%d MB", memory)},
		{"the same: `tshark -q -z sip,stat`", fmt.Sprintf("%.1f s (%.1f times as long)", theirs.Seconds(), ratio), ""},
	}
}

func checkSummary(t *testing.T, out []byte, want traffic.Counts) {
	t.Helper()
	var got struct {
		Messages int
		Dialogs  map[string]int
	}
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	if got.Messages != want.Messages || fmt.Sprint(got.Dialogs) != fmt.Sprint(want.Outcomes) {
		t.Errorf("%d messages, %v, want %d, %v", got.Messages, got.Dialogs, want.Messages, want.Outcomes)
	}
}

// speedOfStream sends 2 GB through standard input.
func speedOfStream(t *testing.T, bin string) measured {
	r, w := io.Pipe()
	counts := make(chan traffic.Counts, 1)
	go func() {
		c, err := traffic.Write(w, traffic.Options{Calls: 340_000, Open: 2500, Seed: 2})
		counts <- c
		w.CloseWithError(err)
	}()
	took, rss, out := timed(t, r, bin, "explain", "--json", "--summary")
	want := <-counts
	checkSummary(t, out, want)
	if rss > mostStreamed {
		t.Errorf("%d MB for a stream of %d, want at most %d", rss, want.Bytes>>20, mostStreamed)
	}
	return measured{fmt.Sprintf("%.1f GB of such calls through a pipe, with the writing of them", float64(want.Bytes)/1e9), fmt.Sprintf("%.0f s", took.Seconds()), fmt.Sprintf("%d MB", rss)}
}

func speedOfPastes(t *testing.T, bin, dir string) []measured {
	call, err := os.ReadFile("testdata/403.txt")
	if err != nil {
		t.Fatal(err)
	}
	paste := filepath.Join(dir, "paste.txt")
	// Four messages at the end of 1 MB of what a PBX logs otherwise.
	log := filepath.Join(dir, "log.txt")
	noise := strings.Repeat("[2026-02-11 09:29:59] VERBOSE[1201][C-000000a7] app_dial.c: Called PJSIP/5550102/sip:5550102@198.51.100.30:5060\n", 1<<20/110)
	for name, data := range map[string][]byte{paste: call, log: append([]byte(noise), call...)} {
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return []measured{
		inProcess(t, "reading and diagnosing a paste of 7 messages, in process", "testdata/403-whole.txt", 1),
		inProcess(t, "the same of 105 messages in 15 calls", "testdata/403-whole.txt", 15),
		speedOf(t, "start of the process (`sipwhy --version`)", mostOfProcess, bin, "--version"),
		speedOf(t, "`sipwhy code 487`, as a whole process", mostOfProcess, bin, "code", "487"),
		speedOf(t, "`sipwhy code no ringback before answer`, full text", 100*time.Millisecond, bin, "code", "no ringback before answer"),
		speedOf(t, "a refused call of 4 messages, as a whole process", mostOfProcess, bin, "explain", "--json", paste),
		speedOf(t, "1 MB of log with four messages in it, as a whole process", mostOfLog, bin, "explain", "--json", log),
	}
}

// inProcess measures reading and diagnosing without a process.
func inProcess(t *testing.T, what, file string, calls int) measured {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var paste strings.Builder
	for i := range calls {
		paste.WriteString(strings.ReplaceAll(string(data), "Call-ID: ", fmt.Sprintf("Call-ID: %d-", i)))
	}
	k, err := knowledge.Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	text := paste.String()
	result := testing.Benchmark(func(b *testing.B) {
		for b.Loop() {
			k.Diagnose(parser.ReadString(text, parser.Options{Plan: k.Plan()}))
		}
	})
	return measured{what, fmt.Sprintf("%.2f ms", float64(result.NsPerOp())/1e6), ""}
}

func speedOf(t *testing.T, what string, most time.Duration, bin string, arguments ...string) measured {
	var all []time.Duration
	for range 21 {
		took, _, _ := timed(t, nil, bin, arguments...)
		all = append(all, took)
	}
	slices.Sort(all)
	if all[0] > most {
		slow("%s took %v at best, want at most %v", what, all[0], most)
	}
	return measured{what, fmt.Sprintf("%.0f ms", float64(all[len(all)/2].Microseconds())/1000), ""}
}

// timed runs a program to its end and returns how long it took, the most memory
// that it had, in MB, and its output.
func timed(t *testing.T, in io.Reader, name string, arguments ...string) (time.Duration, int64, []byte) {
	t.Helper()
	command := exec.Command(name, arguments...)
	var out, failure bytes.Buffer
	command.Stdin, command.Stdout, command.Stderr = in, &out, &failure
	began := time.Now()
	err := command.Run()
	took := time.Since(began)
	if err != nil && (command.ProcessState == nil || command.ProcessState.ExitCode() != 1) {
		t.Fatalf("%s: %v: %s", name, err, failure.String())
	}
	rss := command.ProcessState.SysUsage().(*syscall.Rusage).Maxrss
	return took, rss >> 10, out.Bytes()
}

// slow says what is slower than promised.
func slow(format string, args ...any) {
	fmt.Printf("slower than promised: "+format+"\n", args...)
}

func errorsOf(all ...error) error {
	for _, err := range all {
		if err != nil {
			return err
		}
	}
	return nil
}

func thousands(n int64) string {
	s := fmt.Sprint(n)
	for at := len(s) - 3; at > 0; at -= 3 {
		s = s[:at] + "," + s[at:]
	}
	return s
}

func tableOf(table []measured) string {
	var b strings.Builder
	fmt.Fprintf(&b, "| what, on %d cores | time | memory |\n|---|---|---|\n", runtime.NumCPU())
	for _, m := range table {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", m.what, m.took, m.memory)
	}
	return b.String()
}

func fillReadme(t *testing.T, table string) {
	const begin, end = "<!-- speed -->\n", "<!-- /speed -->"
	name := filepath.Join("..", "..", "README.md")
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(data), begin)
	_, after, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatalf("%s has no %s%s", name, begin, end)
	}
	if err := os.WriteFile(name, []byte(before+begin+table+end+after), 0o644); err != nil {
		t.Fatal(err)
	}
}
