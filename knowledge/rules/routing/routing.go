// Package routing holds the diagnoses of addressing and routing: whether the
// number exists, in which form it was sent, and where the call was led.
package routing

import (
	"embed"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

//go:embed *.yaml
var files embed.FS

// Group lists the diagnoses of this chapter.
func Group() rules.Group {
	const refused = parser.IsCall | parser.HasRefusal
	return rules.Group{Name: "routing", Files: files, Rules: []rules.Rule{
		{ID: "number-not-found", Needs: refused, Check: numberNotFound},
		{ID: "number-incomplete", Needs: refused, Check: numberIncomplete},
		{ID: "number-format-suspect", Needs: refused, Check: numberFormatSuspect},
		{ID: "user-not-registered", Needs: refused, Check: userNotRegistered},
		{ID: "did-not-configured-on-pbx", Needs: refused, Check: didNotConfiguredOnPBX},
		{ID: "no-route-to-destination", Needs: refused, Check: noRouteToDestination},
		{ID: "number-changed", Needs: refused, Check: numberChanged},
		{ID: "routing-loop", Any: parser.HasRefusal | parser.HasHops | parser.HasRequest, Check: routingLoop},
		{ID: "call-redirected", Needs: parser.IsCall | parser.HasRedirect, Check: callRedirected},
		{ID: "redirect-not-followed", Needs: parser.IsCall | parser.HasRedirect, Check: redirectNotFollowed},
		{ID: "redirect-target-unusable", Needs: parser.IsCall | parser.HasRedirect, Check: redirectTargetUnusable},
		{ID: "uri-scheme-unsupported", Needs: parser.HasRefusal, Check: uriSchemeUnsupported},
		{ID: "method-not-allowed", Needs: parser.HasRefusal, Check: methodNotAllowed},
		{ID: "refusal-code-misleading", Needs: refused, Check: refusalCodeMisleading},
		{ID: "refusal-passed-on", Needs: refused, Check: refusalPassedOn},
	}}
}
