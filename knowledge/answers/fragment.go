package answers

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// A fragment is a paste without a whole message: a Via, a session description, a
// status line, a few headers. Questions about it are answered from those lines; who
// did what is for the whole exchange to tell.

// ofFragment answers a question about a fragment; nil where the usual way is as
// good. The words are fragment.yaml, by key.
func (s *scene) ofFragment(m match) *reply {
	switch m.id {
	case "via", "header", "show-message", "next-step", "capture-how", "thanks", "rfc":
		return nil
	case "codec", "codec-offered", "ports", "media-address", "ip-address", "firewall-rule", "dtmf", "encryption", "packet-time", "video", "fax",
		"nat", "one-way-audio", "transport", "whitelist":
		if r := s.ofSDP(m.id); r != nil {
			return r
		}
		if r := s.ofVia(m.id); r != nil {
			return r
		}
	case "is-it-credit", "is-it-cause", "is-it-password", "why", "code-here", "outcome", "fix", "evidence", "alternatives", "tell-customer", "cause-here":
		if r := s.byItsLines(m.id); r != nil {
			return r
		}
	}
	return cannot("whole", nil).overall()
}

// ofSDP answers from a session description alone, nil without one.
func (s *scene) ofSDP(id string) *reply {
	var sdp *parser.SDP
	var from *parser.Message
	for _, m := range s.trace.Messages {
		if m.SDP() != nil {
			sdp, from = m.SDP(), m
			break
		}
	}
	if sdp == nil {
		return nil
	}
	audio := sdp.Audio()
	switch {
	case id == "video":
		return s.kindThere(sdp, "video")
	case id == "fax":
		return s.kindThere(sdp, "image")
	case audio == nil:
		return say("no-audio", nil).overall()
	}
	codecs, events := codecNames(from)
	f := rules.Fields{
		"codecs": strings.Join(codecs, ", "), "addr": parser.JoinHostPort(audio.Addr, audio.Port), "host": audio.Addr, "port": itoa(audio.Port),
		"profile": audio.Proto, "ptime": ptime(from),
	}
	key := ""
	switch id {
	case "codec", "codec-offered":
		key = "codecs"
	case "dtmf":
		key = pick(events, "events", "no-events")
	case "encryption":
		key = pick(strings.Contains(audio.Proto, "SAVP") || audio.Has("crypto") || audio.Has("fingerprint"), "srtp", "rtp")
	case "packet-time":
		key = pick(f["ptime"] != "", "ptime", "no-ptime")
	case "transport":
		key = "rtp"
	default:
		key = pick(parser.ClassOf(audio.Addr) == parser.HostPrivate, "private", "address")
	}
	return say(key, f).overall()
}

func pick(yes bool, one, other string) string {
	if yes {
		return one
	}
	return other
}

// kindThere answers whether the description has a kind of media.
func (s *scene) kindThere(sdp *parser.SDP, kind string) *reply {
	for _, m := range sdp.Media {
		if m.Kind == kind {
			return say("kind", rules.Fields{"kind": kind, "line": "m=" + kind + " " + itoa(m.Port) + " " + m.Proto}).overall()
		}
	}
	return say("no-kind", rules.Fields{"kind": kind}).overall()
}

// ofVia answers from a Via alone, nil without one.
func (s *scene) ofVia(id string) *reply {
	for _, m := range s.trace.Messages {
		vias := m.Vias()
		if len(vias) == 0 {
			continue
		}
		v := vias[len(vias)-1]
		f := rules.Fields{"sent": v.SentBy(), "transport": v.Transport, "received": v.Received, "seen": nothing, "host": v.Host}
		if v.Received != "" {
			f["seen"] = "; the next hop saw it come from " + v.Received + port(v)
		}
		private := parser.ClassOf(v.Host) == parser.HostPrivate
		switch {
		case id == "encryption" || id == "transport":
			return say("over", f).overall()
		case private && v.Received != "":
			return say("via-repaired", f).overall()
		case private:
			return say("via-private", f).overall()
		}
		return say("via", f).overall()
	}
	return nil
}

// byItsLines answers what a status line, a Warning or a Reason says by itself.
func (s *scene) byItsLines(id string) *reply {
	var texts []words.Text
	for _, p := range s.Report.Pieces {
		if !p.Says.Empty() && len(texts) < 2 {
			texts = append(texts, p.Says)
		}
	}
	// What a wording says comes last, and is the most.
	if n := len(s.Report.Pieces); n > 2 && s.Report.Pieces[n-1].Line == "" {
		texts = append(texts[:1], s.Report.Pieces[n-1].Says)
	}
	if len(texts) == 0 {
		return nil
	}
	suspects := strings.HasPrefix(id, "is-it-") || id == "alternatives"
	r := say(pick(suspects, "suspect", "lines"), nil).overall()
	r.texts = map[string][]words.Text{"texts": texts}
	return r
}
