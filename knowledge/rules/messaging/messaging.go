// Package messaging holds the diagnoses of what is no call and no registration: text
// messages, subscriptions, presence and keep-alives.
package messaging

import (
	"embed"
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

//go:embed *.yaml
var files embed.FS

// Group lists the diagnoses of this chapter.
func Group() rules.Group {
	return rules.Group{Name: "messaging", Files: files, Rules: []rules.Rule{
		{ID: "options-probe", Needs: parser.IsPing, Check: optionsProbe},
		{ID: "bad-event-489", Needs: parser.HasRefusal, Check: badEvent489},
		{ID: "subscription-rejected", Needs: parser.IsSubscription | parser.HasRefusal, Check: subscriptionRejected},
		{ID: "subscription-lost", Needs: parser.IsSubscription | parser.HasRefusal, Check: subscriptionLost},
		{ID: "message-rejected", Needs: parser.HasRefusal, Check: messageRejected},
		{ID: "publish-rejected", Needs: parser.HasRefusal, Check: publishRejected},
	}}
}

// lastWord is the refusal of the last request of this method, nil where one after it
// was accepted, is open, or the answer is a challenge.
func lastWord(d *parser.Dialog, method string) *parser.Transaction {
	var last *parser.Transaction
	for _, t := range d.Roots(method) {
		if t.Final != nil || t.Request != nil {
			last = t
		}
	}
	if last == nil || last.Final == nil || last.Code() < 400 || last.Final.IsChallenge() {
		return nil
	}
	return last
}

// refusedHit shows a refusal with the request's Event where it has one.
func refusedHit(d *parser.Dialog, t *parser.Transaction) *rules.Hit {
	h := &rules.Hit{
		Certainty: rules.Certain,
		Fields: rules.Fields{
			"from": rules.Shown(d.From), "to": rules.Shown(d.To), "code": strconv.Itoa(t.Code()), "phrase": rules.Shown(t.Final.Phrase),
			"answer": rules.Number(t.Final), "host": host(t.Final), "event": "an event that the trace does not name",
		},
	}
	if t.Request != nil && t.Request.Has("Event") {
		h.Fields["event"] = t.Request.Header("Event")
		h.Evidence = append(h.Evidence, rules.Header(t.Request, "Event"))
	}
	h.Evidence = append(h.Evidence, rules.Start(t.Final))
	return h
}

// unsolicited tells a NOTIFY of which nothing shows that anybody asked for it: it
// stands in no dialog, as the notices of voicemail that PBXs send to telephones that
// did not subscribe. RFC 6665 4.1.3 lets the telephone refuse it.
func unsolicited(t *parser.Transaction) bool {
	return t.Method == "NOTIFY" && t.Request != nil && t.Request.Has("To") && !t.InDialog
}

func host(m *parser.Message) string {
	if m.Src != "" {
		return m.SourceHost()
	}
	if product := m.Product(); product != "" {
		return product
	}
	return "the other side"
}
