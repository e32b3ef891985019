package parser

import (
	"strconv"
	"strings"
	"time"
)

// SessionExpires is the session interval that the message names (RFC 4028 4), 0
// without one.
func (m *Message) SessionExpires() time.Duration {
	value, _, _ := strings.Cut(m.Header("Session-Expires"), ";")
	n, err := strconv.Atoi(strings.TrimSpace(value))
	if err != nil || n < 0 || n > 1<<30 {
		return 0
	}
	return time.Duration(n) * time.Second
}

// SessionEnd tells a BYE that comes when the agreed session interval runs out
// without a refresh (RFC 4028 10): at its end, or the smaller of 32 s and a third of
// it earlier. agreed is the 2xx that set or last refreshed the interval.
func (d *Dialog) SessionEnd() (agreed *Message, after time.Duration, ok bool) {
	if d.Bye == nil || d.Answer == nil {
		return nil, 0, false
	}
	for _, t := range d.Transactions {
		if t.Parent == nil && (t.Method == "INVITE" || t.Method == "UPDATE") && t.OK() && (t.InDialog || t == d.Answer.Tx) && !d.before(d.Bye, t.Final) {
			agreed = t.Final
		}
	}
	interval := d.interval(agreed)
	after, timed := Between(agreed, d.Bye)
	if interval == 0 || !timed {
		return agreed, 0, false
	}
	margin := max(2*time.Second, interval/100)
	early := min(32*time.Second, interval/3)
	return agreed, after, (after-interval).Abs() <= margin || (after-(interval-early)).Abs() <= margin
}

// interval is the session interval that holds after a 2xx: its own or, where a
// refresh names none, that of the answer to the call.
func (d *Dialog) interval(agreed *Message) time.Duration {
	if agreed == nil {
		return 0
	}
	if own := agreed.SessionExpires(); own > 0 {
		return own
	}
	return d.Answer.SessionExpires()
}

// Refresher is the side that the message names to refresh the session, NoSide where
// it names none (RFC 4028 4): uac is the side that sent the request.
func (m *Message) Refresher() Side {
	who, ok := param(m.Header("Session-Expires"), "refresher")
	if !ok || m.Tx == nil {
		return NoSide
	}
	if strings.EqualFold(who, "uas") {
		return m.Tx.Side.Other()
	}
	return m.Tx.Side
}
