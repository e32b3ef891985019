package lifecycle

import (
	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// rtpTimeoutHangup finds a BYE that says that no audio arrived. A drop after 32 s
// with the 200 repeated is a missing ACK, whatever else the BYE says.
func rtpTimeoutHangup(c *rules.Case) *rules.Hit {
	bye := c.Dialog.Bye
	if bye == nil || len(c.Dialog.Unconfirmed()) > 0 {
		return nil
	}
	match, worded := c.Says(bye, network.RTPTimeout)
	if !worded && !mediaTimedOut(c, bye) {
		return nil
	}
	side := c.Dialog.SideOf(bye)
	h := &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{rules.Start(bye)},
		Fields: rules.Fields{
			"to": rules.Shown(c.Dialog.To), "bye": rules.Number(bye), "side": sideName(side), "other": sideName(side.Other()),
			"after": rules.Seconds(c.Dialog.Duration),
		},
	}
	if worded {
		h.Evidence = append(h.Evidence, rules.Where(bye, match))
		h.Fields["words"] = match.Text
	} else {
		h.Certainty, h.Variant = rules.Likely, "asterisk"
		h.Evidence = append(h.Evidence, rules.Header(bye, "Reason"))
	}
	if addr, m := c.Dialog.MediaAddress(side); m != nil {
		h.Evidence = append(h.Evidence, rules.SDPLine(m, "c="))
		h.Fields["media"] = addr
	} else {
		h.Fields["media"] = "the address in its SDP"
	}
	switch {
	case h.Variant != "":
	case side == parser.NoSide:
		h.Variant = "alone"
	case c.Dialog.Duration == 0:
		h.Variant = "untimed"
	}
	return h
}

// mediaTimedOut tells Asterisk's own mark for it: it ends a call without audio with
// cause 44, which no network would give in the middle of a call.
func mediaTimedOut(c *rules.Case, bye *parser.Message) bool {
	if bye.Method != "BYE" || bye.Q850() != 44 || c.Dialog.Outcome != parser.Answered {
		return false
	}
	switch c.Dialog.ProductAt(c.Dialog.SideOf(bye)).Family {
	case "asterisk", "freepbx", "issabel", "vitalpbx":
		return true
	}
	return false
}
