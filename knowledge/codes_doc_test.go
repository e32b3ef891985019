package knowledge

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/sipwhy/sipwhy/knowledge/reference"
)

const codesCommand = "go test ./knowledge -run TestCodesDocument -update"

// TestCodesDocument keeps CODES.md as the reference and the network have it.
func TestCodesDocument(t *testing.T) {
	k, err := Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	text, err := codesDoc(k)
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("CODES.md", []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	have, err := os.ReadFile("CODES.md")
	if err != nil || !bytes.Equal(have, []byte(text)) {
		t.Errorf("CODES.md is stale; run: %s", codesCommand)
	}
}

// codesDoc tells every response code in full, and the rest of the reference as
// tables.
func codesDoc(k *Knowledge) (string, error) {
	var b strings.Builder
	fmt.Fprintf(&b, "# What the numbers and names mean\n\nGenerated from `reference/` and `network/` by `%s`; do not edit.\n", codesCommand)
	classes, _ := k.Reference().All(reference.Class)
	codes, errs := k.Reference().All(reference.Response)
	if len(errs) > 0 {
		return "", errs[0]
	}
	slices.SortStableFunc(codes, func(a, b *reference.Entry) int { return strings.Compare(a.Key, b.Key) })
	for _, class := range classes {
		fmt.Fprintf(&b, "\n## %s %s\n\n%s\n", class.Key, class.Name, class.Says)
		for _, e := range codes {
			if e.Key[0] == class.Key[0] {
				k.codeDoc(&b, e)
			}
		}
	}
	b.WriteString("\n## Beyond 699\n")
	for _, e := range codes {
		if e.Key[0] == '7' {
			k.codeDoc(&b, e)
		}
	}
	for _, table := range []struct {
		kind  reference.Kind
		title string
	}{
		{reference.Cause, "Q.850 causes"}, {reference.Warning, "Warning codes"}, {reference.Method, "Methods"}, {reference.Header, "Headers"}, {reference.Parameter, "Parameters"},
		{reference.SDP, "SDP"}, {reference.Payload, "Payload types and codecs"}, {reference.Transport, "Media transports"}, {reference.OptionTag, "Option tags"},
		{reference.ReasonProtocol, "Protocols of Reason"}, {reference.Timer, "Timers"}, {reference.Term, "Terms"},
	} {
		entries, errs := k.Reference().All(table.kind)
		if len(errs) > 0 {
			return "", errs[0]
		}
		fmt.Fprintf(&b, "\n## %s\n\n| | name | what it means |\n|---|---|---|\n", table.title)
		for _, e := range entries {
			fmt.Fprintf(&b, "| `%s` | %s | %s |\n", cell(e.Key), cell(e.Name), cell(e.Says))
		}
	}
	return b.String(), nil
}

func (k *Knowledge) codeDoc(b *strings.Builder, e *reference.Entry) {
	fmt.Fprintf(b, "\n### %s %s\n\n%s\n\n", e.Key, e.Name, e.Says)
	if e.Unregistered {
		b.WriteString("- In no registry.\n")
	}
	item := func(name, text string) {
		if text != "" {
			fmt.Fprintf(b, "- **%s:** %s\n", name, text)
		}
	}
	item("On "+k.Network.Name, k.Here(e).Says)
	item("Sent by", e.Sender)
	for _, method := range sortedBy(e.By) {
		item("To "+method, e.By[method])
	}
	item("Usual causes", strings.Join(e.Causes, "; "))
	item("Check first", e.Check)
	item("Fix", strings.Join(e.Fix, " "))
	item("Try again", e.Retry)
	item("Mind", e.Confused)
	for _, other := range sortedBy(e.Differs) {
		item("Not "+other, e.Differs[other])
	}
	item("Source", strings.Join(e.Cites, ", "))
}

func sortedBy(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
