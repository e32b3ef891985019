package slack

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// blocksOf is one rich_text block with these elements.
func blocksOf(elements string) json.RawMessage {
	return json.RawMessage(`[{"type":"rich_text","block_id":"b","elements":[` + elements + `]}]`)
}

func section(elements string) string {
	return `{"type":"rich_text_section","elements":[` + elements + `]}`
}

func code(elements string) string {
	return `{"type":"rich_text_preformatted","border":0,"elements":[` + elements + `]}`
}

func said(text string) string {
	raw, _ := json.Marshal(text)
	return `{"type":"text","text":` + string(raw) + `}`
}

func TestTextOfBlocks(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, elements, want string
		mention, others      bool
	}{
		{"plain", section(said("To: <sip:bob@example.net> & more")), "To: <sip:bob@example.net> & more", false, false},
		{"code alone", code(said("INVITE sip:b@example.net SIP/2.0\nTo: <sip:b@example.net>")), "INVITE sip:b@example.net SIP/2.0\nTo: <sip:b@example.net>", false, false},
		{"question above code", section(said("they hear us, we don't hear them\n")) + "," + code(said("SIP/2.0 200 OK")), "they hear us, we don't hear them\nSIP/2.0 200 OK", false, false},
		{"code between words", section(said("before")) + "," + code(said("SIP/2.0 200 OK")) + "," + section(said("after")), "before\nSIP/2.0 200 OK\nafter", false, false},
		{"two code blocks", code(said("a\n")) + "," + code(said("b")), "a\nb", false, false},
		{"link in code", code(said("To: <sip:") + `,{"type":"link","url":"mailto:bob@example.net","text":"bob@example.net"},` + said(">")), "To: <sip:bob@example.net>", false, false},
		{"link without label", section(`{"type":"link","url":"mailto:bob@example.net"},` + said(" ") + `,{"type":"link","url":"tel:+15550100"},` + said(" ") + `,{"type":"link","url":"https://example.com"}`), "bob@example.net +15550100 https://example.com", false, false},
		{"bare host", section(`{"type":"link","url":"http://pbx.example.net","text":"pbx.example.net"}`), "pbx.example.net", false, false},
		{"emoji of a port", section(said("192.0.2.1") + `,{"type":"emoji","name":"5060"},` + said("x")), "192.0.2.1:5060:x", false, false},
		{"mention first", section(`{"type":"user","user_id":"USELF"},` + said(" why?")), "why?", true, false},
		{"mention with colon", section(`{"type":"user","user_id":"USELF"},` + said(": why?")), "why?", true, false},
		{"mention with comma", section(`{"type":"user","user_id":"USELF"},` + said(", why?")), "why?", true, false},
		{"bare mention", section(`{"type":"user","user_id":"USELF"}`), "", true, false},
		{"mention in code", code(`{"type":"user","user_id":"USELF"},` + said(" 487")), "487", true, false},
		{"mention last", section(said("what is 487 ") + `,{"type":"user","user_id":"USELF"}`), "what is 487 ", true, false},
		{"another person", section(`{"type":"user","user_id":"UBOB"},` + said(" look")), "@UBOB look", false, true},
		{"both", section(`{"type":"user","user_id":"USELF"},` + said(" tell ") + `,{"type":"user","user_id":"UBOB"}`), "tell @UBOB", true, true},
		{"a group", section(`{"type":"usergroup","usergroup_id":"SVOICE"},` + said(" look")), "@SVOICE look", false, true},
		{"everybody", section(`{"type":"broadcast","range":"here"},` + said(" look")), "@here look", false, false},
		{"channel, color, date", section(`{"type":"channel","channel_id":"C1"},` + said(" ") + `,{"type":"color","value":"#F00"},` + said(" ") + `,{"type":"date","timestamp":1,"format":"{date}","fallback":"1 Jan"}`), "#C1 #F00 1 Jan", false, false},
		{"list", `{"type":"rich_text_list","style":"bullet","elements":[` + section(said("Via: a")) + "," + section(said("Via: b")) + `]}`, "Via: a\nVia: b", false, false},
		{"quote", `{"type":"rich_text_quote","elements":[` + said("SIP/2.0 200 OK\nVia: x") + `]}`, "SIP/2.0 200 OK\nVia: x", false, false},
		{"kind of tomorrow", `{"type":"rich_text_hologram","elements":[` + said("SIP/2.0 200 OK") + `,{"type":"beam","text":" x"}]}`, "SIP/2.0 200 OK x", false, false},
		{"damaged elements", section(`7,"x",null,{"type":"text"},{"type":"text","text":{}},` + said("ok")), "ok", false, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := Text(blocksOf(test.elements), "", "USELF", countSIP)
			if got.Text != test.want || got.Mention != test.mention || got.Others != test.others {
				t.Errorf("got %+v, want %q, mention %v, others %v", got, test.want, test.mention, test.others)
			}
		})
	}
}

