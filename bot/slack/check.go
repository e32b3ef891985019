package slack

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// Check asks Slack whether the tokens are good for what the bot does and lists
// every problem as one line that says what to do. It posts nothing.
func Check(ctx context.Context, t Tokens) []error {
	problems := t.Validate()
	if len(problems) > 0 {
		return problems
	}
	web := newWeb(t, realTime(), newMetrics())
	who, err := web.whoAmI(ctx)
	if err != nil {
		problems = append(problems, explain(BotTokenVar, err))
	} else {
		for _, s := range missingScopes(who.scopes) {
			problems = append(problems, scopeProblem(s))
		}
	}
	if _, _, err := web.opener(nil).StartSocketModeContext(ctx); err != nil {
		problems = append(problems, explain(AppTokenVar, err))
	}
	return problems
}

// identity is who the bot is in its workspace.
type identity struct {
	team, user, bot string
	// scopes are what the token grants; nil where Slack did not say.
	scopes []string
}

// whoAmI asks auth.test, whose answer has the granted scopes in a header.
// https://docs.slack.dev/reference/methods/auth.test
func (w *web) whoAmI(ctx context.Context) (identity, error) {
	ctx, cancel := context.WithTimeout(ctx, w.timing.call)
	defer cancel()
	answer, err := w.AuthTestContext(ctx)
	if err != nil {
		return identity{}, err
	}
	who := identity{team: answer.TeamID, user: answer.UserID, bot: answer.BotID}
	if granted := answer.Header.Get("X-Oauth-Scopes"); granted != "" {
		for s := range strings.SplitSeq(granted, ",") {
			who.scopes = append(who.scopes, strings.TrimSpace(s))
		}
	}
	return who, nil
}

func missingScopes(granted []string) []Scope {
	if granted == nil {
		return nil
	}
	var missing []Scope
	for _, s := range Scopes() {
		if s.Needed && !slices.Contains(granted, s.Name) {
			missing = append(missing, s)
		}
	}
	return missing
}

func scopeProblem(s Scope) error {
	return setup("%s lacks the scope %s: without it %s; add it under OAuth & Permissions and install the app again", BotTokenVar, s.Name, s.Without)
}

// refusals are the answers of Slack after which no retry helps, and what to do.
// https://docs.slack.dev/reference/methods/apps.connections.open#errors
var refusals = map[string]string{
	"invalid_auth":             "copy the token again; it may belong to another app or be revoked",
	"not_authed":               "copy the token again",
	"account_inactive":         "the app was removed from the workspace; install it again and take the new token",
	"token_revoked":            "the token was revoked; make a new one",
	"token_expired":            "the token has expired; switch token rotation off and make a new one",
	"not_allowed_token_type":   "this is a token of another kind; see the prefix in the README",
	"missing_scope":            "a scope is missing",
	"no_permission":            "the token lacks a permission; install the app again",
	"org_login_required":       "the workspace is moving to an organisation; install the app again afterwards",
	"ekm_access_denied":        "an administrator suspended the app's access",
	"team_access_not_granted":  "the app is not approved for this workspace; ask its administrator",
	"accesslimited":            "this address may not use the API; ask the administrator of the workspace",
	"enterprise_is_restricted": "the token of an organisation cannot be used here; install the app into one workspace",
}

// refused tells whether an error of Slack's is final for a token.
func refused(err error) bool {
	code := codeOf(err)
	_, ok := refusals[code]
	return ok && code != "missing_scope"
}

// explain turns what came of a call with a token into a line that says what to
// do. A token that Slack refuses makes it a *SetupError.
func explain(variable string, err error) error {
	code := codeOf(err)
	if code == "missing_scope" && variable == AppTokenVar {
		return setup("%s lacks the scope connections:write: make an app-level token with it (Basic Information, App-Level Tokens)", variable)
	}
	if code == "not_allowed_token_type" {
		return setup("%s is refused by Slack (%s): %s must begin with %s", variable, code, variable, map[string]string{AppTokenVar: "xapp-", BotTokenVar: "xoxb-"}[variable])
	}
	if advice, ok := refusals[code]; ok {
		return setup("%s is refused by Slack (%s): %s", variable, code, advice)
	}
	if code != "" {
		return fmt.Errorf("slack answered %s when asked about %s: try again, and see status.slack.com", code, variable)
	}
	return fmt.Errorf("slack cannot be reached to check %s: %s; look at the network, a proxy (HTTPS_PROXY) and %s", variable, plainError(err), APIVar)
}
