package parser

import "time"

// releaseWithin is how soon after the answer a caller ends the call with a further
// phone that took it (RFC 3261 13.2.2.4).
const releaseWithin = 5 * time.Second

// settleForks tells, where several phones took the call, the one that it went on
// with: the first that the caller did not release at once. Its answer and its BYE
// are those of the call.
func (d *Dialog) settleForks() {
	var answered []*Fork
	for _, f := range d.Forks {
		if f.Answer != nil && f.Answer.Tx == d.Answer.Tx {
			answered = append(answered, f)
		}
	}
	if len(answered) < 2 || d.Bye == nil {
		return
	}
	for _, f := range answered {
		bye := d.byeOf(f.Tag)
		if f.ACK == nil || bye != nil && d.releases(bye, f, answered) {
			continue
		}
		d.Answer, d.ACK, d.Bye = f.Answer, f.ACK, bye
		return
	}
}

// byeOf is the first BYE on the caller's leg in the dialog with this tag.
func (d *Dialog) byeOf(tag string) *Message {
	for _, t := range d.Transactions {
		if t.Method == "BYE" && t.Parent == nil && t.Request != nil && (t.Request.ToTag == tag || t.Request.FromTag == tag) {
			return t.Request
		}
	}
	return nil
}

// releases tells a BYE by which the caller lets go of one phone to keep another.
func (d *Dialog) releases(bye *Message, f *Fork, answered []*Fork) bool {
	if bye.ToTag != f.Tag {
		return false
	}
	if after, timed := Between(f.Answer, bye); timed && after > releaseWithin {
		return false
	}
	for _, other := range answered {
		if other == f || other.ACK == nil {
			continue
		}
		if rest := d.byeOf(other.Tag); rest == nil || d.before(bye, rest) {
			return true
		}
	}
	return false
}

// before tells whether a came before b in the dialog.
func (d *Dialog) before(a, b *Message) bool {
	for _, m := range d.Messages {
		switch m {
		case a:
			return true
		case b:
			return false
		}
	}
	return false
}

// findForks finds the phones that the INVITEs of a call reached.
func (d *Dialog) findForks() {
	byTag := map[string]*Fork{}
	for _, t := range d.Invites {
		for _, r := range t.Responses {
			if r.ToTag == "" || r.Code <= 100 || r.Code >= 300 {
				continue
			}
			f := byTag[r.ToTag]
			if f == nil {
				f = &Fork{Tag: r.ToTag, First: r}
				byTag[r.ToTag] = f
				d.Forks = append(d.Forks, f)
			}
			if r.Code >= 200 && f.Answer == nil {
				f.Answer = r
			}
		}
		for _, ack := range t.ACKs {
			if f := byTag[ack.ToTag]; f != nil && f.Answer != nil && f.ACK == nil {
				f.ACK = ack
			}
		}
	}
}
