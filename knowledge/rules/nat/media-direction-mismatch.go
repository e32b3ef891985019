package nat

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// mediaDirectionMismatch finds a call that is set up with one side's audio switched
// off: a two-way offer that its answer makes one-way or silent, and no later message
// puts right. An early answer may differ from the final one.
func mediaDirectionMismatch(c *rules.Case) *rules.Hit {
	d := c.Dialog
	x := d.Agreed()
	if x == nil || x.Offer == nil || x.Answer == nil || d.Answer == nil || x.Answer.IsProvisional() {
		return nil
	}
	offer, answer := x.Offer.SDP().Audio(), x.Answer.SDP().Audio()
	if offer == nil || answer == nil || offer.Port == 0 || answer.Port == 0 || offer.Direction != "sendrecv" || answer.Direction == "sendrecv" {
		return nil
	}
	if parser.ClassOf(offer.Addr) == parser.HostUnspecified || putRight(d) {
		return nil
	}
	side := d.SideOf(x.Answer)
	return &rules.Hit{
		Certainty: rules.Certain,
		Variant:   answer.Direction,
		Evidence:  []rules.Evidence{rules.SDPLine(x.Answer, "a="+answer.Direction), rules.SDPLine(x.Answer, "m=audio")},
		Fields: rules.Fields{
			"to": rules.Shown(d.To), "side": sideName(side), "other": sideName(side.Other()), "direction": answer.Direction, "answer": rules.Number(x.Answer),
		},
	}
}

// putRight tells whether a later exchange of the call made its audio two-way.
func putRight(d *parser.Dialog) bool {
	for _, x := range d.Exchanges() {
		if x.Initial || x.Answer == nil {
			continue
		}
		if audio := x.Answer.SDP().Audio(); audio != nil && audio.Port != 0 && audio.Direction == "sendrecv" {
			return true
		}
	}
	for _, t := range d.Transactions {
		// Of a change the trace may have one half alone.
		half := t.Request == nil && t.OK() && t != d.Answer.Tx && t.Final.SDP() != nil || t.Request != nil && t.InDialog && t.Final == nil && t.Request.SDP() != nil
		if half && t.Parent == nil && (t.Method == "INVITE" || t.Method == "UPDATE") {
			return true
		}
	}
	return false
}
