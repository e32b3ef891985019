package parser

import "slices"

// nearby is how many dialogs before and behind one are looked at for what only
// several of them together show. It keeps the cost of a capture of any size in
// proportion to it.
const nearby = 500

// Around lists the dialogs of the trace in the order of the input: all of a trace of
// a few hundred, else those near this one, itself included.
func (d *Dialog) Around() []*Dialog { return window(d.trace.Dialogs, d.place) }

// AroundOf lists those that a user started or registered in, near this one where there
// are many.
func (d *Dialog) AroundOf(user string) []*Dialog {
	t := d.trace
	t.usersOnce.Do(t.findUsers)
	list := t.byUser[user]
	place, _ := slices.BinarySearchFunc(list, d.place, func(other *Dialog, place int) int { return other.place - place })
	return window(list, place)
}

// OfSameUser lists those that the same user started or registered in, near this one
// where there are many.
func (d *Dialog) OfSameUser() []*Dialog { return d.AroundOf(d.From) }

func (t *Trace) findUsers() {
	t.byUser = map[string][]*Dialog{}
	for _, d := range t.Dialogs {
		t.byUser[d.From] = append(t.byUser[d.From], d)
	}
}

// addDialogs puts dialogs at the end of the trace.
func (t *Trace) addDialogs(dialogs ...*Dialog) {
	for _, d := range dialogs {
		d.place = len(t.Dialogs)
		t.Dialogs = append(t.Dialogs, d)
	}
}

// ChallengesTo lists the 401 and 407 of all dialogs that went to a host, or of which
// the input does not tell where they went; without a host, all. Of many it lists those
// near a message.
func (t *Trace) ChallengesTo(host string, near *Message) []*Message {
	t.challengesSet.Do(t.findChallenges)
	list, ok := t.challengesTo[host]
	switch {
	case host == "":
		list = t.challenges
	case !ok:
		list = t.challengesTo[""]
	}
	place, _ := slices.BinarySearchFunc(list, near.N, func(m *Message, n int) int { return m.N - n })
	return window(list, place)
}

// findChallenges files the challenges by the host that they went to; those to an
// unknown one under each.
func (t *Trace) findChallenges() {
	t.challengesTo = map[string][]*Message{}
	var unknown []*Message
	for _, m := range t.challenges {
		if to := m.TargetHost(); to == "" {
			unknown = append(unknown, m)
		} else {
			t.challengesTo[to] = append(t.challengesTo[to], m)
		}
	}
	t.challengesTo[""] = unknown
	if len(unknown) == 0 {
		return
	}
	for to, known := range t.challengesTo {
		if to != "" {
			t.challengesTo[to] = append(known, unknown...)
			slices.SortFunc(t.challengesTo[to], func(a, b *Message) int { return a.N - b.N })
		}
	}
}

// window is the part of a list around one of its places.
func window[T any](list []T, place int) []T {
	if len(list) <= 2*nearby {
		return list
	}
	return list[max(0, place-nearby):min(len(list), place+nearby+1)]
}
