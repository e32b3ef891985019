package media

import (
	"slices"
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// codecMismatch488 finds a call that was refused because no codec of the offer
// suits. Where G.711 was offered and nothing names the codecs, media was refused and
// the codec is not proven. Encrypted offers are another matter.
func codecMismatch488(c *rules.Case) *rules.Hit {
	r := mediaRefused(c)
	if r == nil {
		return codecsNamed(c)
	}
	if h := nothingOffered(c, r); h != nil {
		return h
	}
	if r.audio == nil || encrypted(r.audio) || dtls(r.audio) || r.audio.Port == 0 || !plainOffer(r.Request) {
		return nil
	}
	match, worded := c.Says(r.Answer, network.CodecMismatch)
	if !worded && c.Worded(r.Answer) {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Likely,
		Evidence:  []rules.Evidence{line(r.Request, r.audio), rules.Start(r.Answer)},
		Fields: rules.Fields{
			"to": rules.Shown(c.Dialog.To), "code": strconv.Itoa(r.Answer.Code), "codecs": names(r.audio), "host": host(r.Answer),
			"invite": rules.Number(r.Request), "answer": rules.Number(r.Answer),
		},
		Excludes: []string{"auth-wrong-password", "account-no-credit"},
	}
	warning, warns := warned(r.Answer, 304, 305)
	theirs := r.Answer.SDP().Audio()
	switch {
	case warns:
		h.Certainty, h.Variant = rules.Certain, "warned"
		h.Evidence = append(h.Evidence, rules.HeaderLine(r.Answer, warning.Header))
		h.Fields["words"] = warning.Text
	case worded:
		h.Certainty, h.Variant = rules.Certain, "warned"
		h.Evidence = append(h.Evidence, rules.Where(r.Answer, match))
		h.Fields["words"] = match.Text
	case theirs != nil && !share(r.audio, theirs):
		h.Certainty, h.Variant = rules.Certain, "lists"
		h.Evidence = append(h.Evidence, line(r.Answer, theirs))
		h.Fields["theirs"] = names(theirs)
	case carries(r.audio, "PCMU", "PCMA"):
		h.Certainty, h.Variant = rules.Possible, "unproven"
	}
	return h
}

// nothingOffered finds a call whose offer has every stream switched off: a telephone
// without a codec that is enabled asks like that.
func nothingOffered(c *rules.Case, r *refusal) *rules.Hit {
	if r.audio == nil || !plainOffer(r.Request) || slices.ContainsFunc(r.Request.SDP().Media, func(m parser.Media) bool { return m.Port != 0 }) {
		return nil
	}
	return &rules.Hit{
		Certainty: rules.Certain, Variant: "nothing",
		Evidence: []rules.Evidence{line(r.Request, r.audio), rules.Start(r.Answer)},
		Fields: rules.Fields{
			"to": rules.Shown(c.Dialog.To), "code": strconv.Itoa(r.Answer.Code), "codecs": names(r.audio), "host": host(r.Answer),
			"invite": rules.Number(r.Request), "answer": rules.Number(r.Answer),
		},
		Excludes: []string{"auth-wrong-password", "account-no-credit"},
	}
}

// codecsNamed finds the same in an answer whose INVITE the trace lacks, where a
// Warning or words name the codecs.
func codecsNamed(c *rules.Case) *rules.Hit {
	r := c.NewRequest("INVITE")
	if r == nil || r.Request != nil || r.Answer.Code/100 != 4 && r.Answer.Code != 606 {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Certain, Variant: "answer",
		Evidence: []rules.Evidence{rules.Start(r.Answer)},
		Fields: rules.Fields{
			"to": rules.Shown(c.Dialog.To), "code": strconv.Itoa(r.Answer.Code), "host": host(r.Answer), "answer": rules.Number(r.Answer),
		},
		Excludes: []string{"auth-wrong-password", "account-no-credit"},
	}
	if warning, warns := warned(r.Answer, 304, 305); warns {
		h.Evidence = append(h.Evidence, rules.HeaderLine(r.Answer, warning.Header))
		h.Fields["words"] = warning.Text
		return h
	}
	match, worded := c.Meant(r.Answer, network.CodecMismatch)
	if !worded {
		return nil
	}
	h.Evidence, h.Fields["words"] = rules.Quoting(r.Answer, match), match.Text
	return h
}

// plainOffer tells an offer in SDP alone; another body may be what is refused.
func plainOffer(m *parser.Message) bool { return bodyType(m) == "application/sdp" || bodyType(m) == "" }
