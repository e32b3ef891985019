package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// callTime answers when the call was.
func callTime(s *scene) *reply {
	d := s.dialog
	if d == nil {
		return nil
	}
	m, what := d.First(), "began"
	if s.q.word("start", "began", "begin") && s.q.has("hangup", "m:bye") && d.Bye != nil && m.Clock {
		f := rules.Fields{"n": rules.Number(m), "time": clock(m) + zone(m), "end": rules.Number(d.Bye), "until": clock(d.Bye) + zone(m)}
		return say("both", f).of(d, m)
	}
	if s.q.has("hangup", "m:bye") && d.Bye != nil {
		m, what = d.Bye, "ended"
	} else if s.q.has("answer") && d.Answer != nil {
		m, what = d.Answer, "was answered"
	} else if s.asked != nil {
		m, what = s.asked, "has"
	} else if code := s.codeMeant(); code != nil {
		m, what = code, "has"
	} else if request := requestOf(d, s.methodMeant()); request != nil && !s.q.has("call") {
		m, what = request, "has"
	}
	if !m.Clock {
		date := ""
		for _, x := range d.Messages {
			if x.Has("Date") {
				date = "Date: " + x.Header("Date")
				return cannot("date", rules.Fields{"n": rules.Number(x), "date": date}).of(d, x)
			}
		}
		return cannot("untimed", nil).of(d, m)
	}
	f := rules.Fields{"n": rules.Number(m), "time": clock(m) + zone(m), "what": what}
	switch {
	case s.q.has("utc"):
		return s.inUTC(m, f).of(d, m)
	case what == "has":
		return say("message", f).of(d, m)
	case m.Time.Year() <= 1:
		return say("no-date", f).of(d, m)
	}
	return say("time", f).of(d, m)
}

// inUTC gives the time of a message in UTC, where the input tells its zone: a capture
// counts in UTC, a log may write the zone.
func (s *scene) inUTC(m *parser.Message, f rules.Fields) *reply {
	_, offset := m.Time.Zone()
	switch {
	case s.trace.Source.Kind != "text" || offset != 0:
		f["utc"] = stamp(m.Time.UTC())
		return say("utc", f)
	}
	return cannot("no-zone", f)
}
