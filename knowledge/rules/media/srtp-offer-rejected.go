package media

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// srtpOfferRejected finds an offer of encrypted audio, and nothing else, that was
// refused. Wording of codecs speaks against it.
func srtpOfferRejected(c *rules.Case) *rules.Hit {
	r := mediaRefused(c)
	if r == nil || r.audio == nil || !encrypted(r.audio) {
		return nil
	}
	for _, m := range r.Request.SDP().Media {
		if m.Kind == "audio" && !encrypted(&m) {
			return nil
		}
	}
	if _, codecs := c.Says(r.Answer, network.CodecMismatch); codecs {
		return nil
	}
	if _, warns := warned(r.Answer, 305); warns {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Likely,
		Evidence:  []rules.Evidence{line(r.Request, r.audio), rules.Start(r.Answer)},
		Fields: rules.Fields{
			"to": rules.Shown(c.Dialog.To), "code": strconv.Itoa(r.Answer.Code), "host": host(r.Answer),
			"invite": rules.Number(r.Request), "answer": rules.Number(r.Answer),
		},
		Excludes: []string{"codec-mismatch-488"},
	}
	if match, ok := c.Says(r.Answer, network.EncryptionRequired); ok {
		h.Certainty = rules.Certain
		h.Evidence = append(h.Evidence, rules.Where(r.Answer, match))
	} else if other := worksPlain(c, r); other != nil {
		h.Certainty, h.Variant = rules.Certain, "plain-works"
		h.Evidence = append(h.Evidence, rules.Start(other.Answer))
		h.Fields["other"] = rules.Number(other.Answer)
	}
	return h
}
