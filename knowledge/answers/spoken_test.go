package answers

import (
	"strings"
	"testing"

	"github.com/sipwhy/sipwhy/parser"
)

// TestSpokenCodes writes codes in figures, and leaves what only counts.
func TestSpokenCodes(t *testing.T) {
	for text, want := range map[string]string{
		"what is the four oh one about":       "what is the 401 about",
		"is the four-eighty-seven bad":        "is the 487 bad",
		"why five hundred and three":          "why 503",
		"who sent the four hundred":           "who sent the 400",
		"what does six oh three mean":         "what does 603 mean",
		"four fifteen or four eighty":         "415 or 480",
		"one of the two phones":               "one of the two phones",
		"two twenty second calls":             "two twenty second calls",
		"four phones and five lines":          "four phones and five lines",
		"the third-party line has twenty-one": "the third-party line has twenty one",
		"why 2 oh 2":                          "why 2 oh 2",
	} {
		if got := strings.Join(spokenCodes(strings.Fields(text), &parser.Trace{}), " "); got != want {
			t.Errorf("%q is read as %q, want %q", text, got, want)
		}
	}
}
