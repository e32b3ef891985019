package answers

import (
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// lookedFor are the kinds of the reference that are something in the messages, so
// that their absence can be told.
var lookedFor = []string{"response", "q850", "warning", "method", "header", "parameter", "sdp", "payload", "transport", "option-tag", "reason-protocol"}

// shown are the lines of the trace that show an entry of the reference, one for each
// message that has it.
func (s *scene) shown(r Reference) []rules.Evidence {
	var lines []rules.Evidence
	for _, m := range s.trace.Messages {
		if e, ok := shownIn(m, r); ok {
			lines = append(lines, e)
		}
	}
	return lines
}

func shownIn(m *parser.Message, r Reference) (rules.Evidence, bool) {
	switch r.Kind {
	case "response":
		return rules.Start(m), m.IsResponse() && strconv.Itoa(m.Code) == r.Key
	case "provider":
		return rules.Start(m), m.IsResponse() && containsAny(m.Phrase, []string{r.Key})
	case "method":
		return rules.Start(m), m.IsRequest() && strings.EqualFold(m.Method, r.Key)
	case "term":
		// A re-INVITE is the one term that a start line and a tag show.
		return rules.Start(m), r.Key == reInvite && m.IsRequest() && m.Method == "INVITE" && m.ToTag != ""
	case "header":
		return rules.Header(m, r.Key), m.Has(r.Key)
	case "q850", "warning", "reason-protocol":
		return reasonLine(m, r)
	case "parameter":
		return headerWith(m, func(h parser.Header) bool { return hasParam(h.Value, r.Key) })
	case "option-tag":
		return headerWith(m, func(h parser.Header) bool {
			return tagHeaders[h.Key] && listed(h.Value, r.Key)
		})
	case "sdp", "payload", "transport":
		return sdpLine(m, r)
	}
	return rules.Evidence{}, false
}

const reInvite = "re-INVITE"

// tagHeaders list option tags (RFC 3261 19.2).
var tagHeaders = map[string]bool{"Supported": true, "Require": true, "Proxy-Require": true, "Unsupported": true}

func reasonLine(m *parser.Message, r Reference) (rules.Evidence, bool) {
	if r.Kind == "warning" {
		for _, w := range m.Warnings() {
			if strconv.Itoa(w.Code) == r.Key {
				return rules.Header(m, "Warning"), true
			}
		}
		return rules.Evidence{}, false
	}
	for _, reason := range m.Reasons() {
		if r.Kind == "q850" && reason.Speaks("Q.850") && strconv.Itoa(reason.Cause) == r.Key || r.Kind == "reason-protocol" && strings.EqualFold(reason.Protocol, r.Key) {
			return rules.HeaderLine(m, reason.Header), true
		}
	}
	return rules.Evidence{}, false
}

func headerWith(m *parser.Message, has func(parser.Header) bool) (rules.Evidence, bool) {
	for _, h := range m.Headers {
		if has(h) {
			return rules.HeaderLine(m, h), true
		}
	}
	return rules.Evidence{}, false
}

// hasParam tells a parameter by its name, as headers write it: ";rport", " nonce=",
// ",stale=". The key may tell the header too, "Replaces (URI header)".
func hasParam(value, name string) bool {
	name, _, _ = strings.Cut(name, " ")
	lower, name := strings.ToLower(value), strings.ToLower(name)
	for at := 0; ; {
		i := strings.Index(lower[at:], name)
		if i < 0 {
			return false
		}
		from, to := at+i, at+i+len(name)
		at = to
		before := from > 0 && strings.IndexByte("; ,?&", lower[from-1]) >= 0
		if before && (to == len(lower) || strings.IndexByte("=;,> ", lower[to]) >= 0) && (lower[from-1] != ' ' || to < len(lower) && lower[to] == '=') {
			return true
		}
	}
}

func listed(value, tag string) bool {
	for item := range strings.SplitSeq(value, ",") {
		if strings.EqualFold(strings.TrimSpace(item), tag) {
			return true
		}
	}
	return false
}

// sdpLine is the line of a session description that shows an attribute, a codec by
// its name or static number, or a transport of its media.
func sdpLine(m *parser.Message, r Reference) (rules.Evidence, bool) {
	sdp := m.SDP()
	if sdp == nil {
		return rules.Evidence{}, false
	}
	for _, l := range sdp.Lines {
		if showsSDP(l, r) {
			return rules.BodyLine(m, l.Line, l.String()), true
		}
	}
	return rules.Evidence{}, false
}

func showsSDP(l parser.SDPLine, r Reference) bool {
	name, rest, _ := strings.Cut(l.Value, ":")
	switch r.Kind {
	case "sdp":
		if strings.HasSuffix(r.Key, "=") {
			return string(l.Type)+"=" == r.Key
		}
		return l.Type == 'a' && strings.EqualFold(strings.TrimSpace(name), r.Key)
	case "payload":
		if l.Type == 'a' && name == "rtpmap" {
			number, encoding, _ := strings.Cut(strings.TrimSpace(rest), " ")
			encoding, _, _ = strings.Cut(encoding, "/")
			return number == r.Key || strings.EqualFold(encoding, r.Key)
		}
		fields := strings.Fields(l.Value)
		return l.Type == 'm' && len(fields) > 3 && contains(fields[3:], r.Key)
	case "transport":
		fields := strings.Fields(l.Value)
		return l.Type == 'm' && len(fields) > 2 && strings.EqualFold(fields[2], r.Key)
	}
	return false
}
