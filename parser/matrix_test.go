package parser

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	dialects "github.com/sipwhy/sipwhy/parser/dialect"
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
			if sent, ok := strings.CutPrefix(value, "SIP/2.0/"); ok && len(m.Headers) == 1 {
				sent, _, _ = strings.Cut(sent, " ")
				m.Transport = strings.ToLower(sent)
			}
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
	if len(got.Defects()) > 0 {
		return fmt.Sprintf("defects %+v", got.Defects())
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
// wants each message exactly as it was. Pairs that are known to lose something are
// in knownMisses; one that is no longer lost fails as well.
//
// Each pair takes a few of the dialogs by turns; SIPWHY_MATRIX=1 takes all.
func TestMatrix(t *testing.T) {
	m := newMatrix(t)
	whole := os.Getenv("SIPWHY_MATRIX") != ""
	damages := append([]render.Damage{{Name: "alone"}}, render.Damages()...)
	pair := 0
	for _, dialect := range render.Dialects() {
		for _, damage := range damages {
			if !damage.Fits(dialect) {
				continue
			}
			pair++
			key := dialect.Name + " " + damage.Name
			for i, name := range m.names {
				if whole || damage.Name == "alone" || knownMisses[key] != "" || (i+pair)%4 == 0 {
					m.try(key, name, dialect, damage)
				}
			}
		}
	}
	m.judge(t, 0.99)
}

// TestMatrixPairs lays two damages over each other, in either order.
func TestMatrixPairs(t *testing.T) {
	m := newMatrix(t)
	damages := render.Damages()
	names := []string{"raw", "sngrep", "asterisk-pjsip", "syslog"}
	turn := 0
	for _, first := range damages {
		for _, second := range damages {
			turn++
			if first.Name == second.Name || first.Saves() && second.Saves() || os.Getenv("SIPWHY_MATRIX") == "" && turn%3 != 0 {
				continue
			}
			// Plain messages, a capture, a log with marks and one with prefixes, by turns.
			dialect, ok := render.DialectNamed(names[turn%len(names)])
			if !ok {
				t.Fatal(names)
			}
			m.try(first.Name+" "+second.Name, m.names[turn%len(m.names)], dialect, first, second)
		}
	}
	m.report(t)
	if float64(m.right) < float64(m.tries)*0.98 {
		t.Errorf("only %d of %d", m.right, m.tries)
	}
}

// matrix counts renderings that were read without a loss.
type matrix struct {
	dialogs      map[string][]render.Message
	names        []string
	tries, right int
	// misses holds the first loss of each pair, seen each pair that was tried.
	misses map[string]string
	seen   map[string]bool
}

func newMatrix(t *testing.T) *matrix {
	m := &matrix{dialogs: dialogs(t), misses: map[string]string{}, seen: map[string]bool{}}
	for name := range m.dialogs {
		m.names = append(m.names, name)
	}
	slices.Sort(m.names)
	return m
}

func (m *matrix) try(key, name string, dialect render.Dialect, damages ...render.Damage) {
	m.tries++
	m.seen[key] = true
	text := render.Text(dialect, m.dialogs[name], damages...)
	diff := differences(render.Expect(m.dialogs[name], damages...), ReadString(text, Options{}).Messages)
	if diff == "" {
		m.right++
	} else if m.misses[key] == "" {
		m.misses[key] = name + ": " + diff
	}
}

// report prints the table of losses.
func (m *matrix) report(t *testing.T) {
	t.Logf("%d of %d renderings read without a loss", m.right, m.tries)
	for _, key := range slices.Sorted(maps.Keys(m.misses)) {
		t.Logf("miss: %-42s %.240s", key, m.misses[key])
	}
}

// judge fails for losses that are not known, and for known ones that are none.
func (m *matrix) judge(t *testing.T, share float64) {
	m.report(t)
	for key, loss := range m.misses {
		if knownMisses[key] == "" {
			t.Errorf("%s: %.400s", key, loss)
		}
	}
	for key := range knownMisses {
		switch {
		case !m.seen[key]:
			t.Errorf("%s is no pair", key)
		case m.misses[key] == "":
			t.Errorf("%s is read without a loss now: take it out of knownMisses", key)
		}
	}
	if lost := float64(m.tries - m.right); lost > float64(m.tries)*(1-share)+float64(len(knownMisses)*len(m.names)) {
		t.Errorf("only %d of %d", m.right, m.tries)
	}
}

// TestMatrixKeeps: what a dialect says of time, addresses, direction and transport is
// read, and nothing that it does not say.
func TestMatrixKeeps(t *testing.T) {
	all := dialogs(t)
	for _, dialect := range render.Dialects() {
		t.Run(dialect.Name, func(t *testing.T) {
			for name, messages := range all {
				trace := ReadString(render.Text(dialect, messages), Options{})
				if len(trace.Messages) != len(messages) {
					t.Fatalf("%s: %d messages", name, len(trace.Messages))
				}
				for i, m := range trace.Messages {
					if diff := keeps(dialect.Keeps, messages[i], m); diff != "" {
						t.Fatalf("%s: message %d: %s", name, i+1, diff)
					}
				}
			}
		})
	}
}

func keeps(k render.Keeps, want render.Message, got *Message) string {
	switch clock := want.Time.Truncate(max(k.Time, 1)); {
	case k.Time > 0 && !got.Clock:
		return "no time"
	case k.Time > 0 && k.Date && !got.Time.Equal(clock):
		return fmt.Sprintf("time %v, want %v", got.Time, clock)
	case k.Time > 0 && !k.Date && got.Time.Format("15:04:05.000000") != clock.Format("15:04:05.000000"):
		return fmt.Sprintf("time %v, want %v", got.Time, clock)
	case k.Both && (got.Src != want.Src || got.Dst != want.Dst):
		return fmt.Sprintf("from %q to %q, want %q and %q", got.Src, got.Dst, want.Src, want.Dst)
	case k.Peer && got.Src != want.Src && got.Dst != want.Dst:
		return fmt.Sprintf("from %q to %q, want one of %q and %q", got.Src, got.Dst, want.Src, want.Dst)
	case got.Src != "" && got.Src != want.Src || got.Dst != "" && got.Dst != want.Dst:
		return fmt.Sprintf("from %q to %q, which are not %q and %q", got.Src, got.Dst, want.Src, want.Dst)
	case k.Direction && got.Direction == dialects.Unknown:
		return "no direction"
	case k.Transport && got.Transport != want.Transport:
		return fmt.Sprintf("transport %q, want %q", got.Transport, want.Transport)
	}
	return ""
}
