package slack

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/sipwhy/sipwhy/bot"
	"github.com/sipwhy/sipwhy/bot/slack/fake"
)

// fileReader is an Answerer that reads the files of a message and answers with
// what they hold, or why not.
func fileReader() *script {
	return &script{handle: func(ctx context.Context, m bot.Message, _ bot.History) (*bot.Reply, bool) {
		var said []string
		for _, f := range m.Files {
			content, err := f.Open(ctx)
			if err != nil {
				said = append(said, f.Name+": "+err.Error())
				continue
			}
			text, err := io.ReadAll(content)
			content.Close()
			if err != nil {
				said = append(said, f.Name+": "+err.Error())
				continue
			}
			said = append(said, f.Name+" has "+string(text[:min(len(text), 40)]))
		}
		return reply(strings.Join(said, " | ")), true
	}}
}

func TestFiles(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		file  fake.File
		fault fake.Fault
		want  string
	}{
		"snippet":            {fake.File{Name: "Untitled", Mode: "snippet", Content: []byte(paste)}, fake.Fault{}, "Untitled has INVITE sip:5550102"},
		"log":                {fake.File{Name: "trunk.log", Content: []byte(paste)}, fake.Fault{}, "trunk.log has INVITE"},
		"capture":            {fake.File{Name: "x.pcap", Mimetype: "application/octet-stream", Content: []byte("\xd4\xc3\xb2\xa1\x02\x00")}, fake.Fault{}, "x.pcap has"},
		"html log":           {fake.File{Name: "x.html", Mimetype: "text/html", Content: []byte("<html>SIP/2.0 200 OK</html>")}, fake.Fault{}, "x.html has <html>"},
		"empty":              {fake.File{Name: "empty.txt"}, fake.Fault{}, "empty.txt has"},
		"no name":            {fake.File{Content: []byte(paste)}, fake.Fault{}, " has INVITE"},
		"path in its name":   {fake.File{Name: "../../etc/passwd", Content: []byte(paste)}, fake.Fault{}, "passwd has INVITE"},
		"of another company": {fake.File{Name: "x.log", Stub: true, Content: []byte(paste)}, fake.Fault{}, " has INVITE"},
		"sign-in page":       {fake.File{Name: "x.log", Hidden: true, Content: []byte(paste)}, fake.Fault{}, "invite the bot to the channel"},
		"lies elsewhere":     {fake.File{Name: "x.log", Mode: "external"}, fake.Fault{}, "lies outside Slack"},
		"deleted":            {fake.File{Name: "x.log", Mode: "tombstone"}, fake.Fault{}, "was deleted"},
		"beyond the plan":    {fake.File{Name: "x.log", Mode: "hidden_by_limit"}, fake.Fault{}, "workspace's plan"},
		"picture":            {fake.File{Name: "x.png", Mimetype: "image/png", Content: []byte("\x89PNG")}, fake.Fault{}, "pictures"},
		"too large":          {fake.File{Name: "x.pcap", Size: 200 << 20, Content: []byte("x")}, fake.Fault{}, "limit is 64 MB"},
		"download forbidden": {fake.File{Name: "x.log", Content: []byte("x")}, fake.Fault{Status: 403}, "does not let the bot fetch it"},
		"download breaks":    {fake.File{Name: "x.log", Content: []byte("x")}, fake.Fault{Status: 500}, "broke off"},
		"download hangs":     {fake.File{Name: "x.log", Content: []byte("x")}, fake.Fault{Hang: time.Hour}, "x.log: "},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := open(t, quickSlack())
			p := h.serve(fileReader(), func(c *Config) { c.timing.call, c.timing.download = time.Second, 500*time.Millisecond })
			if test.fault.Status != 0 || test.fault.Hang != 0 {
				h.Break("download", test.fault)
			}
			root := h.Say(fake.Post{Channel: channel, Text: "the trace", Files: []*fake.File{&test.file}})
			h.until("the file is answered", func() bool { return len(h.Answers(channel, root)) == 1 })
			h.settled(p)
			got := strings.NewReplacer("&lt;", "<", "&gt;", ">").Replace(h.once(channel, root).Text)
			if !strings.Contains(got, test.want) {
				t.Errorf("answer %q, want %q in it", got, test.want)
			}
			if strings.Contains(got, "http") || strings.Contains(got, "127.0.0.1") {
				t.Errorf("the answer shows an address: %q", got)
			}
			if test.file.Mode == "external" && len(h.Calls("download")) > 0 {
				t.Error("a file outside Slack was asked for")
			}
		})
	}
}

