package main

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestExplainJSON holds the document that other programs read: every field is
// there, lists are never null, and what it says of the sample is right.
func TestExplainJSON(t *testing.T) {
	got := sipwhy("explain", "--json", "testdata/403-whole.txt")
	if got.status != 1 || got.err != "" {
		t.Fatalf("exit %d: %s", got.status, got.err)
	}
	var doc map[string]any
	if err := json.Unmarshal([]byte(got.out), &doc); err != nil {
		t.Fatal(err)
	}
	fields(t, doc, "schema source messages dialogs findings verdict secrets notes")
	fields(t, doc["source"], "kind formats bytes")
	message := first(t, doc, "messages")
	fields(t, message, "n time src dst transport direction start_line method code call_id cseq retransmission_of part lines partial defects")
	dialog := first(t, doc, "dialogs")
	fields(t, dialog, "call_id kind from to outcome code ended_by setup_ms duration_ms verdict messages")
	finding := first(t, doc, "findings")
	fields(t, finding, "id kind certainty title says who fix ask call_id fields explained_by evidence alternatives excluded cites")
	fields(t, finding.(map[string]any)["evidence"].([]any)[0], "message part line text")
	secret := first(t, doc, "secrets")
	fields(t, secret, "message part line kind")
	if strings.Contains(got.out, "null") {
		t.Error("a list is null")
	}

	for path, want := range map[string]any{
		"source.kind": "text", "messages.0.method": "INVITE", "messages.1.code": 401.0, "messages.0.src": "198.51.100.20:5060",
		"dialogs.0.outcome": "rejected", "dialogs.0.code": 403.0, "dialogs.0.kind": "call", "dialogs.0.from": "3105550120", "dialogs.0.to": "4155550177",
		"findings.0.id": "auth-id-from-mismatch-rejected", "findings.0.kind": "fault", "findings.0.certainty": "likely", "findings.0.who": "caller",
		"findings.0.fields.digest_user": "3105550118", "findings.0.fields.from_user": "3105550120", "secrets.0.kind": "digest-response",
	} {
		if got := at(doc, path); got != want {
			t.Errorf("%s is %v, want %v", path, got, want)
		}
	}
	evidenceStands(t, doc)
}

// evidenceStands looks each piece of evidence up in the input by its line.
func evidenceStands(t *testing.T, doc map[string]any) {
	t.Helper()
	data, err := os.ReadFile("testdata/403-whole.txt")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(data), "\n")
	for _, e := range first(t, doc, "findings").(map[string]any)["evidence"].([]any) {
		text, line := at(e, "text").(string), int(at(e, "line").(float64))
		shown, _, _ := strings.Cut(text, "…")
		if line < 1 || !strings.HasPrefix(lines[line-1], shown) {
			t.Errorf("line %d of the input is not %q", line, text)
		}
	}
}

// TestExplainFull adds headers and body, masked.
func TestExplainFull(t *testing.T) {
	got := sipwhy("explain", "--json", "--full", "testdata/403-whole.txt")
	var doc map[string]any
	if err := json.Unmarshal([]byte(got.out), &doc); err != nil {
		t.Fatal(err)
	}
	if got := at(doc, "messages.0.headers.0.0"); got != "Via" {
		t.Errorf("the first header is %v", got)
	}
	if body, _ := at(doc, "messages.0.body").(string); !strings.HasPrefix(body, "v=0\n") {
		t.Errorf("the body is %q", body)
	}
	data, _ := os.ReadFile("testdata/403-whole.txt")
	_, rest, _ := strings.Cut(string(data), `response="`)
	response, _, _ := strings.Cut(rest, `"`)
	if len(response) != 32 || strings.Contains(got.out, response) {
		t.Error("the digest response is shown, or the sample has none")
	}
}

// TestExplainFullOfALine has the fields of every message, empty where there is nothing.
func TestExplainFullOfALine(t *testing.T) {
	got := sipwhyWith("SIP/2.0 486 Busy Here\n", "explain", "--json", "--full", "-")
	if !strings.Contains(got.out, `"headers": []`) || !strings.Contains(got.out, `"body": ""`) {
		t.Errorf("headers or body are left out: %s", got.out)
	}
}

