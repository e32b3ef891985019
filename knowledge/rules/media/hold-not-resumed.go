package media

import (
	"time"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// heldFor is how long a call must stay on hold before it was not resumed.
const heldFor = 5 * time.Second

// holdNotResumed finds a side that put the call on hold, and no offer of its own that
// takes it back before the call ends. A hold before a transfer is part of it, and one
// that the held party ends within seconds proves nothing.
func holdNotResumed(c *rules.Case) *rules.Hit {
	d := c.Dialog
	if d.Bye == nil || d.Traits&parser.HasRefer != 0 {
		return nil
	}
	var held *parser.Transaction
	for _, t := range changes(d) {
		audio := t.Request.SDP().Audio()
		if audio == nil || !t.OK() {
			continue
		}
		if held != nil && t.End() != held.End() {
			// The other side asks for audio both ways, and the one that held agrees.
			if theirs := t.Final.SDP().Audio(); theirs != nil && audio.Direction == "sendrecv" && theirs.Direction == "sendrecv" && !onHold(audio) && !onHold(theirs) {
				held = nil
			}
			continue
		}
		if onHold(audio) || held != nil && stillHeld(t) {
			if held == nil {
				held = t
			}
			continue
		}
		held = nil
	}
	if held == nil || perhapsResumed(d, held) {
		return nil
	}
	gap, timed := parser.Between(held.Final, d.Bye)
	if !timed || gap < heldFor || held.End() != d.Bye.Tx.End() && gap < 2*heldFor {
		return nil
	}
	return &rules.Hit{
		Certainty: rules.Likely,
		Evidence:  []rules.Evidence{rules.Start(held.Request), direction(held.Request), rules.Start(d.Bye)},
		Fields: rules.Fields{
			"to": rules.Shown(d.To), "side": sideName(held.Side), "other": sideName(held.Side.Other()), "hold": rules.Number(held.Request),
			"bye": rules.Number(d.Bye), "after": rules.Seconds(gap), "product": rules.Shown(held.Request.Product()),
		},
	}
}

// perhapsResumed tells a later change of which the trace has one half alone: an answer
// to an offer that is not there, or an offer without its answer that is no hold.
func perhapsResumed(d *parser.Dialog, held *parser.Transaction) bool {
	for _, t := range later(d, held) {
		switch {
		case t.Request == nil:
			if t.OK() {
				return true
			}
		case t.Request.SDP() == nil:
			if t.OK() && !heldByACK(t) {
				return true
			}
		case t.Final == nil && t.Request.SDP().Audio() != nil && !onHold(t.Request.SDP().Audio()):
			return true
		}
	}
	return false
}

// heldByACK tells a change without an offer of its own whose ACK goes on holding: there
// the 2xx offers and the ACK answers (RFC 3261 14.1).
func heldByACK(t *parser.Transaction) bool {
	for _, ack := range t.ACKs {
		if audio := ack.SDP().Audio(); audio != nil {
			return onHold(audio)
		}
	}
	return t.Final.SDP() == nil
}

// discardPort stands where ICE is still to find the address (RFC 8840 4.1).
const discardPort = 9

// onHold tells an offer that stops the other side's audio (RFC 3264 8.4, RFC 2543).
func onHold(m *parser.Media) bool {
	if m.Direction == "sendonly" || m.Direction == "inactive" {
		return true
	}
	return parser.ClassOf(m.Addr) == parser.HostUnspecified && m.Port != discardPort && !m.Has("ice-ufrag") && !m.Has("candidate")
}

// stillHeld tells a resume that was answered as if the hold went on.
func stillHeld(t *parser.Transaction) bool {
	audio := t.Final.SDP().Audio()
	return audio != nil && (audio.Direction == "recvonly" || audio.Direction == "inactive")
}

// direction is the line that puts the call on hold.
func direction(m *parser.Message) rules.Evidence {
	for _, l := range m.SDP().Lines {
		switch {
		case l.Type == 'a' && (l.Value == "sendonly" || l.Value == "inactive"):
			return rules.BodyLine(m, l.Line, l.String())
		case l.Type == 'c' && parser.ClassOf(m.SDP().Audio().Addr) == parser.HostUnspecified:
			return rules.BodyLine(m, l.Line, l.String())
		}
	}
	return rules.SDPLine(m, "m=audio")
}
