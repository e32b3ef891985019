package knowledge

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
	"github.com/sipwhy/sipwhy/parser/dialect"
	"github.com/sipwhy/sipwhy/parser/dialect/render"
)

// rendering is one way in which every sample is pasted once more.
type rendering struct {
	dialect string
	damages []string
	// cut is how many bytes at the end are lost, in the middle of the last message.
	cut int
	// whole is set where the rendering keeps what a sample says besides its
	// messages: times and addresses, or nothing of the kind for samples that have
	// none. The diagnosis must then be the same.
	whole bool
}

func (r rendering) String() string {
	name := r.dialect
	for _, d := range r.damages {
		name += "+" + d
	}
	if r.cut > 0 {
		name += fmt.Sprintf(", the last %d bytes lost", r.cut)
	}
	return name
}

// addressed are the renderings of samples whose messages have times and addresses,
// bare those of samples without either. A sample that has some of it is rendered as
// bare too, and may then lose its diagnosis.
var (
	addressed = []rendering{
		{"sngrep-crlf", nil, 0, true},
		{"ngrep-byline", nil, 0, true},
		{"sipgrep", nil, 0, true},
		{"sngrep", []string{"slack-text"}, 0, true},
		{"sngrep", []string{"quoted", "entities"}, 0, true},
		{"sngrep-in-docker", []string{"smart-quotes"}, 0, true},
		{"asterisk-pjsip", nil, 0, false},
		{"freeswitch", []string{"colours"}, 0, false},
		{"kamailio-syslog", nil, 0, false},
		{"raw", []string{"markdown-links"}, 0, false},
		{"sngrep", nil, 100, false},
	}
	bare = []rendering{
		{"raw", nil, 0, true},
		{"raw-ruled", []string{"slack-text"}, 0, true},
		{"raw", []string{"quoted", "entities"}, 0, true},
		{"raw-commented", nil, 0, true},
		{"python-bytes", nil, 0, true},
		{"docker-compose", nil, 0, true},
		{"raw", []string{"html-pre"}, 0, true},
		{"c-string", nil, 0, true},
		{"jssip", nil, 0, false},
		{"raw", nil, 100, false},
	}
)

// TestRenderings pastes every sample of every rule in other dialects and with the
// damage of chat. What keeps all facts keeps the diagnosis; what loses some accuses
// nobody of anything else.
func TestRenderings(t *testing.T) {
	k, err := Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	tried, same := 0, 0
	for _, c := range readCorpus(t, k) {
		messages, kept, ok := framed(c.sample.Paste)
		if !ok {
			continue
		}
		list := bare
		if kept == all {
			list = addressed
		}
		want := faultIDs(c.report)
		for _, r := range list {
			got, partial := k.rendered(t, r, messages, c.sample.Password)
			tried++
			if slices.Equal(got, want) {
				same++
				continue
			}
			name := fmt.Sprintf("%s: %s as %s", c.id, c.sample.Name, r)
			if r.whole && kept != some {
				t.Errorf("%s: %v, want %v", name, got, want)
				continue
			}
			if r.cut > 0 && partial {
				continue
			}
			for _, id := range got {
				if !slices.Contains(want, id) && !weaker(want, id) {
					t.Errorf("%s: accuses of %s, the whole sample of %v (partial: %v)", name, id, want, partial)
				}
			}
		}
	}
	t.Logf("%d of %d renderings keep the very diagnosis", same, tried)
}

// weaker tells a fault that is what remains of a stronger one when the trace loses
// times, addresses or its end: the same family, less sharp.
func weaker(want []string, got string) bool {
	families := [][]string{
		// Which of the causes of a refusal it is.
		{"auth-id-from-mismatch-rejected", "invite-forbidden-after-credentials", "reg-forbidden-after-credentials", "account-no-credit", "source-ip-not-allowed", "brute-force-register", "contact-user-not-aor"},
		// Who was asked to log in, and whether the answer was a guess.
		{"inbound-invite-challenged", "auth-challenge-unanswered", "toll-fraud-attempt", "scanner-probe"},
		{"auth-nonce-reused", "auth-wrong-password", "auth-stale-nonce-loop"},
		// Whether the number or the host is unknown takes a call of the same sender to
		// the same server that works; whose address a redirect names, the sender's own.
		{"request-uri-host-not-trunk-domain", "number-not-found"},
		{"redirect-target-unusable", "request-timeout-408"},
		// Why nothing came back: by size, or unknown.
		{"message-too-large-udp", "no-response-to-request"},
	}
	for _, family := range families {
		if !slices.Contains(family, got) {
			continue
		}
		for _, id := range want {
			if slices.Contains(family, id) {
				return true
			}
		}
	}
	return false
}

