package knowledge

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

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

// BenchmarkManyCalls diagnoses the log of a long evening of refused calls: what a call
// costs must not grow with their number.
func BenchmarkManyCalls(b *testing.B) {
	k, err := Open(nil)
	if err != nil {
		b.Fatal(err)
	}
	for _, calls := range []int{1000, 10000} {
		trace := parser.ReadString(refusedCalls(calls), parser.Options{Plan: k.Plan()})
		b.Run(fmt.Sprint(calls), func(b *testing.B) {
			for b.Loop() {
				k.Diagnose(trace)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*calls), "ns/call")
		})
	}
}

// refusedCalls is a log of calls of one host, each refused a second after the other.
func refusedCalls(n int) string {
	var out strings.Builder
	for i := range n {
		at := time.Date(2026, 2, 11, 18, 0, i, 0, time.UTC)
		for j, start := range []string{"INVITE sip:+12025550111@192.0.2.20 SIP/2.0", "SIP/2.0 403 Forbidden"} {
			hosts := [2]string{"198.51.100.7:5060", "192.0.2.20:5060"}
			fmt.Fprintf(&out, "%s %s -> %s\n%s\nVia: SIP/2.0/UDP 198.51.100.7;branch=z9hG4bK%d\nFrom: <sip:555%04d@192.0.2.20>;tag=f%d\nTo: <sip:+12025550111@192.0.2.20>\nCall-ID: c%d\nCSeq: 1 INVITE\nContent-Length: 0\n\n",
				at.Add(time.Duration(j)*20*time.Millisecond).Format("2006/01/02 15:04:05.000000"), hosts[j], hosts[1-j], start, i, i%1000, i, i)
		}
	}
	return out.String()
}
