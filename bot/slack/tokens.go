package slack

import (
	"fmt"
	"net/url"
	"strings"
)

// The environment variables that hold what Slack gave out. Errors name them,
// never their values.
const (
	AppTokenVar = "SLACK_APP_TOKEN"
	BotTokenVar = "SLACK_BOT_TOKEN"
	APIVar      = "SLACK_API_URL"
)

// Tokens are the two secrets of an app in one workspace, and where its API is.
type Tokens struct {
	// App is the app-level token, xapp-…, with the scope connections:write.
	App string
	// Bot is the bot token of the workspace, xoxb-….
	Bot string
	// API is the base of the Web API; empty for Slack's own.
	API string
}

// SetupError is a mistake of the person who set up the bot: a token that is
// missing, malformed or refused, a missing scope, an address in use. Its text is
// one line that names the variable and says what to do.
type SetupError struct{ Problem string }

func (e *SetupError) Error() string { return e.Problem }

func setup(format string, args ...any) *SetupError {
	return &SetupError{fmt.Sprintf(format, args...)}
}

// Validate tells what is wrong with the form of the tokens, without asking
// Slack. Its errors are *SetupError.
func (t Tokens) Validate() []error {
	var problems []error
	for _, token := range []struct{ name, value, prefix, where, other string }{
		{AppTokenVar, t.App, "xapp-", "api.slack.com/apps, your app, Basic Information, App-Level Tokens, scope connections:write", BotTokenVar},
		{BotTokenVar, t.Bot, "xoxb-", "api.slack.com/apps, your app, OAuth & Permissions, Bot User OAuth Token", AppTokenVar},
	} {
		switch rest, ok := strings.CutPrefix(token.value, token.prefix); {
		case token.value == "":
			problems = append(problems, setup("%s is not set: it holds the token that begins with %s (%s)", token.name, token.prefix, token.where))
		case strings.TrimSpace(token.value) != token.value || strings.ContainsAny(token.value, "\"' \n\r\t"):
			problems = append(problems, setup("%s has a space, a quote or a line end in it: set it to the bare token", token.name))
		case !ok && (strings.HasPrefix(token.value, "xapp-") || strings.HasPrefix(token.value, "xoxb-")):
			problems = append(problems, setup("%s holds the token that belongs into %s: swap the two", token.name, token.other))
		case !ok:
			problems = append(problems, setup("%s does not begin with %s: take the token from %s", token.name, token.prefix, token.where))
		case rest == "":
			problems = append(problems, setup("%s ends after %s: copy the whole token from %s", token.name, token.prefix, token.where))
		}
	}
	if t.API != "" {
		if u, err := url.Parse(t.API); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			problems = append(problems, setup("%s is no address: leave it unset for Slack itself, or set it to one such as http://127.0.0.1:8085/api/", APIVar))
		}
	}
	return problems
}

// base is the API's address as slack-go wants it, ending in a slash.
func (t Tokens) base() string {
	if t.API == "" || strings.HasSuffix(t.API, "/") {
		return t.API
	}
	return t.API + "/"
}

// OneLine joins problems into one *SetupError of one line, nil for none.
func OneLine(problems []error) error {
	if len(problems) == 0 {
		return nil
	}
	texts := make([]string, len(problems))
	for i, p := range problems {
		texts[i] = p.Error()
	}
	return &SetupError{strings.Join(texts, "; ")}
}
