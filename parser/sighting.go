package parser

// findSightings finds the captures that show every message of a dialog equally
// often: two points of capture, or two logs in one paste. Those are sightings of
// one sending, which gaps alone cannot tell where there is no clock or where two
// clocks differ.
func (d *Dialog) findSightings() {
	if !d.repeats() || d.Timed() && !d.severalParts() {
		return
	}
	if d.shownTwice() {
		for _, m := range d.InInputOrder()[len(d.Messages)/2:] {
			m.Copy = true
		}
		return
	}
	if !d.seenEquallyOften() {
		return
	}
	for _, m := range d.Messages {
		m.Copy = m.Copy || m.RetransmissionOf != 0
	}
}

// leastSeen is how many different messages must be seen more than once to tell that
// from what a sender repeats.
const leastSeen = 4

// seenEquallyOften tells whether every message of the dialog is there as often as any
// other.
func (d *Dialog) seenEquallyOften() bool {
	often, seen := 0, 0
	for _, t := range d.Transactions {
		counts := []int{len(t.Requests)}
		for _, r := range t.Responses {
			counts = append(counts, 1+t.copiesOf(r))
		}
		for _, n := range counts {
			if n == 0 {
				continue
			}
			seen++
			if often == 0 {
				often = n
			}
			if n != often {
				return false
			}
		}
	}
	return seen >= leastSeen
}

// shownTwice tells whether the second half of the messages repeats the first one by
// one, with the retransmissions that are in it: the same trace pasted again.
func (d *Dialog) shownTwice() bool {
	all := d.InInputOrder()
	half, seen := len(all)/2, 0
	if len(all)%2 != 0 {
		return false
	}
	for i, m := range all[:half] {
		again := all[half+i]
		if again.Tx != m.Tx || again.First() || again.StartLine != m.StartLine || again.ToTag != m.ToTag || again.Body != m.Body {
			return false
		}
		if m.First() {
			seen++
		}
	}
	return seen >= leastSeen
}

func (d *Dialog) repeats() bool {
	for _, m := range d.Messages {
		if m.RetransmissionOf != 0 {
			return true
		}
	}
	return false
}

func (d *Dialog) severalParts() bool {
	for _, m := range d.Messages {
		if m.Part != d.Messages[0].Part {
			return true
		}
	}
	return false
}

func (t *Transaction) copiesOf(response *Message) int {
	n := 0
	for _, m := range t.Repeats {
		if m.RetransmissionOf == response.N {
			n++
		}
	}
	return n
}
