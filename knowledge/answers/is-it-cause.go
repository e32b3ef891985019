package answers

import (
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

// topics are the causes in the order in which they are looked for.
func topics() []topic {
	return []topic{
		{"the password", []string{"password"}, passwordIDs, nil, nil},
		{"the credit", []string{"credit"}, []string{"account-no-credit", "call-cut-no-credit"}, nil, nil},
		{"the destination", []string{"international"}, []string{"destination-not-permitted"}, nil, untilRang},
		{"a suspended account", []string{"suspended"}, []string{"account-suspended"}, nil, loggedIn},
		{"the caller ID", []string{"callerid", "mismatch"}, []string{"caller-id-not-allowed", "auth-id-from-mismatch-rejected", "anonymous-call-refused", "caller-id-withheld"}, nil, untilRang},
		{"the IP address", []string{"ip", "public", "whitelist", "blocked"}, []string{"source-ip-not-allowed"}, nil, loggedIn},
		{"call analytics", []string{"spam"}, []string{"network-blocked-603plus", "analytics-rejected-608", "unwanted-607", "attestation-low"}, []string{"network-blocked"}, untilRang},
		{"the codecs", []string{"codec", "sdp"}, []string{"codec-mismatch-488", "no-common-codec", "g729-annexb-mismatch", "audio-stream-rejected"}, []string{"codec-refused"}, codecsAgreed},
		{"the number", []string{"number", "exist", "format", "called"}, []string{"number-not-found", "number-incomplete", "number-format-suspect", "number-changed", "did-not-configured-on-pbx", "tech-prefix-missing"}, []string{"number-unknown"}, untilRang},
		{"a busy line", []string{"busy"}, []string{"callee-busy"}, []string{"busy"}, nil},
		{"a lack of channels", []string{"channels"}, []string{"concurrent-call-limit", "call-rate-limit", "service-unavailable"}, []string{"congestion"}, untilRang},
		{"an unregistered device", []string{"unreachable", "registration"}, []string{"user-not-registered"}, nil, untilRang},
		{"the login", []string{"login", "challenge", "realm"}, []string{"auth-wrong-password", "auth-challenge-unanswered", "auth-realm-mismatch", "auth-stale-nonce-loop", "reg-forbidden-after-credentials", "auth-qop-incomplete", "auth-username-malformed", "auth-algorithm-mismatch", "auth-wrong-header", "auth-digest-uri-mismatch", "challenge-ignored-by-client"}, []string{"nonce-loop"}, loggedIn},
		{"NAT", []string{"nat", "private"}, []string{"sdp-private-address", "reg-contact-private-unfixed", "contact-private-address", "contact-unreachable", "via-no-rport", "sdp-unusable-address"}, []string{"private-media", "ack-missing-private"}, nil},
		{"encryption", []string{"encryption", "certificate"}, []string{"srtp-required-not-offered", "srtp-offer-rejected", "srtp-profile-mismatch", "dtls-fingerprint-missing", "dtls-setup-role-conflict", "tls-required"}, nil, untilAnswered},
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
	asked := s.topics()
	if len(asked) == 0 {
		return nil
	}
	if len(asked) > 1 && m != nil && m.undecided && bothCandidates(m, asked) {
		r := cannot("which", rules.Fields{"one": asked[0].name, "other": asked[1].name}).of(d, m.message(), m.findings()...)
		r.texts = map[string][]words.Text{"settles": {m.settles}, "list": {candidates(m)}}
		return r
	}
	t := asked[0]
	r := say("", rules.Fields{"topic": t.name}).of(d, m.message(), m.findings()...)
	r.texts = titles(m)
	switch {
	case s.weighed(r, m, t.ids):
	case m != nil && contains(t.signs, m.sign):
		r.key = "yes-" + string(m.certainty)
		r.texts["says"] = []words.Text{m.says}
	default:
		r.key = "no-sign"
		if t.ask != nil {
			if key := t.ask(s, d); key != "" {
				r.key = key
			}
		}
	}
	return r
}

// topics lists the causes that the question names, in the order of the question.
func (s *scene) topics() []topic {
	var found []topic
	all := topics()
	for i := range s.q.features {
		for _, t := range all {
			if s.q.features[i].isAny(t.terms) && !named(found, t.name) {
				found = append(found, t)
			}
		}
	}
	return found
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