// TestExplainSummary counts, and nothing else.
func TestExplainSummary(t *testing.T) {
	got := sipwhy("explain", "--json", "--summary", "testdata/403-whole.txt")
	var doc map[string]any
	if err := json.Unmarshal([]byte(got.out), &doc); err != nil {
		t.Fatalf("%v in %q (exit %d, %s)", err, got.out, got.status, got.err)
	}
	fields(t, doc, "schema messages dialogs findings notes")
	if len(doc) != 5 {
		t.Errorf("%d fields, want 5", len(doc))
	}
	if at(doc, "dialogs.rejected") != 1.0 || at(doc, "findings.auth-id-from-mismatch-rejected") != 1.0 {
		t.Errorf("counts: %s", got.out)
	}
}

// TestExitStatus runs explain on everything that decides its status.
func TestExitStatus(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	const options = "OPTIONS sip:192.0.2.20 SIP/2.0\nVia: SIP/2.0/UDP 192.0.2.10;branch=z9hG4bK1\nFrom: <sip:a@192.0.2.10>;tag=1\nTo: <sip:192.0.2.20>\nCall-ID: c1\nCSeq: 1 OPTIONS\n\n" +
		"SIP/2.0 200 OK\nVia: SIP/2.0/UDP 192.0.2.10;branch=z9hG4bK1\nFrom: <sip:a@192.0.2.10>;tag=1\nTo: <sip:192.0.2.20>;tag=2\nCall-ID: c1\nCSeq: 1 OPTIONS\n"
	whole := "testdata/403-whole.txt"
	tests := []struct {
		name, stdin string
		args        []string
		status      int
		err         string
	}{
		{"no fault", "", []string{"explain", write("ok.txt", options)}, 0, ""},
		{"a fault", "", []string{"explain", whole}, 1, ""},
		{"standard input", options, []string{"explain"}, 0, ""},
		{"standard input by name", options, []string{"explain", "-"}, 0, ""},
		{"several parts", "", []string{"explain", write("a.txt", options[:60]), write("b.txt", options[60:])}, 0, ""},
		{"headers alone", "Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK1;received=198.51.100.7\n", []string{"explain"}, 0, ""},
		{"session description alone", "v=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\nc=IN IP4 192.0.2.1\nt=0 0\nm=audio 4000 RTP/AVP 0\n", []string{"explain"}, 0, ""},
		{"warning alone", "Warning: 370 192.0.2.1 \"Insufficient bandwidth\"\n", []string{"explain"}, 0, ""},
		{"warning that names a fault", "Warning: 304 192.0.2.1 \"Media type not available\"\n", []string{"explain"}, 1, ""},
		{"nothing", "", []string{"explain"}, 2, "empty"},
		{"no SIP", "the invoice is due\n", []string{"explain"}, 2, "no SIP"},
		{"no such file", "", []string{"explain", filepath.Join(dir, "absent")}, 2, "no such file"},
		{"a folder", "", []string{"explain", dir}, 2, "is a folder"},
		{"wrong flag", "", []string{"explain", "--jsn"}, 2, "--json"},
		{"full without json", "", []string{"explain", "--full", whole}, 2, "--json"},
		{"both forms", "", []string{"explain", "--json", "--full", "--summary", whole}, 2, "exclude each other"},
		{"password without a file", "secret\n", []string{"explain", "--password-stdin"}, 2, "FILE"},
		{"password", "secret\n", []string{"explain", "--password-stdin", whole}, 1, ""},
		{"no such network", "", []string{"explain", "--network", filepath.Join(dir, "absent"), whole}, 2, "network folder"},
		{"code", "", []string{"code", "487"}, 0, ""},
		{"code unknown", "", []string{"code", "xyzzyplugh"}, 1, ""},
		{"code wrong flag", "", []string{"code", "--jsn", "487"}, 2, ""},
		{"no command", "", nil, 0, ""},
		{"unknown command", "", []string{"explane"}, 2, "explain"},
		{"check", "", []string{"check"}, 0, ""},
		{"manifest", "", []string{"manifest"}, 0, ""},
		{"manifest minimal", "", []string{"manifest", "--minimal"}, 0, ""},
		{"health of nothing", "", []string{"health", "--listen", "127.0.0.1:1"}, 1, "nobody answers"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := sipwhyWith(test.stdin, test.args...)
			if got.status != test.status || !strings.Contains(got.err, test.err) {
				t.Errorf("exit %d, want %d; said: %s", got.status, test.status, got.err)
			}
			if test.status == 2 && test.err != "" && strings.Count(strings.TrimSpace(got.err), "\n") > 0 && test.args[0] == "explain" {
				t.Errorf("more than one line: %s", got.err)
			}
			if strings.Contains(got.out+got.err, "secret") && test.stdin == "secret\n" {
				t.Error("the password is shown")
			}
		})
	}
}

