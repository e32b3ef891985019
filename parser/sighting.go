package parser

// findSightings finds the captures that show every message of a dialog equally
// often: two points of capture, or two logs in one paste. Those are sightings of
// one sending, which gaps alone cannot tell where there is no clock or where two
// clocks differ.
func (d *Dialog) findSightings() {
	if !d.repeats() || d.Timed() && !d.severalParts() {
		return
	}
	const kinds = 4
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
				return
			}
		}
	}
	if seen < kinds {
		return
	}
	for _, m := range d.Messages {
		m.Copy = m.Copy || m.RetransmissionOf != 0
	}
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
