package media

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// refusal is a new call that was refused for its media, as far as the code says.
type refusal struct {
	*rules.Refused
	// audio is the stream that was offered; nil where the INVITE has none.
	audio *parser.Media
}

// mediaRefused is the refusal of a call by a code, or a Q.850 cause, of media. A
// try that a later one made good is none.
func mediaRefused(c *rules.Case) *refusal {
	r := c.Refused()
	if r == nil || r.Answer.Method != "INVITE" || r.InDialog || r.Request == nil {
		return nil
	}
	switch r.Answer.Code {
	case 415, 488, 606:
	default:
		if r.Answer.Code/100 != 4 || !mediaCauses[r.Answer.Q850()] {
			return nil
		}
	}
	return &refusal{r, r.Request.SDP().Audio()}
}

// mediaCauses are the Q.850 causes of media: bearer capability and incompatible
// destination.
var mediaCauses = map[int]bool{65: true, 79: true, 88: true}

// warned is the first Warning with one of these codes.
func warned(m *parser.Message, codes ...int) (parser.Warning, bool) {
	for _, w := range m.Warnings() {
		for _, code := range codes {
			if w.Code == code {
				return w, true
			}
		}
	}
	return parser.Warning{}, false
}

// worksPlain is a call of the same sender in the trace that was answered with
// unencrypted audio.
func worksPlain(c *rules.Case, r *refusal) *parser.Dialog {
	for _, d := range c.Dialog.Around() {
		if d == c.Dialog || d.Outcome != parser.Answered || d.Answer == nil || d.Answer.Tx.Request == nil || d.Answer.Tx.Request.Dst != r.Request.Dst {
			continue
		}
		if audio := d.Answer.Tx.Request.SDP().Audio(); audio != nil && !encrypted(audio) && !dtls(audio) {
			return d
		}
	}
	return nil
}
