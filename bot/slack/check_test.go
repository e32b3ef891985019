package slack

import (
	"strings"
	"testing"

	"github.com/sipwhy/sipwhy/bot/slack/fake"
)

func TestValidate(t *testing.T) {
	t.Parallel()
	good := Tokens{App: "xapp-1-A-1-abc", Bot: "xoxb-1-2-abc"}
	if problems := good.Validate(); problems != nil {
		t.Errorf("good tokens: %v", problems)
	}
	for _, test := range []struct {
		name   string
		tokens Tokens
		want   []string
	}{
		{"none", Tokens{}, []string{AppTokenVar + " is not set", BotTokenVar + " is not set"}},
		{"swapped", Tokens{App: good.Bot, Bot: good.App}, []string{AppTokenVar + " holds the token that belongs into " + BotTokenVar, BotTokenVar + " holds"}},
		{"user token", Tokens{App: good.App, Bot: "xoxp-1-2-secret"}, []string{BotTokenVar + " does not begin with xoxb-"}},
		{"prefix alone", Tokens{App: "xapp-", Bot: good.Bot}, []string{AppTokenVar + " ends after xapp-"}},
		{"quoted", Tokens{App: `"` + good.App + `"`, Bot: good.Bot}, []string{AppTokenVar + " has a space, a quote"}},
		{"line end", Tokens{App: good.App, Bot: good.Bot + "\n"}, []string{BotTokenVar + " has a space"}},
		{"odd address", Tokens{App: good.App, Bot: good.Bot, API: "slack.com/api"}, []string{APIVar + " is no address"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			problems := test.tokens.Validate()
			if len(problems) != len(test.want) {
				t.Fatalf("got %v, want %d problems", problems, len(test.want))
			}
			for i, want := range test.want {
				text := problems[i].Error()
				if !strings.HasPrefix(text, want) || strings.Contains(text, "\n") {
					t.Errorf("got %q, want %q first, in one line", text, want)
				}
				if strings.Contains(text, "secret") || strings.Contains(text, "abc") {
					t.Errorf("the text shows the token: %q", text)
				}
			}
			if err := OneLine(problems); strings.Contains(err.Error(), "\n") {
				t.Errorf("not one line: %q", err)
			}
		})
	}
	if OneLine(nil) != nil {
		t.Error("an error without a problem")
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	good := func(h *house) Tokens { return Tokens{App: fake.AppToken, Bot: fake.BotToken, API: h.API()} }
	for _, test := range []struct {
		name   string
		scopes string
		method string
		fault  fake.Fault
		change func(*Tokens)
		want   []string
	}{
		{name: "well"},
		{name: "without the slash", change: func(t *Tokens) { t.API = strings.TrimSuffix(t.API, "/") }},
		{name: "minimal", scopes: "app_mentions:read,chat:write,commands,im:history,files:read,reactions:write"},
		{name: "two scopes missing", scopes: "app_mentions:read,chat:write,commands,im:history", want: []string{"files:read", "reactions:write"}},
		{name: "other bot token", change: func(t *Tokens) { t.Bot = "xoxb-other" }, want: []string{BotTokenVar + " is refused by Slack (invalid_auth)"}},
		{name: "other app token", change: func(t *Tokens) { t.App = "xapp-other" }, want: []string{AppTokenVar + " is refused by Slack (invalid_auth)"}},
		{name: "missing", change: func(t *Tokens) { t.Bot = "" }, want: []string{BotTokenVar + " is not set"}},
		{name: "app token without its scope", method: "apps.connections.open", fault: fake.Fault{Error: "missing_scope"}, want: []string{"connections:write"}},
		{name: "revoked", method: "auth.test", fault: fake.Fault{Error: "token_revoked"}, want: []string{BotTokenVar + " is refused by Slack (token_revoked)"}},
		{name: "kind of token", method: "auth.test", fault: fake.Fault{Error: "not_allowed_token_type"}, want: []string{"must begin with xoxb-"}},
		{name: "slack is ill", method: "auth.test", fault: fake.Fault{Error: "fatal_error"}, want: []string{"status.slack.com"}},
		{name: "no network", method: "auth.test", fault: fake.Fault{Drop: true}, want: []string{"cannot be reached"}},
		{name: "both", method: "auth.test", fault: fake.Fault{Error: "account_inactive"}, change: func(t *Tokens) { t.App = "xapp-other" }, want: []string{BotTokenVar, AppTokenVar}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			h := open(t, fake.Options{Scopes: test.scopes})
			tokens := good(h)
			if test.change != nil {
				test.change(&tokens)
			}
			if test.method != "" {
				h.Break(test.method, test.fault)
			}
			problems := Check(t.Context(), tokens)
			if len(problems) != len(test.want) {
				t.Fatalf("got %v, want %d problems", problems, len(test.want))
			}
			for i, want := range test.want {
				if text := problems[i].Error(); !strings.Contains(text, want) || strings.Contains(text, "\n") || strings.Contains(text, "xapp-o") || strings.Contains(text, "xoxb-o") {
					t.Errorf("got %q, want one line with %q", text, want)
				}
			}
			if n := len(h.Calls("chat.postMessage")); n > 0 {
				t.Errorf("the check posted %d messages", n)
			}
		})
	}
}
