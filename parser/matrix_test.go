package parser

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sipwhy/sipwhy/parser/dialect/render"
)

// dialogs are the calls of testdata/dialogs, read by a reader of a few lines that
// shares nothing with the one under test.
func dialogs(t testing.TB) map[string][]render.Message {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "dialogs", "*.sip"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no dialogs: %v", err)
	}
	all := map[string][]render.Message{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all[strings.TrimSuffix(filepath.Base(file), ".sip")] = savedMessages(t, string(data))
	}
	return all
}

var savedHead = regexp.MustCompile(`(?m)^(\d{4}/\d\d/\d\d \d\d:\d\d:\d\d\.\d+) (\S+) -> (\S+)\n`)

func savedMessages(t testing.TB, text string) []render.Message {
	t.Helper()
	var all []render.Message
	heads := savedHead.FindAllStringSubmatchIndex(text, -1)
	for i, head := range heads {
		end := len(text)
		if i+1 < len(heads) {
			end = heads[i+1][0]
		}
		at, err := time.Parse("2006/01/02 15:04:05.000000", text[head[2]:head[3]])
		if err != nil {
			t.Fatal(err)
		}
		m := render.Message{Time: at, Src: text[head[4]:head[5]], Dst: text[head[6]:head[7]], Transport: "udp"}
		top, body, _ := strings.Cut(text[head[1]:end], "\n\n")
		lines := strings.Split(top, "\n")
		m.StartLine, m.Body = lines[0], strings.TrimRight(body, "\n")
		for _, line := range lines[1:] {
			name, value, _ := strings.Cut(line, ": ")
			m.Headers = append(m.Headers, render.Header{Name: name, Value: value})
		}
		all = append(all, m)
	}
	return all
}

// differences tells what of the messages was not recovered, "" for nothing.
func differences(want []render.Message, got []*Message) string {
	if len(got) != len(want) {
		return fmt.Sprintf("%d messages of %d", len(got), len(want))
	}
	for i, m := range got {
		if diff := difference(want[i], m); diff != "" {
			return fmt.Sprintf("message %d: %s", i+1, diff)
		}
	}
	return ""
}

func difference(want render.Message, got *Message) string {
	if got.StartLine != want.StartLine {
		return fmt.Sprintf("start line %q, want %q", got.StartLine, want.StartLine)
	}
	for i, h := range want.Headers {
		if i >= len(got.Headers) {
			return fmt.Sprintf("lacks %s: %s", h.Name, h.Value)
		}
		if g := got.Headers[i]; g.Name != h.Name || g.Value != strings.TrimSpace(h.Value) {
			return fmt.Sprintf("header %q, want %q", g.String(), h.Name+": "+h.Value)
		}
	}
	if len(got.Headers) > len(want.Headers) {
		return fmt.Sprintf("has %q too", got.Headers[len(want.Headers)].String())
	}
	if got.Body != want.Body {
		return "body: " + firstDifference(got.Body, want.Body)
	}
	if len(got.Defects) > 0 {
		return fmt.Sprintf("defects %+v", got.Defects)
	}
	return ""
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range w {
		if i >= len(g) || g[i] != w[i] {
			return fmt.Sprintf("line %d is %q, want %q", i+1, append(g, make([]string, len(w))...)[i], w[i])
		}
	}
	return fmt.Sprintf("has %q too", g[len(w)])
}

// TestMatrix reads every dialog in every dialect, alone and with each damage, and
// wants each message exactly as it was.
func TestMatrix(t *testing.T) {
	all := dialogs(t)
	var names []string
	for name := range all {
		names = append(names, name)
	}
	slices.Sort(names)
	damages := append([]render.Damage{{Name: "alone"}}, render.Damages()...)
	whole := os.Getenv("SIPWHY_MATRIX") != ""
	tries, right := 0, 0
	misses := map[string]string{}
	for _, dialect := range render.Dialects() {
		for _, damage := range damages {
			if !damage.Fits(dialect) {
				continue
			}
			for i, name := range names {
				// Each pair takes another two of the dialogs; all of them where asked.
				if !whole && damage.Name != "alone" && (i+tries)%4 != 0 {
					continue
				}
				tries++
				text := render.Text(dialect, all[name], damage)
				diff := differences(render.Expect(all[name], damage), ReadString(text, Options{}).Messages)
				if diff == "" {
					right++
				} else if key := dialect.Name + " " + damage.Name; misses[key] == "" {
					misses[key] = name + ": " + diff
				}
			}
		}
	}
	t.Logf("%d of %d", right, tries)
	keys := make([]string, 0, len(misses))
	for k := range misses {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		t.Logf("MISS %-40s %.300s", k, misses[k])
	}
}
