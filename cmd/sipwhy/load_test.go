package main

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/sipwhy/sipwhy/bot/slack/fake"
)

// The load of a busy workspace: pastes a second, over so many channels, for so
// long, against a Slack whose every call takes apiTime.
const (
	loadRate     = 20
	loadChannels = 40
	loadTime     = 30 * time.Second
	apiTime      = 50 * time.Millisecond
)

// BenchmarkLoad runs serve as a process of its own under load. The figures:
//
//	reply-p95-ms   from the paste to its answer, beyond the two calls of the API
//	               (the claim and the post)
//	ack-p99-ms     from the answer to the acknowledgement of the paste
//	ack-max-ms     from the delivery to the acknowledgement
//	lost, doubled  pastes without an answer, and with more than one
//	rss-MB         resident memory at the end, growth-MB since a third of the time,
//	               peak-MB the most it ever was
//
// With -short it takes 3 s.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		underLoad(b)
	}
}

func underLoad(b *testing.B) {
	took := loadTime
	if testing.Short() {
		took = loadTime / 10
	}
	s := start(b, fake.Options{Latency: apiTime})
	p := serve(b, s, fake.AppToken)
	data, err := os.ReadFile("testdata/403-whole.txt")
	if err != nil {
		b.Fatal(err)
	}
	text := string(data)
	roots := make([]string, 0, int(took.Seconds())*loadRate)
	third := 0.0
	tick := time.NewTicker(time.Second / loadRate)
	defer tick.Stop()
	for n := range cap(roots) {
		<-tick.C
		roots = append(roots, s.Say(fake.Post{Channel: loadChannel(n), Text: text, Code: true}))
		if n == cap(roots)/3 {
			third = memory(b, p, "VmRSS")
		}
	}
	settled(b, s)
	report(b, s, roots)
	rss := memory(b, p, "VmRSS")
	b.ReportMetric(rss, "rss-MB")
	b.ReportMetric(rss-third, "growth-MB")
	b.ReportMetric(memory(b, p, "VmHWM"), "peak-MB")
	b.ReportMetric(0, "ns/op")
	if err := p.terminate(); err != nil {
		b.Errorf("serve ended with %v", err)
	}
}

func loadChannel(n int) string { return fmt.Sprintf("C0LOAD%04d", n%loadChannels) }

// report works out the figures of the answers and acknowledgements.
func report(b *testing.B, s *fake.Server, roots []string) {
	var replies, acks, afterReply []time.Duration
	lost, doubled := 0, 0
	answered := map[string]time.Time{}
	for n, root := range roots {
		answers := s.Answers(loadChannel(n), root)
		switch {
		case len(answers) == 0:
			lost++
			continue
		case len(answers) > 1:
			doubled++
		}
		answered[root] = stamp(b, answers[0].TS)
		replies = append(replies, answered[root].Sub(stamp(b, root))-2*apiTime)
	}
	for _, d := range s.Deliveries() {
		if !d.Acked || len(d.Sent) == 0 {
			continue
		}
		acks = append(acks, d.After)
		if at, ok := answered[d.TS]; ok {
			afterReply = append(afterReply, max(0, d.Sent[0].At.Add(d.After).Sub(at)))
		}
	}
	b.ReportMetric(milliseconds(replies, 0.95), "reply-p95-ms")
	b.ReportMetric(milliseconds(afterReply, 0.99), "ack-p99-ms")
	b.ReportMetric(milliseconds(acks, 1), "ack-max-ms")
	b.ReportMetric(float64(lost), "lost")
	b.ReportMetric(float64(doubled), "doubled")
}

// stamp is the time that a message id is made of.
func stamp(b *testing.B, ts string) time.Time {
	seconds, err := strconv.ParseFloat(ts, 64)
	if err != nil {
		b.Fatal(err)
	}
	return time.UnixMicro(int64(seconds * 1e6))
}

// milliseconds is the share-th of sorted durations.
func milliseconds(all []time.Duration, share float64) float64 {
	if len(all) == 0 {
		return 0
	}
	slices.Sort(all)
	return float64(all[min(len(all)-1, int(float64(len(all))*share))].Microseconds()) / 1000
}

// memory reads a figure of a process from the kernel, in MB.
func memory(b *testing.B, p *process, key string) float64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.Process.Pid))
	if err != nil {
		b.Logf("no figure of memory, which can only be read on Linux: %v", err)
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if value, ok := strings.CutPrefix(line, key+":"); ok {
			kilobytes, _ := strconv.ParseFloat(strings.Fields(value)[0], 64)
			return kilobytes / 1024
		}
	}
	b.Fatalf("no %s in the state of the process", key)
	return 0
}