func TestTextWithoutBlocks(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text, want      string
		mention, others bool
	}{
		{"To: Bob &lt;sip:<mailto:bob@example.net|bob@example.net>&gt;;tag=1", "To: Bob <sip:bob@example.net>;tag=1", false, false},
		{"via <http://pbx.example.net|pbx.example.net> call <tel:+15550100|555-0100>", "via pbx.example.net call 555-0100", false, false},
		{"<mailto:bob@example.net> <tel:+15550100> <https://example.com/a?b=c&amp;d=e>", "bob@example.net +15550100 https://example.com/a?b=c&d=e", false, false},
		{"INVITE <sip:bob@example.net|sip:bob@example.net> SIP/2.0\nTo: &lt;<sip:bob@example.net>&gt;", "INVITE sip:bob@example.net SIP/2.0\nTo: <sip:bob@example.net>", false, false},
		{"To: <sip:bob@example.net>;tag=1", "To: <sip:bob@example.net>;tag=1", false, false},
		{"From: \"A\" <sips:a@example.net;transport=tls>", "From: \"A\" <sips:a@example.net;transport=tls>", false, false},
		{"&amp;lt; stays, &quot; too, &lt;&lt;a&gt;&gt;", "&lt; stays, &quot; too, <<a>>", false, false},
		{"a < b and c > d", "a < b and c > d", false, false},
		{"a <\nb> c", "a <\nb> c", false, false},
		{"open <http://example.com", "open <http://example.com", false, false},
		{"From: <sip:<mailto:a@example.net|a@example.net>>", "From: <sip:a@example.net>", false, false},
		{"<@USELF> 487", "487", true, false},
		{"<@USELF|sipwhy>: 487", "487", true, false},
		{"<@UBOB> look", "@UBOB look", false, true},
		{"<@UBOB|bob> look", "@bob look", false, true},
		{"<!subteam^SVOICE|@voice> look", "@voice look", false, true},
		{"<!subteam^SVOICE> look", "@SVOICE look", false, true},
		{"<!here> <!channel|channel> <!everyone>", "@here @channel @everyone", false, false},
		{"<#C1|voice> <#C2>", "#voice #C2", false, false},
		{"<!date^1793000000^{date}|26 Oct>", "26 Oct", false, false},
		{"<!DOCTYPE html><b>x</b>", "<!DOCTYPE html><b>x</b>", false, false},
		{"<@example.net> <#x>", "<@example.net> <#x>", false, false},
		{"", "", false, false},
	} {
		got := Text(nil, test.text, "USELF", countSIP)
		if got.Text != test.want || got.Mention != test.mention || got.Others != test.others {
			t.Errorf("%q: got %+v, want %q, mention %v, others %v", test.text, got, test.want, test.mention, test.others)
		}
	}
}

