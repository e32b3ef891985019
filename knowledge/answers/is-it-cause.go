package answers

import (
	"slices"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// topic is a cause that people suspect: the terms that name it, the diagnoses
// that say it, and what the messages themselves say against or for it.
type topic struct {
	name  string
	terms []string
	ids   []string
	// signs are the signs that say it.
	signs []string
	// ask looks at the messages: the key of a wording, or "".
	ask func(*scene, *parser.Dialog) string
}

// callerIDs are the diagnoses of a caller ID that is refused.
var callerIDs = []string{"caller-id-not-allowed", "auth-id-from-mismatch-rejected", "anonymous-call-refused", "caller-id-withheld"}

// addressIDs are the diagnoses of an address that the other side cannot reach.
var addressIDs = []string{"sdp-private-address", "reg-contact-private-unfixed", "contact-private-address", "contact-unreachable", "sdp-unusable-address"}

// topics are the causes in the order in which they are looked for.
func topics() []topic {
	return []topic{
		{"the password", []string{"password"}, passwordIDs, nil, nil},
		{"the credit", []string{"credit"}, []string{"account-no-credit", "call-cut-no-credit"}, nil, nil},
		{"the destination", []string{"international", "~destin"}, []string{"destination-not-permitted"}, nil, untilRang},
		{"a suspended account", []string{"suspended"}, []string{"account-suspended"}, nil, loggedIn},
		{"the caller ID", []string{"callerid", "mismatch"}, callerIDs, nil, untilRang},
		{"the IP address", []string{"ip", "public", "whitelist", "blocked"}, []string{"source-ip-not-allowed"}, nil, loggedIn},
		{"an address that cannot be reached", []string{"ip", "public", "contact", "mediaaddress"}, addressIDs, []string{"private-media", "ack-missing-private"}, nil},
		{"call analytics", []string{"spam"}, []string{"network-blocked-603plus", "analytics-rejected-608", "unwanted-607", "attestation-low"}, []string{"network-blocked"}, untilRang},
		{"the codecs", []string{"codec", "sdp"}, []string{"codec-mismatch-488", "no-common-codec", "g729-annexb-mismatch", "audio-stream-rejected"}, []string{"codec-refused"}, codecsAgreed},
		{"the number", []string{"number", "exist", "format", "called"}, []string{"number-not-found", "number-incomplete", "number-format-suspect", "number-changed", "did-not-configured-on-pbx", "tech-prefix-missing"}, []string{"number-unknown"}, untilRang},
		{"a busy line", []string{"busy"}, []string{"callee-busy"}, []string{"busy"}, nil},
		{"a lack of channels", []string{"channels"}, []string{"concurrent-call-limit", "call-rate-limit", "service-unavailable"}, []string{"congestion"}, untilRang},
		{"an unregistered device", []string{"unreachable", "registration"}, []string{"user-not-registered"}, nil, untilRang},
		{"the login", []string{"login", "challenge", "realm"}, []string{"auth-wrong-password", "auth-challenge-unanswered", "auth-realm-mismatch", "auth-stale-nonce-loop", "reg-forbidden-after-credentials", "auth-qop-incomplete", "auth-username-malformed", "auth-algorithm-mismatch", "auth-wrong-header", "auth-digest-uri-mismatch", "challenge-ignored-by-client"}, []string{"nonce-loop"}, loggedIn},
		{"NAT", []string{"nat", "private"}, append([]string{"via-no-rport"}, addressIDs...), []string{"private-media", "ack-missing-private"}, nil},
		{"encryption", []string{"encryption", "certificate"}, []string{"srtp-required-not-offered", "srtp-offer-rejected", "srtp-profile-mismatch", "dtls-fingerprint-missing", "dtls-setup-role-conflict", "tls-required"}, nil, untilAnswered},
		{"a server that is down", []string{"serverdown"}, nil, nil, serverAnswers},
		{"DNS", []string{"dns"}, nil, nil, answeredAtAll},
		{"the transport", []string{"transport", "fragment"}, []string{"message-too-large-udp", "transport-mismatch", "message-too-large-513"}, []string{"too-big"}, answeredAtAll},
		{"the timer", []string{"timer", "sessiontimer"}, []string{"session-refresh-missing", "session-refresh-failed", "session-interval-too-small", "ring-timeout-cancelled", "failover-timer-too-short"}, nil, nil},
		{"a loop", []string{"loop"}, []string{"routing-loop"}, []string{"routing-loop"}, untilRang},
		{"DTMF", []string{"dtmf"}, []string{"dtmf-not-negotiated", "dtmf-info-rejected", "dtmf-payload-mismatch"}, nil, nil},
	}
}

// isItCause weighs a cause that somebody suspects.
func isItCause(s *scene) *reply {
	d := s.dialog
	if d == nil {
		return nil
	}
	m := s.matter()
	asked := s.topics(m)
	if len(asked) == 0 {
		return nil
	}
	if len(asked) > 1 && m != nil && m.certainty != rules.Certain && bothCandidates(m, asked) {
		r := cannot("which", rules.Fields{"one": asked[0].name, "other": asked[1].name}).of(d, m.message(), m.findings()...)
		r.texts = map[string][]words.Text{"settles": {m.settles}, "list": {candidates(m)}}
		return r
	}
	// What the diagnosis speaks of comes before what nothing points to.
	for _, t := range asked {
		if r := s.weighedTopic(d, m, t); r != nil {
			return r
		}
	}
	r := say("no-sign", rules.Fields{"topic": asked[0].name}).of(d, m.message(), m.findings()...)
	r.texts = titles(m)
	if len(asked) > 1 && len(s.q.suspected(suspectedCause)) > 1 {
		r.fields["topic"] += " or " + asked[1].name
		return r
	}
	if ask := asked[0].ask; ask != nil {
		if key := ask(s, d); key != "" {
			r.key, r.unknown = key, key == "silent"
		}
	}
	return r
}

// weighedTopic is what the diagnosis says of one suspected cause, nil where it does not
// speak of it.
func (s *scene) weighedTopic(d *parser.Dialog, m *matter, t topic) *reply {
	r := say("", rules.Fields{"topic": t.name}).of(d, m.message(), m.findings()...)
	r.texts = titles(m)
	switch {
	case s.weighed(r, m, t.ids):
	case m != nil && contains(t.signs, m.sign):
		r.key = "yes-" + string(m.certainty)
		r.texts["says"] = []words.Text{m.says}
	default:
		return nil
	}
	return r
}

// topics lists the causes that the question names, in the order of the question. A word
// that names several is taken for the one that is the matter, else for the first.
func (s *scene) topics(m *matter) []topic {
	var found []topic
	all := topics()
	for i := range s.q.features {
		var of []topic
		for _, t := range all {
			if s.q.features[i].isAny(t.terms) {
				of = append(of, t)
			}
		}
		if len(of) == 0 {
			continue
		}
		at := slices.IndexFunc(of, func(t topic) bool { return m.is(t) })
		if at < 0 {
			at = max(0, slices.IndexFunc(of, func(t topic) bool { return m.mayBe(t) }))
		}
		if !named(found, of[at].name) {
			found = append(found, of[at])
		}
	}
	return found
}

// mayBe tells whether a cause is among the alternatives of the matter.
func (m *matter) mayBe(t topic) bool {
	return m != nil && slices.ContainsFunc(m.alternatives, func(r rules.Reason) bool { return contains(t.ids, r.ID) })
}

// is tells whether a cause is the matter itself.
func (m *matter) is(t topic) bool {
	return m != nil && (m.finding != nil && contains(t.ids, m.finding.ID) || m.sign != "" && contains(t.signs, m.sign))
}

func named(list []topic, name string) bool {
	for _, t := range list {
		if t.name == name {
			return true
		}
	}
	return false
}

func (f *feature) isAny(names []string) bool {
	for _, name := range names {
		if f.is(name) {
			return true
		}
	}
	return false
}

// bothCandidates tells whether two of the causes are among the candidates.
func bothCandidates(m *matter, asked []topic) bool {
	n := 0
	for _, t := range asked {
		for _, a := range m.alternatives {
			if contains(t.ids, a.ID) {
				n++
				break
			}
		}
	}
	return n > 1
}

// untilRang speaks against what would have stopped a call before it rang.
func untilRang(_ *scene, d *parser.Dialog) string {
	switch {
	case d.Answer != nil:
		return "answered"
	case d.Ringing != nil:
		return "rang"
	}
	return ""
}

func untilAnswered(_ *scene, d *parser.Dialog) string {
	if d.Answer != nil {
		return "answered"
	}
	return ""
}

// loggedIn speaks against what an accepted login excludes.
func loggedIn(_ *scene, d *parser.Dialog) string {
	switch {
	case d.Outcome == parser.Registered, d.Answer != nil:
		return "answered"
	case acceptedLogin(d) != nil:
		return "logged-in"
	}
	return ""
}

// codecsAgreed speaks against the codecs where both sides agreed.
func codecsAgreed(_ *scene, d *parser.Dialog) string {
	if c, ok := d.Agreed().Codec(); ok && c.Name != "" {
		return "agreed"
	}
	return ""
}

// answeredAtAll speaks against name service and transport where an answer came.
func answeredAtAll(_ *scene, d *parser.Dialog) string {
	for _, m := range d.Messages {
		if m.IsResponse() && m.Code != 408 {
			return "reached"
		}
	}
	return ""
}

// causeSuspected weighs questions about a cause: who asks for the proof of one wants to
// see the line.
func causeSuspected(s *scene) float64 {
	if s.q.has("evidence") && len(s.q.suspected(suspectedCause)) == 0 {
		return 0.75
	}
	return 1
}

// serverAnswers tells whether the server that a request went to answers anything in this
// trace.
func serverAnswers(s *scene, d *parser.Dialog) string {
	if answeredAtAll(s, d) != "" {
		return "reached"
	}
	if d.Decisive == nil || d.Decisive.Request == nil {
		return ""
	}
	host := parser.HostOf(farHost(d.Decisive.Request))
	for _, m := range s.trace.Messages {
		if m.IsResponse() && m.Code != 408 && m.SourceHost() != "" && m.SourceHost() == host {
			return "reached"
		}
	}
	return "silent"
}
