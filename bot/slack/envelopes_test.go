package slack

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/sipwhy/sipwhy/bot/slack/fake"
)

func mustJSON(t *testing.T, v any) []byte {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// TestOddEnvelopes holds that whatever Slack sends is acknowledged, also what
// slack-go cannot decode, and that a message in it is still read.
func TestOddEnvelopes(t *testing.T) {
	t.Parallel()
	message := `{"type":"message","channel":"C0ODD%[1]d","channel_type":"channel","user":"U0ALICE001","ts":"%[2]s","event_ts":"%[2]s","text":%[3]s%[4]s}`
	tests := []struct {
		name, kind, payload string
		answered            bool
	}{
		{"unknown event", "events_api", `{"type":"event_callback","team_id":"T0TEAM0001","event":{"type":"teleported","user":"U1"}}`, false},
		{"unknown envelope", "holograms", `{"type":"x"}`, false},
		{"payload is a list", "events_api", `[1,2]`, false},
		{"payload is null", "interactive", `null`, false},
		{"payload is a string", "slash_commands", `"text"`, false},
		{"event is a number", "events_api", `{"type":"event_callback","team_id":"T0TEAM0001","event":5}`, false},
		{"held back", "events_api", `{"type":"app_rate_limited","team_id":"T0TEAM0001","minute_rate_limited":1793000000,"api_app_id":"A0SIPBOT01"}`, false},
		{"malformed block", "events_api", messagePayload(message, 7, `,"blocks":[{"type":"rich_text","elements":"none"},7]`), true},
		{"blocks are an object", "events_api", messagePayload(message, 8, `,"blocks":{"type":"rich_text"}`), true},
		{"malformed element", "events_api", messagePayload(message, 9, `,"blocks":[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":5},{"type":"emoji","name":{}}]}]}]`), true},
		{"unknown block", "events_api", messagePayload(message, 10, `,"blocks":[{"type":"hologram","x":1}]`), true},
		{"files are a string", "events_api", messagePayload(message, 11, `,"files":"none"`), true},
		{"odd flags", "events_api", messagePayload(message, 12, `,"hidden":"false","upload":"maybe","edited":7`), true},
		{"press without actions", "interactive", `{"type":"block_actions","actions":[]}`, false},
		{"press of nothing known", "interactive", `{"type":"block_actions","actions":[{"type":"feedback_buttons","action_id":"x","value":"y"}]}`, false},
		{"shortcut of another app", "interactive", `{"type":"shortcut","callback_id":"other"}`, false},
		{"view closed", "interactive", `{"type":"view_closed","view":{"id":"V1"}}`, false},
		{"interaction of tomorrow", "interactive", `{"type":"waved"}`, false},
	}
	h := open(t, quickSlack())
	p := h.serve(&script{})
	for i, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			id := fmt.Sprintf("odd-%d", i)
			h.Place(fake.Message{Channel: fmt.Sprintf("C0ODD%d", i), TS: oddTS, User: "U0ALICE001", Text: paste})
			d := h.Raw(id, fmt.Appendf(nil, `{"envelope_id":%q,"type":%q,"accepts_response_payload":false,"payload":%s}`, id, test.kind, test.payload))
			h.until("it is acknowledged: "+test.name, func() bool { return h.State(d).Acked })
		})
	}
	h.settled(p)
	var calls int
	for _, c := range h.Calls("chat.postMessage") {
		if strings.HasPrefix(c.Channel, "C0ODD") {
			calls++
		}
	}
	want := 0
	for _, test := range tests {
		if test.answered {
			want++
		}
	}
	if calls != want {
		t.Errorf("%d odd messages were answered, want %d\n%s", calls, want, h.describe())
	}
}

// messagePayload is the payload of a message with a paste and something odd, each
// in a channel of its own.
func messagePayload(form string, n int, odd string) string {
	text, _ := json.Marshal(paste)
	return `{"type":"event_callback","team_id":"T0TEAM0001","event":` + fmt.Sprintf(form, n, oddTS, text, odd) + `}`
}

const oddTS = "1793000001.000100"

// TestNotJSON outlives frames that hold no JSON.
func TestNotJSON(t *testing.T) {
	t.Parallel()
	h := open(t, quickSlack())
	p := h.serve(&script{})
	for _, frame := range []string{"", "{", "nonsense", "[]", `"x"`, "null", `{"envelope_id":5}`} {
		h.Raw("none", []byte(frame))
	}
	root := h.Say(fake.Post{Channel: channel, Text: paste})
	h.until("the paste is answered", func() bool { return len(h.Answers(channel, root)) > 0 })
	h.until("nothing waits", func() bool { return p.lanes.size() == 0 })
	h.once(channel, root)
}

// deliverAll sends samples of envelopes over a real socket. All must be decoded
// and acknowledged.
func deliverAll(t *testing.T, samples []byte) {
	t.Helper()
	var envelopes []json.RawMessage
	if err := json.Unmarshal(samples, &envelopes); err != nil {
		t.Fatal(err)
	}
	h := open(t, quickSlack())
	p := h.serve(&script{})
	n := 0
	for i, raw := range envelopes {
		e := object(raw)
		id := e.str("envelope_id")
		if id == "" {
			continue // hello and disconnect are the fake's own
		}
		if ev := e.object("payload").object("event"); ev.str("ts") != "" {
			h.Place(fake.Message{Channel: ev.str("channel"), TS: ev.str("ts"), User: ev.str("user"), Text: ev.str("text")})
		}
		n++
		d := h.Raw(id, raw)
		h.until(fmt.Sprintf("sample %d, %s, is acknowledged", i, e.str("type")), func() bool { return h.State(d).Acked })
	}
	h.settled(p)
	if n < 10 {
		t.Errorf("only %d samples", n)
	}
	if odd := counted(t, p, "sipwhy_dropped_total", "undecodable"); odd != 0 {
		t.Errorf("slack-go could not decode %v of them", odd)
	}
}