// TestLargerThanSaid stops a download that does not end where Slack said.
func TestLargerThanSaid(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	c := &capped{w: &out, left: 10}
	if _, err := c.Write([]byte("0123456789")); err != nil {
		t.Fatalf("within the limit: %v", err)
	}
	if _, err := c.Write([]byte("x")); err != errTooLong || out.Len() != 10 {
		t.Errorf("beyond it: %v after %d bytes", err, out.Len())
	}
}

// TestFilesWithoutScope says what the bot lacks.
func TestFilesWithoutScope(t *testing.T) {
	t.Parallel()
	o := quickSlack()
	o.Scopes = strings.ReplaceAll(fake.AllScopes, "files:read,", "")
	h := open(t, o)
	p := h.serve(fileReader())
	for _, f := range []*fake.File{{Name: "x.log", Content: []byte(paste)}, {Name: "x.log", Stub: true}} {
		root := h.Say(fake.Post{Channel: channel, Text: "the trace", Files: []*fake.File{f}})
		h.until("the file is answered", func() bool { return len(h.Answers(channel, root)) == 1 })
		h.settled(p)
		if got := h.once(channel, root).Text; !strings.Contains(got, "files:read") {
			t.Errorf("answer %q", got)
		}
	}
}

// TestManyFilesAtOnce opens all files of several messages before it reads the
// first, which no bound on downloads may turn into a deadlock.
func TestManyFilesAtOnce(t *testing.T) {
	t.Parallel()
	h := open(t, quickSlack())
	p := h.serve(&script{handle: func(ctx context.Context, m bot.Message, _ bot.History) (*bot.Reply, bool) {
		var open []io.ReadCloser
		for _, f := range m.Files {
			content, err := f.Open(ctx)
			if err != nil {
				return reply(err.Error()), true
			}
			defer content.Close()
			open = append(open, content)
		}
		whole := 0
		for _, content := range open {
			if text, err := io.ReadAll(content); err == nil && len(text) == len(paste)*2000 {
				whole++
			}
		}
		return reply(fmt.Sprintf("%d files", whole)), true
	}})
	var roots []string
	for range 5 {
		var files []*fake.File
		for range 10 {
			files = append(files, &fake.File{Name: "x.log", Content: bytes.Repeat([]byte(paste), 2000)})
		}
		roots = append(roots, h.Say(fake.Post{Channel: channel, Text: "traces", Files: files}))
	}
	h.until("the files are answered", func() bool { return len(h.Said(channel)) == 5 })
	h.settled(p)
	for _, root := range roots {
		if got := h.once(channel, root).Text; !strings.Contains(got, "10 files") {
			t.Errorf("answer %q", got)
		}
	}
}

// TestAbandonedFile ends a download that nobody reads to its end.
func TestAbandonedFile(t *testing.T) {
	t.Parallel()
	h := open(t, quickSlack())
	p := h.serve(&script{handle: func(ctx context.Context, m bot.Message, _ bot.History) (*bot.Reply, bool) {
		content, err := m.Files[0].Open(ctx)
		if err != nil {
			return reply(err.Error()), true
		}
		head := make([]byte, 6)
		_, err = io.ReadFull(content, head)
		content.Close()
		if err != nil {
			return reply(err.Error()), true
		}
		return reply("begins with " + string(head)), true
	}})
	for range 12 {
		f := &fake.File{Name: "x.log", Content: bytes.Repeat([]byte(paste+"\n"), 50000)}
		root := h.Say(fake.Post{Channel: channel, Text: "trace", Files: []*fake.File{f}})
		h.until("the file is answered", func() bool { return len(h.Answers(channel, root)) == 1 })
		if got := h.once(channel, root).Text; !strings.Contains(got, "begins with INVITE") {
			t.Fatalf("answer %q", got)
		}
	}
	h.settled(p)
}