// TestBestForm keeps the form with the most SIP lines, and else the words.
func TestBestForm(t *testing.T) {
	t.Parallel()
	long := "SIP/2.0 200 OK\nVia: a\nFrom: b"
	for _, test := range []struct {
		name, elements, text, want string
	}{
		{"text is longer", section(said("SIP/2.0 200 OK")), long, long},
		{"blocks are longer", section(said(long)), "SIP/2.0 200 OK", long},
		{"equal", section(said("a &amp; b")), "a &amp;amp; b", "a &amp; b"},
		{"no rich_text", "", "SIP/2.0 200 OK", "SIP/2.0 200 OK"},
		{"code is better alone", section(said("Via: see below")) + "," + code(said(long)), "", "Via: see below\n" + long},
	} {
		if got := Text(blocksOf(test.elements), test.text, "USELF", countSIP).Text; got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
	if got := Text(blocksOf(code(said("x"))), "y", "", nil).Text; got != "x" {
		t.Errorf("without a score: got %q", got)
	}
	for _, odd := range []string{"", "null", "{}", "7", `"x"`, `[{"type":"section","text":{"type":"mrkdwn","text":"x"}}]`, `[{"type":"rich_text"}]`} {
		if got := Text(json.RawMessage(odd), "said", "", nil).Text; got != "said" {
			t.Errorf("blocks %s: got %q", odd, got)
		}
	}
}

// FuzzText holds that undoing what Slack did to a text gives the text back, and
// that no input is too odd.
func FuzzText(f *testing.F) {
	for _, s := range []string{paste, "a < b & c > d", "<@USELF> x", "<mailto:a@b|a@b>", "&amp;lt;", "<", "<!", "<|>", evil} {
		f.Add(s)
	}
	escape := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	f.Fuzz(func(t *testing.T, s string) {
		Text(json.RawMessage(s), s, "USELF", countSIP)
		if got := Text(nil, escape.Replace(s), "USELF", nil); strings.TrimSpace(s) != "" && got.Text != s {
			t.Errorf("%q came back as %q", s, got.Text)
		}
		raw, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		var valid string
		if err := json.Unmarshal(raw, &valid); err != nil {
			t.Fatal(err)
		}
		if got := Text(blocksOf(code(`{"type":"text","text":`+string(raw)+`}`)), "", "USELF", nil); strings.TrimSpace(valid) != "" && got.Text != valid {
			t.Errorf("%q in a code block came back as %q", valid, got.Text)
		}
	})
}

// TestPlace sorts events into what is handled and why the rest is not.
func TestPlace(t *testing.T) {
	t.Parallel()
	r := reader{self: "USELF", bot: "BSELF"}
	const base = `"type":"message","channel":"C1","user":"U1","ts":"10.1"`
	for _, test := range []struct{ name, event, why, key, root string }{
		{"message", `{` + base + `}`, "", "T1:C1:10.1", "10.1"},
		{"reply", `{` + base + `,"thread_ts":"9.0"}`, "", "T1:C1:10.1", "9.0"},
		{"broadcast", `{` + base + `,"thread_ts":"9.0","subtype":"thread_broadcast"}`, "", "T1:C1:10.1", "9.0"},
		{"file", `{` + base + `,"subtype":"file_share"}`, "", "T1:C1:10.1", "10.1"},
		{"mention", `{"type":"app_mention","channel":"C1","user":"U1","ts":"10.1"}`, "", "T1:C1:10.1", "10.1"},
		{"own", `{"type":"message","channel":"C1","user":"USELF","ts":"10.1"}`, fromBot, "", ""},
		{"another bot", `{` + base + `,"bot_id":"B2"}`, fromBot, "", ""},
		{"bot profile", `{` + base + `,"bot_profile":{"id":"B2"}}`, fromBot, "", ""},
		{"bot message", `{` + base + `,"subtype":"bot_message"}`, otherSubtype, "", ""},
		{"slackbot", `{"type":"message","channel":"C1","user":"USLACKBOT","ts":"10.1"}`, fromBot, "", ""},
		{"joined", `{` + base + `,"subtype":"channel_join"}`, otherSubtype, "", ""},
		{"hidden", `{` + base + `,"hidden":true}`, otherSubtype, "", ""},
		{"no channel", `{"type":"message","user":"U1","ts":"10.1"}`, incomplete, "", ""},
		{"no ts", `{"type":"message","channel":"C1","user":"U1"}`, incomplete, "", ""},
		{"reaction", `{"type":"reaction_added"}`, otherEvent, "", ""},
		{"edit", change(`"text":"new","edited":{"ts":"11.0"}`, `"text":"old"`), "", "T1:C1:10.1:edit:11.0", "10.1"},
		{"second edit", change(`"text":"new","edited":{"ts":"12.0"}`, `"text":"old","edited":{"ts":"11.0"}`), "", "T1:C1:10.1:edit:12.0", "10.1"},
		{"edit in a thread", change(`"text":"new","thread_ts":"9.0","edited":{"ts":"11.0"}`, `"text":"old"`), "", "T1:C1:10.1:edit:11.0", "9.0"},
		{"unfurl", change(`"text":"same"`, `"text":"same"`), notEdited, "", ""},
		{"unfurl of an edited one", change(`"text":"same","edited":{"ts":"11.0"}`, `"text":"same","edited":{"ts":"11.0"}`), notEdited, "", ""},
		{"changed and not edited", change(`"text":"new"`, `"text":"old"`), notEdited, "", ""},
		{"old edit with another text", change(`"text":"new","edited":{"ts":"11.0"}`, `"text":"old","edited":{"ts":"11.0"}`), notEdited, "", ""},
		{"edit by a bot", change(`"text":"new","bot_id":"B2","edited":{"ts":"11.0"}`, `"text":"old"`), fromBot, "", ""},
		{"deletion", `{"type":"message","subtype":"message_deleted","hidden":true,"channel":"C1","ts":"12.0","deleted_ts":"10.1","previous_message":{"user":"U1","ts":"10.1","thread_ts":"9.0"}}`, "", "T1:C1:10.1:delete", "9.0"},
		{"deletion of our own", `{"type":"message","subtype":"message_deleted","channel":"C1","ts":"12.0","deleted_ts":"10.1","previous_message":{"user":"USELF","ts":"10.1"}}`, fromBot, "", ""},
		{"tombstone", `{"type":"message","subtype":"message_changed","channel":"C1","ts":"12.0","message":{"subtype":"tombstone","user":"USLACKBOT","ts":"10.1","thread_ts":"10.1"},"previous_message":{"user":"U1","ts":"10.1","thread_ts":"10.1"}}`, "", "T1:C1:10.1:delete", "10.1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p, why := r.place(fields{"team_id": json.RawMessage(`"T1"`), "event": json.RawMessage(test.event)})
			if why != test.why {
				t.Fatalf("got %q, want %q", why, test.why)
			}
			if why == "" && (p.key() != test.key || p.root != test.root) {
				t.Errorf("key %q in %q, want %q in %q", p.key(), p.root, test.key, test.root)
			}
		})
	}
}

