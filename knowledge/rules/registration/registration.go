// Package registration holds the diagnoses of registrations: why one is refused,
// runs out or is of no use.
package registration

import (
	"embed"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

//go:embed *.yaml
var files embed.FS

// Group lists the diagnoses of this chapter.
func Group() rules.Group {
	const refused = parser.IsRegistration | parser.HasRefusal
	return rules.Group{Name: "registration", Files: files, Rules: []rules.Rule{
		{ID: "contact-user-not-aor", Needs: refused, Check: contactUserNotAOR},
		{ID: "reg-wrong-domain", Needs: parser.HasRefusal, Check: regWrongDomain},
		{ID: "reg-user-unknown", Needs: refused, Check: regUserUnknown},
		{ID: "reg-forbidden-after-credentials", Needs: refused | parser.HasCredentials, Check: regForbiddenAfterCredentials},
		{ID: "reg-interval-too-brief", Needs: refused, Check: regIntervalTooBrief},
		{ID: "reg-expires-shortened", Needs: parser.IsRegistration | parser.HasRequest, Check: regExpiresShortened},
		{ID: "reg-expires-before-refresh", Needs: parser.IsRegistration | parser.HasRequest, Check: regExpiresBeforeRefresh},
		{ID: "reg-no-response", Needs: parser.IsRegistration | parser.HasUnanswered, Check: regNoResponse},
		{ID: "reg-contact-private-unfixed", Needs: parser.IsRegistration | parser.HasRequest, Check: regContactPrivateUnfixed},
		{ID: "reg-stale-bindings", Needs: parser.IsRegistration, Check: regStaleBindings},
		{ID: "reg-removed", Needs: parser.IsRegistration | parser.HasRequest, Check: regRemoved},
	}}
}
