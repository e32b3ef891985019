package answers

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/words"
)

// whatIf answers what a change would do: whether it is what the diagnosis asks for.
// What comes of it only another attempt shows.
func whatIf(s *scene) *reply {
	if s.dialog == nil {
		return nil
	}
	m := s.matter()
	if m == nil {
		r := nothingWrong(s)
		if r != nil {
			r.unknown = true
		}
		return r
	}
	r := m.reply(cannot("other", nil))
	r.texts = map[string][]words.Text{"title": {m.title}, "fix": first(m.fix), "settles": {m.settles}}
	for _, step := range m.fix {
		if s.changes(step.String()) {
			r.key, r.texts["fix"] = "fits", []words.Text{step}
			if m.settles.Empty() {
				r.key = "fits-plain"
			}
			break
		}
	}
	return r
}

// changes tells whether a step of the fix speaks of what the question would change.
func (s *scene) changes(step string) bool {
	step = strings.ToLower(step)
	for i := range s.q.features {
		for term, named := range changed {
			if s.q.features[i].is(term) && containsAny(step, named) {
				return true
			}
		}
	}
	for _, header := range s.q.headers {
		named := []string{strings.ToLower(header)}
		if header == "From" {
			named = changed["callerid"] // "from" is a word of its own
		}
		if containsAny(step, named) {
			return true
		}
	}
	return false
}

// changed are the things that people would change, and how a step of a fix names
// them.
var changed = map[string][]string{
	"callerid": {"caller id", "in from", "asserted"}, "mismatch": {"in from", "digest"}, "account": {"account", "digest", "log in"}, "login": {"log in", "digest", "password"},
	"password": {"password"}, "codec": {"codec", "g.711", "pcmu"}, "transport": {"tcp", "tls", "udp"}, "nat": {"external", "nat"}, "alg": {"alg"},
	"public": {"external", "public"}, "mediaaddress": {"external", "media"}, "contact": {"contact", "external"}, "format": {"country code", "area code", "prefix"},
	"expire": {"interval", "expires"}, "registration": {"registration"}, "prack": {"100rel", "prack"}, "fax": {"t.38"}, "dtmf": {"telephone-event", "4733"},
	"credit": {"top up", "balance", "credit"}, "sessiontimer": {"session"}, "whitelist": {"allowed", "list"}, "device": {"update", "software"},
}

// containsAny tells whether a text holds one of these as a word.
func containsAny(text string, list []string) bool {
	for _, word := range list {
		for at := 0; ; {
			i := strings.Index(text[at:], word)
			if i < 0 {
				break
			}
			from, to := at+i, at+i+len(word)
			if (from == 0 || !isWordByte(text[from-1])) && (to == len(text) || !isWordByte(text[to]) || text[to] == '.') {
				return true
			}
			at = to
		}
	}
	return false
}
