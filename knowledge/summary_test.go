package knowledge

import (
	"bytes"
	"net/netip"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sipwhy/sipwhy/parser"
	"github.com/sipwhy/sipwhy/parser/capture/traffic"
	"github.com/sipwhy/sipwhy/parser/dialect/render"
)

// TestSummaryCountsWhatExplainFinds captures every sample of every rule that a capture
// can hold: the findings that a summary counts are those that the rules name one by one.
func TestSummaryCountsWhatExplainFinds(t *testing.T) {
	k, err := Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	tried := 0
	for _, c := range readCorpus(t, k) {
		messages, kept, ok := framed(c.sample.Paste)
		if !ok || kept != all || comesAgain(messages) {
			continue
		}
		file, ok := captureOf(messages)
		if !ok {
			continue
		}
		tried++
		part := func() []parser.Part { return []parser.Part{{Name: "sample.pcap", Reader: bytes.NewReader(file)}} }
		opt := parser.Options{Plan: k.Plan()}
		want := map[string]int{}
		for _, f := range k.Diagnose(parser.Read(part(), opt)).Findings {
			want[f.ID]++
		}
		if diff := cmp.Diff(want, k.Summarize(part(), opt).Findings); diff != "" {
			t.Errorf("%s %s (-explain +summary):\n%s", c.sample.File, c.sample.Name, diff)
		}
	}
	if tried < 200 {
		t.Errorf("only %d samples were captured", tried)
	}
}

// comesAgain tells a registration that is refreshed after a silence: a summary has
// forgotten it by then, and counts it anew.
func comesAgain(messages []render.Message) bool {
	var last time.Time
	for _, m := range messages {
		if !strings.HasPrefix(m.StartLine, "REGISTER ") {
			continue
		}
		if !last.IsZero() && m.Time.Sub(last) > 33*time.Second {
			return true
		}
		last = m.Time
	}
	return false
}

// captureOf is a pcap of messages that went over UDP between IPv4 addresses.
func captureOf(messages []render.Message) (file []byte, ok bool) {
	var b bytes.Buffer
	out := traffic.NewCapture(&b)
	for _, m := range messages {
		src, err := netip.ParseAddrPort(m.Src)
		dst, err2 := netip.ParseAddrPort(m.Dst)
		if err != nil || err2 != nil || !src.Addr().Is4() || !dst.Addr().Is4() {
			return nil, false
		}
		out.Datagram(m.Time, src, dst, []byte(onWire(m)))
	}
	return b.Bytes(), out.Err() == nil
}

// onWire is a message as it is sent.
func onWire(m render.Message) string {
	body := ""
	if m.Body != "" {
		body = strings.ReplaceAll(m.Body, "\n", "\r\n") + "\r\n"
	}
	var b strings.Builder
	b.WriteString(m.StartLine + "\r\n")
	for _, h := range m.Headers {
		if strings.EqualFold(h.Name, "Content-Length") || h.Name == "l" {
			h.Value = strconv.Itoa(len(body))
		}
		b.WriteString(h.Name + ": " + h.Value + "\r\n")
	}
	return b.String() + "\r\n" + body
}
