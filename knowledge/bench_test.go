package knowledge

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/sipwhy/sipwhy/parser"
)

// healthyCall is the paste of an answered call with its login, as a sample has it.
func healthyCall(b *testing.B) string {
	b.Helper()
	data, err := os.ReadFile("rules/lifecycle/hangup-by-caller.txtar")
	if err != nil {
		b.Fatal(err)
	}
	samples, err := ReadSamples("hangup-by-caller.txtar", data)
	if err != nil {
		b.Fatal(err)
	}
	return samples[0].Paste
}

// several repeats a paste under other Call-IDs until it holds n messages or more.
func several(paste string, n int) string {
	var out strings.Builder
	for i, messages := 0, 0; messages < n; i++ {
		out.WriteString(strings.ReplaceAll(paste, "Call-ID: ", fmt.Sprintf("Call-ID: %d-", i)))
		messages += len(parser.ReadString(paste, parser.Options{}).Messages)
	}
	return out.String()
}

// BenchmarkDiagnose sets what diagnosing costs against what reading costs: it must
// stay the smaller part.
func BenchmarkDiagnose(b *testing.B) {
	k, err := Open(nil)
	if err != nil {
		b.Fatal(err)
	}
	call := healthyCall(b)
	for _, input := range []struct{ name, paste string }{{"call", call}, {"100-messages", several(call, 100)}} {
		b.Run(input.name+"/read", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				parser.ReadString(input.paste, parser.Options{})
			}
		})
		b.Run(input.name+"/diagnose", func(b *testing.B) {
			trace := parser.ReadString(input.paste, parser.Options{})
			b.ReportAllocs()
			for b.Loop() {
				k.Diagnose(trace)
			}
		})
	}
}
