package media

import (
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// dtlsFingerprintMissing finds a stream keyed by DTLS without the fingerprint of a
// certificate, at either level (RFC 5763 5): in a refused offer, or in an answer.
func dtlsFingerprintMissing(c *rules.Case) *rules.Hit {
	d := c.Dialog
	if r := c.Refused(); r != nil && r.Answer.Method == "INVITE" && !r.InDialog && r.Request != nil && r.Answer.Code != 486 {
		return fingerprintHit(c, r.Request, r.Answer)
	}
	x, _, _ := initial(d)
	if x == nil || d.Answer == nil {
		return nil
	}
	for _, m := range []*parser.Message{x.Offer, x.Answer} {
		if h := fingerprintHit(c, m, d.Answer); h != nil {
			return h
		}
	}
	return nil
}

func fingerprintHit(c *rules.Case, m, consequence *parser.Message) *rules.Hit {
	sdp := m.SDP()
	audio := sdp.Audio()
	if audio == nil || audio.Port == 0 || !dtls(audio) || !m.Whole() {
		return nil
	}
	if a, ok := sdp.Attr(audio, "fingerprint"); ok && strings.TrimSpace(a.Value) != "" {
		return nil
	}
	return &rules.Hit{
		Certainty: rules.Likely,
		Evidence:  []rules.Evidence{line(m, audio), rules.Start(consequence)},
		Fields: rules.Fields{
			"to": rules.Shown(c.Dialog.To), "side": sideName(c.Dialog.SideOf(m)), "message": rules.Number(m),
			"code": strconv.Itoa(consequence.Code),
		},
	}
}