// TestExplainSentence explains the code in a sentence that is no trace, as the bot does
// where it is asked; the status says that there was nothing to read, and JSON is silent.
func TestExplainSentence(t *testing.T) {
	for text, want := range map[string]string{
		"we get 403 Forbidden when calling mobiles\n":                      "If only these numbers fail",
		"Registration failed: 403 Forbidden (please check credentials)\n":  "never about credit",
		"customer says 488 not acceptable as soon as he dials via Teams\n": "on your SBC in front of Teams",
		"the phone shows Service Unavailable when we dial out\n":           "503 Service Unavailable",
	} {
		got := sipwhyWith(text, "explain")
		if got.status != 2 || !strings.Contains(got.out, want) || !strings.Contains(got.err, "no SIP") {
			t.Errorf("%q: exit %d, %q is not in:\n%s%s", text, got.status, want, got.out, got.err)
		}
		if got := sipwhyWith(text, "explain", "--json"); got.status != 2 || got.out != "" {
			t.Errorf("%q with --json: exit %d: %s", text, got.status, got.out)
		}
	}
	for _, text := range []string{"the invoice is due\n", "HTTP/1.1 403 Forbidden\nServer: nginx\n", "hello there\n"} {
		if got := sipwhyWith(text, "explain"); got.status != 2 || got.out != "" {
			t.Errorf("%q: exit %d: %s", text, got.status, got.out)
		}
	}
}

// TestCodeJSON holds the form of a looked-up entry.
func TestCodeJSON(t *testing.T) {
	got := sipwhy("code", "--json", "487")
	var doc map[string]any
	if err := json.Unmarshal([]byte(got.out), &doc); err != nil {
		t.Fatalf("%v in %q", err, got.out)
	}
	fields(t, doc, "schema query matches")
	match := first(t, doc, "matches")
	fields(t, match, "kind key name says network causes fix retry cites see")
	for path, want := range map[string]any{"kind": "response", "key": "487", "name": "Request Terminated"} {
		if got := at(match, path); got != want {
			t.Errorf("%s is %v, want %v", path, got, want)
		}
	}
	if network, _ := at(match, "network").(string); !strings.Contains(network, "hung up") && !strings.Contains(network, "cancel") {
		t.Errorf("on this network: %q", network)
	}
	if strings.Contains(got.out, "null") {
		t.Error("a list is null")
	}
}

