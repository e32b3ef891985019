package answers_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sipwhy/sipwhy/knowledge/answers"
)

// TestWords holds the words of every intent to their form: cues and samples that
// can be read, placeholders that the facts give.
func TestWords(t *testing.T) {
	c := answers.New(nil)
	for _, problem := range c.Lint() {
		t.Error(problem)
	}
	for _, id := range c.IDs() {
		if n := len(c.WordsOf(id).Questions); n < 6 && id != "thanks" {
			t.Errorf("%s has %d sample questions, at least 6 are needed", id, n)
		}
	}
}

// TestTopics holds the suspected causes to diagnoses that exist.
func TestTopics(t *testing.T) {
	for _, id := range answers.TopicIDs() {
		if found, _ := filepath.Glob("../rules/*/" + id + ".yaml"); len(found) != 1 {
			t.Errorf("a suspected cause names the diagnosis %q, which does not exist", id)
		}
	}
}

// sampleFloor is the share of the sample questions that are understood as their own
// intent on some trace. Near intents share some of their words; the floor only
// rises.
const sampleFloor = 0.96

// TestSamples asks each sample question of each intent on every trace until one
// makes it what it is a sample of.
func TestSamples(t *testing.T) {
	b := newBench(t, ownTraces)
	c := answers.New(nil)
	asked, missed := 0, 0
	for _, id := range c.IDs() {
		for _, q := range c.WordsOf(id).Questions {
			asked++
			understood := false
			for name := range b.reports {
				if got, _ := c.Best(q, b.on(t, name, true)); got == id {
					understood = true
					break
				}
			}
			if !understood {
				missed++
				t.Logf("%q is never understood as %s", q, id)
			}
		}
	}
	if share := 1 - float64(missed)/float64(asked); share < sampleFloor {
		t.Errorf("%d of %d sample questions are not understood (%.3f), the floor is %.2f", missed, asked, share, sampleFloor)
	}
}

// TestEveryAnswer lets every intent answer on every trace: no line is empty or
// lacks a value.
func TestEveryAnswer(t *testing.T) {
	b := newBench(t, ownTraces)
	c := answers.New(nil)
	for name := range b.reports {
		for _, problem := range c.Every("what about 5550142 and #2, the 403 and the Via?", b.on(t, name, true)) {
			t.Errorf("%s: %s", name, problem)
		}
	}
}

// heldOutFloor is the share of the held-out questions that are understood. They
// are no samples and no cue was written for them; the floor only rises.
const heldOutFloor = 0.95

// TestHeldOut measures how questions are understood that nobody tuned for.
func TestHeldOut(t *testing.T) {
	b := newBench(t, ownTraces)
	rows := append(table(t, "testdata/heldout-1.txt"), table(t, "testdata/heldout-2.txt")...)
	right := 0
	for _, row := range rows {
		var wanted []string
		for want := range strings.SplitSeq(row[1], ",") {
			wanted = append(wanted, strings.TrimSpace(want))
		}
		got := ""
		if a := b.Answer(row[2], b.on(t, row[0], true)); a != nil {
			got = a.Intent
		}
		if slices.Contains(wanted, got) {
			right++
		} else {
			t.Logf("%s: %q is taken for %q, not %s", row[0], row[2], got, row[1])
		}
	}
	if share := float64(right) / float64(len(rows)); share < heldOutFloor {
		t.Errorf("%d of %d held-out questions are understood (%.3f), the floor is %.2f", right, len(rows), share, heldOutFloor)
	}
}

// TestTalk stays silent on ordinary talk in the thread of a trace.
func TestTalk(t *testing.T) {
	b := newBench(t, ownTraces)
	for _, file := range []string{"testdata/talk.txt", "testdata/heldout-talk.txt", "testdata/heldout-talk-2.txt"} {
		for _, row := range table(t, file) {
			line := strings.Join(row, " | ")
			answered := ""
			for name := range b.reports {
				if a := b.Answer(line, b.on(t, name, false)); a != nil {
					answered = name + ", as " + a.Intent
				}
			}
			if answered != "" {
				t.Errorf("%q is answered on %s", line, answered)
			}
		}
	}
}

func BenchmarkAnswer(b *testing.B) {
	bench := newBench(b, ownTraces)
	ctx := bench.on(b, "mismatch", true)
	for b.Loop() {
		if bench.Answer("which number is wrong?", ctx) == nil {
			b.Fatal("no answer")
		}
	}
}