func change(now, before string) string {
	return `{"type":"message","subtype":"message_changed","hidden":true,"channel":"C1","ts":"12.5","message":{"user":"U1","ts":"10.1",` + now +
		`},"previous_message":{"user":"U1","ts":"10.1",` + before + `}}`
}

// TestMessage turns whole events into the bot's messages.
func TestMessage(t *testing.T) {
	t.Parallel()
	r := reader{self: "USELF", score: countSIP}
	convert := func(outer, event string) fieldsAnd {
		payload := object(json.RawMessage(`{"team_id":"T1",` + outer + `"event":` + event + `}`))
		p, why := r.place(payload)
		return fieldsAnd{p, why}
	}
	read := func(outer, event string) (m struct {
		Text, Thread, EditOf, DeleteOf, TS string
		Mention, DM, Others, External      bool
	}) {
		got := convert(outer, event)
		if got.why != "" {
			t.Fatalf("%s: left alone: %s", event, got.why)
		}
		b := r.message(got.p)
		m.Text, m.Thread, m.EditOf, m.DeleteOf, m.TS = b.Text, b.Thread, b.EditOf, b.DeleteOf, b.TS
		m.Mention, m.DM, m.Others, m.External = b.Mention, b.DM, b.Others, b.External
		return m
	}
	if m := read("", `{"type":"message","channel":"D1","channel_type":"im","user":"U1","ts":"10.1","text":"487"}`); !m.DM || m.Text != "487" || m.Thread != "" {
		t.Errorf("direct message: %+v", m)
	}
	if m := read("", `{"type":"app_mention","channel":"C1","user":"U1","ts":"10.1","text":"487","thread_ts":"9.0"}`); !m.Mention || m.Thread != "9.0" {
		t.Errorf("app_mention without the id in its text: %+v", m)
	}
	if m := read(`"is_ext_shared_channel":true,`, `{"type":"message","channel":"C1","user":"U1","ts":"10.1","text":"x","thread_ts":"10.1"}`); !m.External || m.Thread != "" {
		t.Errorf("shared channel, first of its thread: %+v", m)
	}
	if m := read("", change(`"text":"new","edited":{"ts":"11.0"}`, `"text":"old"`)); m.EditOf != "10.1" || m.TS != "12.5" || m.Text != "new" {
		t.Errorf("edit: %+v", m)
	}
	if m := read("", `{"type":"message","subtype":"message_deleted","channel":"C1","ts":"12.0","deleted_ts":"10.1","previous_message":{"user":"U1","ts":"10.1","text":"old"}}`); m.DeleteOf != "10.1" || m.Text != "" {
		t.Errorf("deletion: %+v", m)
	}
	forwarded := `{"type":"message","channel":"C1","user":"U1","ts":"10.1","text":"look at this","attachments":[{"is_share":true,"text":"SIP/2.0 488 Not Acceptable Here","message_blocks":[{"message":{"blocks":` +
		string(blocksOf(code(said("SIP/2.0 488 Not Acceptable Here\nVia: a")))) + `}}]},{"text":"preview of a link"}]}`
	if m := read("", forwarded); m.Text != "look at this\nSIP/2.0 488 Not Acceptable Here\nVia: a" {
		t.Errorf("forwarded message: %q", m.Text)
	}
}

type fieldsAnd struct {
	p   posting
	why string
}

// TestSampleEnvelopes delivers every sample of testdata and holds that each is
// acknowledged and none refused.
func TestSampleEnvelopes(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile(filepath.Join("testdata", "envelopes.json"))
	if err != nil {
		t.Fatal(err)
	}
	deliverAll(t, raw)
}