// TestChatJSON holds a conversation in JSON Lines: one line of output for each of
// input, silence as null.
func TestChatJSON(t *testing.T) {
	paste, _ := json.Marshal(sample(t))
	in := strings.Join([]string{
		`{"ts":"1","channel":"C1","user":"U1","text":"can someone invite bob to the standup"}`,
		`{"ts":"2","channel":"C1","user":"U1","text":` + string(paste) + `}`,
		`{"ts":"3","thread":"2","channel":"C1","user":"U1","text":"who sent the 403?"}`,
		`{"ts":"4","thread":"2","channel":"C1","user":"U1","text":"<@U2> can you call them?"}`,
		`{"ts":"5","channel":"C1","user":"U1","text":"/sipcode 487"}`,
		`{"ts":"6","channel":"C1","user":"U1","text":"<@USIPWHY> 403"}`,
		`{"ts":"7","channel":"D1","user":"U1","text":"what is 487","dm":true}`,
		`{"ts":"8","channel":"C1","user":"U1","files":[{"path":"testdata/403-whole.txt","name":"trace.txt"}],"text":""}`,
		`{"ts":"9","channel":"C1","user":"U1","text":"","delete_of":"2"}`,
	}, "\n") + "\n"
	got := sipwhyWith(in, "chat", "--json")
	lines := strings.Split(strings.TrimSpace(got.out), "\n")
	if got.status != 0 || len(lines) != 9 {
		t.Fatalf("exit %d, %d lines of output: %s", got.status, len(lines), got.err)
	}
	replies := make([]map[string]any, len(lines))
	for i, line := range lines {
		var out map[string]any
		if err := json.Unmarshal([]byte(line), &out); err != nil {
			t.Fatal(err)
		}
		if out["ts"] != string(rune('1'+i)) {
			t.Errorf("line %d answers %v", i+1, out["ts"])
		}
		replies[i], _ = out["reply"].(map[string]any)
	}
	wants := []string{"", "do not match", "203.0.113.9", "", "Request Terminated", "403", "487", "do not match", ""}
	for i, want := range wants {
		switch reply := replies[i]; {
		case i == 8:
			if reply == nil || reply["delete"] != "2" {
				t.Errorf("the answer to a deleted paste stays: %v", reply)
			}
		case want == "" && reply != nil:
			t.Errorf("line %d is answered: %v", i+1, reply["text"])
		case want != "" && reply == nil:
			t.Errorf("line %d is not answered", i+1)
		case want != "":
			fields(t, reply, "text findings intent known blocks ephemeral private update_of delete")
			if text := reply["text"].(string); !strings.Contains(text, want) {
				t.Errorf("line %d: %q is not in %q", i+1, want, text)
			}
		}
	}
	if t.Failed() {
		return
	}
	if replies[4]["ephemeral"] != true || replies[1]["ephemeral"] != false {
		t.Error("the command alone is answered for the asker alone")
	}
	if replies[2]["intent"] != "who-sent" {
		t.Errorf("the question is taken for %v", replies[2]["intent"])
	}
}

// TestHelp prints help that names every command.
func TestHelp(t *testing.T) {
	got := sipwhy("--help")
	for _, command := range []string{"explain", "code", "chat", "check", "network", "serve", "manifest", "health"} {
		if !strings.Contains(got.out, command) {
			t.Errorf("help does not name %s", command)
		}
		if got := sipwhy(command, "--help"); got.status != 0 || !strings.Contains(got.out, "Usage: sipwhy "+command) {
			t.Errorf("%s --help: exit %d: %s", command, got.status, got.out)
		}
	}
}

func fields(t *testing.T, of any, names string) {
	t.Helper()
	object, ok := of.(map[string]any)
	if !ok {
		t.Fatalf("%v is no object", of)
	}
	for _, name := range strings.Fields(names) {
		if _, ok := object[name]; !ok {
			t.Errorf("no field %q; there are %v", name, slices.Sorted(maps.Keys(object)))
		}
	}
}

func first(t *testing.T, doc map[string]any, list string) any {
	t.Helper()
	all, ok := doc[list].([]any)
	if !ok || len(all) == 0 {
		t.Fatalf("%s is empty or no list: %v", list, doc[list])
	}
	return all[0]
}

// at is the value at a path such as "dialogs.0.code", nil for none.
func at(value any, path string) any {
	for step := range strings.SplitSeq(path, ".") {
		switch v := value.(type) {
		case map[string]any:
			value = v[step]
		case []any:
			n := int(step[0] - '0')
			if n >= len(v) {
				return nil
			}
			value = v[n]
		default:
			return nil
		}
	}
	return value
}
