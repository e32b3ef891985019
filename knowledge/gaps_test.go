package knowledge

import (
	"fmt"
	"slices"
	"testing"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
	"github.com/sipwhy/sipwhy/parser/dialect/render"
)

// TestGaps takes each message out of every sample, one at a time. A trace that shows
// less proves less: no diagnosis grows surer of what it said before, and one that is new
// is certain only of what a message still says, a refusal or a reason of its own.
func TestGaps(t *testing.T) {
	k, err := Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	tried := 0
	for _, c := range readCorpus(t, k) {
		messages, kept, ok := framed(c.sample.Paste)
		if !ok || len(messages) < 2 || len(messages) > 40 {
			continue
		}
		name := "raw"
		if kept == all {
			name = "sngrep"
		}
		dialect, ok := render.DialectNamed(name)
		if !ok {
			t.Fatalf("no dialect is called %s", name)
		}
		read := func(messages []render.Message) []*rules.Finding {
			text := render.Text(dialect, messages)
			return k.Diagnose(parser.ReadString(text, parser.Options{Password: c.sample.Password, Plan: k.Plan()})).Faults()
		}
		whole := surest(read(messages))
		for i := range messages {
			tried++
			gap := fmt.Sprintf("%s: %s, without message %d (%s)", c.id, c.sample.Name, i+1, messages[i].StartLine)
			for _, f := range read(slices.Delete(slices.Clone(messages), i, i+1)) {
				before, had := whole[f.ID]
				switch {
				case spokeAgainst[c.sample.Name] == messages[i].StartLine:
				case had && f.Certainty.Rank() < before.Rank():
					t.Errorf("%s: %s is %s, and was only %s", gap, f.ID, f.Certainty, before)
				case !had && f.Certainty == rules.Certain && !quotesRefusal(f):
					t.Errorf("%s: %s is certain although it quotes no refusal", gap, f.ID)
				}
			}
		}
	}
	t.Logf("%d gaps", tried)
}

// spokeAgainst are the messages that are the reason for doubt, by sample: without them
// there is none.
var spokeAgainst = map[string]string{
	// That another box refuses than the one that asked for the login, the challenge shows.
	"hit-from-downstream": "SIP/2.0 407 Proxy Authentication Required",
}

// surest is the strongest word for each fault.
func surest(faults []*rules.Finding) map[string]rules.Certainty {
	all := map[string]rules.Certainty{}
	for _, f := range faults {
		if have, ok := all[f.ID]; !ok || f.Certainty.Rank() < have.Rank() {
			all[f.ID] = f.Certainty
		}
	}
	return all
}

// quotesRefusal tells a finding that rests on a refusal, or on the reason that a message
// gives itself.
func quotesRefusal(f *rules.Finding) bool {
	return slices.ContainsFunc(f.Evidence, func(e rules.Evidence) bool {
		return e.Message.Code >= 300 || e.Message.Has("Reason")
	})
}
