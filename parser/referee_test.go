//go:build referee

package parser

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sipwhy/sipwhy/parser/capture/traffic"
)

// TestTsharkOutputs reads a capture as tshark writes it in each of its structured
// forms: the messages are those that the capture itself gives. It fails where tshark
// is missing.
func TestTsharkOutputs(t *testing.T) {
	file := filepath.Join(t.TempDir(), "calls.pcap")
	var capture bytes.Buffer
	if _, err := traffic.Write(&capture, traffic.Options{Calls: 20, Open: 5, Seed: 3}); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, capture.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	want := seen(Read([]Part{{Reader: &capture}}, Options{}))
	for _, form := range []string{"json", "ek", "pdml"} {
		out, err := exec.Command("tshark", "-r", file, "-T", form).Output()
		if err != nil {
			t.Fatalf("tshark -T %s: %v", form, err)
		}
		if diff := cmp.Diff(want, seen(Read([]Part{{Reader: bytes.NewReader(out)}}, Options{}))); diff != "" {
			t.Errorf("tshark -T %s (-capture +read):\n%s", form, diff)
		}
	}
}

// seen is what two readings of one message must agree on.
func seen(t *Trace) (all []string) {
	for _, m := range t.Messages {
		all = append(all, m.Time.UTC().String()+" "+m.Src+" "+m.Dst+" "+m.StartLine+" "+m.CallID+"\n"+m.Body)
	}
	return all
}
