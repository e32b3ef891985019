package knowledge

import (
	"fmt"
	"testing"

	"github.com/sipwhy/sipwhy/parser/dialect/render"
)

// otherwise are the samples that an excerpt turns into another story, each rightly
// told as what is left of it: the line that tells it from that is what was cut.
var otherwise = map[string]string{
	"near-accepted-all-the-same":       "the answer that accepts the login is cut off",
	"near-a-phone-that-registers-here": "the registration that makes the sender a phone of this PBX is cut off",
	"near-restart-of-a-phone":          "the registration behind the removal is cut off",
	"near-an-announcement-first":       "the change back to sendrecv is cut off",
	"near-the-phone-registers-there":   "the registration that makes the caller the phone's own server is cut off",
}

// TestExcerpts pastes the beginning and the end of every sample in which nothing is
// wrong, message by message. Where an excerpt shows no failure, nobody is accused:
// what is missing is never held against anybody.
func TestExcerpts(t *testing.T) {
	k, err := Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	tried := 0
	for _, c := range readCorpus(t, k) {
		if len(c.sample.Expect) > 0 || len(faultIDs(c.report)) > 0 {
			continue
		}
		messages, kept, ok := framed(c.sample.Paste)
		if !ok || len(messages) > 40 {
			continue
		}
		excerpt := rendering{dialect: "raw"}
		if kept == all {
			excerpt.dialect = "sngrep"
		}
		for i := 1; i < len(messages); i++ {
			for name, part := range map[string][]render.Message{
				fmt.Sprintf("first %d of %d", i, len(messages)):              messages[:i],
				fmt.Sprintf("last %d of %d", len(messages)-i, len(messages)): messages[i:],
			} {
				if failing(part) || otherwise[c.sample.Name] != "" {
					continue
				}
				tried++
				if got, _ := k.rendered(t, excerpt, part, c.sample.Password); len(got) > 0 {
					t.Errorf("%s: %s, %s: accuses of %v", c.id, c.sample.Name, name, got)
				}
			}
		}
	}
	t.Logf("%d excerpts", tried)
}

// failing tells whether messages show a failure: a refusal that is more than a first
// challenge or the end of a cancelled call, or a request that had to be repeated.
func failing(messages []render.Message) bool {
	challenges := 0
	sent := map[string]bool{}
	for _, m := range messages {
		code := 0
		if _, err := fmt.Sscanf(m.StartLine, "SIP/2.0 %d", &code); err != nil {
			key := m.StartLine
			for _, h := range m.Headers {
				if h.Name == "Via" || h.Name == "CSeq" {
					key += h.Value
				}
			}
			if sent[key] {
				return true
			}
			sent[key] = true
		}
		switch {
		case code == 401 || code == 407:
			if challenges++; challenges > 1 {
				return true
			}
		case code >= 400 && code != 487:
			return true
		}
	}
	return false
}
