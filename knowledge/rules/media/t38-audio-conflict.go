package media

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// t38AudioConflict finds an answer to a switch to fax that keeps both audio and fax,
// or neither.
func t38AudioConflict(c *rules.Case) *rules.Hit {
	d := c.Dialog
	for _, t := range changes(d) {
		if !fax(t.Request) || !t.OK() || !t.Final.Whole() {
			continue
		}
		audio, image := t.Final.SDP().Audio(), t.Final.SDP().FirstMedia("image")
		if audio == nil || image == nil || (audio.Port != 0) != (image.Port != 0) {
			continue
		}
		h := &rules.Hit{
			Certainty: rules.Possible,
			Evidence:  []rules.Evidence{line(t.Final, audio), line(t.Final, image)},
			Fields: rules.Fields{
				"to": rules.Shown(d.To), "request": rules.Number(t.Request), "answer": rules.Number(t.Final), "side": sideName(t.Side.Other()),
			},
		}
		if audio.Port == 0 {
			h.Variant = "neither"
		}
		return h
	}
	return nil
}
