package media

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// srtpRequiredNotOffered finds a refusal that asks for encryption in words, of a
// call that offered none.
func srtpRequiredNotOffered(c *rules.Case) *rules.Hit {
	r := c.Refused()
	if r == nil || r.Answer.Method != "INVITE" || r.InDialog || r.Request == nil {
		return nil
	}
	match, ok := c.Says(r.Answer, network.EncryptionRequired)
	audio := r.Request.SDP().Audio()
	if !ok || audio == nil || encrypted(audio) || dtls(audio) {
		return nil
	}
	return &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{line(r.Request, audio), rules.Where(r.Answer, match)},
		Fields: rules.Fields{
			"to": rules.Shown(c.Dialog.To), "code": strconv.Itoa(r.Answer.Code), "host": host(r.Answer), "words": match.Text,
			"invite": rules.Number(r.Request), "answer": rules.Number(r.Answer),
		},
	}
}