// rendered diagnoses messages as pasted in a rendering.
func (k *Knowledge) rendered(t *testing.T, r rendering, messages []render.Message, password string) (faults []string, partial bool) {
	t.Helper()
	d, ok := render.DialectNamed(r.dialect)
	if !ok {
		t.Fatalf("no dialect is called %s", r.dialect)
	}
	var damages []render.Damage
	for _, name := range r.damages {
		damage, ok := render.DamageNamed(name)
		if !ok {
			t.Fatalf("no damage is called %s", name)
		}
		damages = append(damages, damage)
	}
	text := render.Text(d, messages, damages...)
	text = text[:max(0, len(text)-r.cut)]
	trace := parser.ReadString(text, parser.Options{Password: password, Plan: k.Plan()})
	for _, m := range trace.Messages {
		partial = partial || m.Partial
	}
	report := k.Diagnose(trace)
	if !r.whole {
		return firmFaults(report), partial
	}
	return faultIDs(report), partial
}

// firmFaults are the faults that are more than a hint.
func firmFaults(r *rules.Report) []string {
	var ids []string
	for _, f := range r.Faults() {
		if f.Certainty != rules.Possible && !slices.Contains(ids, f.ID) {
			ids = append(ids, f.ID)
		}
	}
	return ids
}

// share is how much a sample says of times and addresses.
type share uint8

const (
	none share = iota
	some
	all
)

// framed takes the messages out of a sample, as sent. ok is false where the sample
// is no series of whole messages.
func framed(paste string) (messages []render.Message, kept share, ok bool) {
	var lines []dialect.Line
	for i, text := range strings.Split(paste, "\n") {
		lines = append(lines, dialect.Line{Text: strings.TrimSuffix(text, "\r"), N: i + 1})
	}
	result := dialect.Frames(lines)
	whole, nothing := true, true
	for _, f := range result.Frames {
		m, ok := unframed(f)
		if !ok || f.Clipped { // what a capture says of itself, no other dialect does
			return nil, none, false
		}
		whole = whole && !secure(m) && f.Clock && f.Src != "" && f.Dst != ""
		nothing = nothing && !f.Clock && f.Src == "" && f.Dst == "" && f.Direction == dialect.Unknown
		messages = append(messages, m)
	}
	kept = some
	if whole {
		kept = all
	} else if nothing {
		kept = none
	}
	return messages, kept, len(messages) > 0 && len(result.Facts) == 0
}

// secure tells a message over TLS, which no sniffer would show.
func secure(m render.Message) bool {
	return slices.ContainsFunc(m.Headers, func(h render.Header) bool { return strings.Contains(h.Value, "SIP/2.0/TLS") })
}

func unframed(f dialect.Frame) (render.Message, bool) {
	head, body, _ := strings.Cut(f.Text, "\n\n")
	lines := strings.Split(head, "\n")
	if !strings.Contains(lines[0], "SIP/2.0") {
		return render.Message{}, false
	}
	m := render.Message{StartLine: lines[0], Body: strings.TrimRight(body, "\n"), Time: f.Time, Src: f.Src, Dst: f.Dst, Transport: f.Transport, Direction: f.Direction}
	for _, line := range lines[1:] {
		if strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t") {
			if n := len(m.Headers); n > 0 {
				m.Headers[n-1].Value += " " + strings.TrimSpace(line)
			}
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			return render.Message{}, false
		}
		m.Headers = append(m.Headers, render.Header{Name: strings.TrimSpace(name), Value: strings.TrimSpace(value)})
	}
	return m, true
}
