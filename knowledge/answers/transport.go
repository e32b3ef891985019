package answers

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// transportAsked answers over which transport the signalling goes.
func transportAsked(s *scene) *reply {
	d := s.dialog
	if d == nil {
		return nil
	}
	f := rules.Fields{"transport": transportOf(d), "n": rules.Number(d.First()), "size": "", "m": ""}
	if f["transport"] == "" {
		return cannot("unknown", f).of(d, nil)
	}
	if m := tooBigIn(d); m != nil {
		f["m"], f["size"] = rules.Number(m), itoa(m.Size)
		return say("big-udp", f).of(d, m)
	}
	return say("transport", f).of(d, d.First())
}

// tooBigIn is a request over UDP above the size that goes in one piece.
func tooBigIn(d *parser.Dialog) *parser.Message {
	for _, m := range d.Messages {
		if m.Size > udpLimit && overUDP(m) {
			return m
		}
	}
	return nil
}

// transportOf is the transport of a dialog's signalling, by the log or the top
// Via.
func transportOf(d *parser.Dialog) string {
	for _, m := range d.Messages {
		if m.Transport != "" {
			return strings.ToUpper(m.Transport)
		}
	}
	for _, m := range d.Messages {
		if vias := m.Vias(); len(vias) > 0 {
			return strings.ToUpper(vias[0].Transport)
		}
	}
	return ""
}
