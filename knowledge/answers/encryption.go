package answers

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// encryptionAsked answers whether signalling (TLS) and audio (SRTP) are
// encrypted.
func encryptionAsked(s *scene) *reply {
	d := s.dialog
	if d == nil {
		return nil
	}
	transport := transportOf(d)
	f := rules.Fields{"transport": rules.Shown(transport), "profile": "", "n": rules.Number(d.First()), "m": ""}
	signalling := transport == "TLS" || transport == "WSS"
	x := d.Agreed()
	var media *parser.Media
	if x != nil && x.Answer != nil {
		media = x.Answer.SDP().Audio()
		f["m"] = rules.Number(x.Answer)
	} else if list := withSDP(d); len(list) > 0 {
		media = list[0].SDP().Audio()
		f["m"] = rules.Number(list[0])
	}
	if media == nil {
		if signalling {
			return say("signalling-only", f).of(d, d.First())
		}
		return say("plain-signalling", f).of(d, d.First())
	}
	f["profile"] = media.Proto
	audio := strings.Contains(media.Proto, "SAVP") || media.Has("crypto") || media.Has("fingerprint")
	switch {
	case signalling && audio:
		return say("both", f).of(d, d.First())
	case signalling:
		return say("tls", f).of(d, d.First())
	case audio:
		return say("srtp", f).of(d, d.First())
	}
	return say("none", f).of(d, d.First())
}
