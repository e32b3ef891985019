package answers

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// viaAsked explains the Via lines of a message, part by part (RFC 3261 20.42, RFC
// 3581).
func viaAsked(s *scene) *reply {
	m := s.messageWith("Via")
	if m == nil {
		return say("absent", nil).overall()
	}
	// The path is told by the message with the most hops, where none is named.
	if s.asked == nil && len(s.q.codes) == 0 && len(s.q.methods) == 0 && s.dialog != nil {
		for _, x := range s.dialog.Messages {
			if len(x.Vias()) > len(m.Vias()) {
				m = x
			}
		}
	}
	vias := m.Vias()
	f := rules.Fields{"n": rules.Number(m), "name": name(m), "path": Way(vias), "count": itoa(len(vias))}
	r := say("one", f).of(m.Dialog, m)
	r.texts = map[string][]words.Text{"parts": {ViaParts(vias[0])}}
	if len(vias) > 1 {
		r.key = "several"
	}
	return r
}

// Way writes the hosts of Via lines in the order of the way: the sender first.
func Way(vias []parser.Via) string {
	var hosts []string
	for i := len(vias) - 1; i >= 0; i-- {
		host := vias[i].SentBy()
		if vias[i].Received != "" && vias[i].Received != vias[i].Host {
			host += " (seen as " + vias[i].Received + ")"
		}
		hosts = append(hosts, host)
	}
	return strings.Join(hosts, " → ")
}

// ViaParts explains one Via part by part: sent-protocol, sent-by, branch, received
// and rport (RFC 3261 20.42, RFC 3581).
func ViaParts(v parser.Via) words.Text {
	t := words.Text{{Text: v.Protocol + "/" + v.Version + " over " + v.Transport + " (protocol, version, transport); sent-by "}, {Text: v.SentBy(), Style: words.Quoted}, {Text: " wrote it and wants the answer there"}}
	if v.Branch != "" {
		t = append(t, words.Span{Text: "; branch "}, words.Span{Text: v.Branch, Style: words.Quoted}, words.Span{Text: " names the transaction"})
	}
	switch {
	case v.Received != "" && parser.ClassOf(v.Host) == parser.HostPrivate:
		t = append(t, words.Span{Text: "; received " + v.Received + port(v) + " is where the next hop saw it come from, so its private address does no harm"})
	case v.Received != "":
		t = append(t, words.Span{Text: "; received " + v.Received + port(v) + " is where the next hop saw it come from"})
	case parser.ClassOf(v.Host) == parser.HostPrivate:
		t = append(t, words.Span{Text: "; a private address is normal here, the next hop notes where it came from (received, rport)"})
	case v.HasRPort:
		t = append(t, words.Span{Text: "; rport asks that answers go to the port it was sent from"})
	}
	return append(t, words.Span{Text: "."})
}

func port(v parser.Via) string {
	if v.RPort == 0 {
		return ""
	}
	return " port " + itoa(v.RPort)
}
