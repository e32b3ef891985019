package parser

import (
	"slices"
	"strconv"
	"time"
)

// pause is a silence after which messages of other hosts are another log: no timer of
// RFC 3261 waits so long for an answer.
const pause = 10 * time.Minute

// findStretches finds where a paste of several logs goes from one to the next: behind a
// pause, where no host of before comes again. What follows there does not show that the
// log before it went on. ends are the last times of all but the last log.
func (t *Trace) findStretches() {
	if !slices.ContainsFunc(t.Messages, func(m *Message) bool { return m.Clock && t.last.Sub(m.Time) > pause }) {
		return
	}
	timed := slices.DeleteFunc(slices.Clone(t.Messages), func(m *Message) bool { return !m.Clock })
	slices.SortStableFunc(timed, func(a, b *Message) int { return a.Time.Compare(b.Time) })
	lastOf := map[string]int{}
	for i, m := range timed {
		for _, host := range m.hostsOfLog() {
			lastOf[host] = i
		}
	}
	reach := 0
	for i, m := range timed {
		if i > 0 && reach < i && m.Time.Sub(timed[i-1].Time) > pause {
			t.ends = append(t.ends, timed[i-1].Time)
		}
		for _, host := range m.hostsOfLog() {
			reach = max(reach, lastOf[host])
		}
	}
}

// hostsOfLog are the hosts between which a message was seen; where the log does not
// tell, it is the log of its part.
func (m *Message) hostsOfLog() []string {
	if m.Src == "" || m.Dst == "" {
		return []string{"part " + strconv.Itoa(m.Part)}
	}
	return []string{m.SourceHost(), m.TargetHost()}
}

// endOfLog is the time of the last message of the log that has a message at this time.
func (t *Trace) endOfLog(at time.Time) time.Time {
	for _, end := range t.ends {
		if !end.Before(at) {
			return end
		}
	}
	return t.last
}
