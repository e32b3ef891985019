package answers

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// regExpiry answers how long a registration is valid, and who decided it.
func regExpiry(s *scene) *reply {
	d := s.about(func(d *parser.Dialog) bool { return d.Kind == parser.Registration && d.Outcome == parser.Registered })
	if d == nil {
		return notRegistered(s)
	}
	ok := d.Decisive.Final
	asked := askedExpiry(d.Decisive.Request)
	f := rules.Fields{"n": rules.Number(ok), "granted": itoa(granted(ok)), "asked": itoa(asked), "refresh": "", "half": itoa(granted(ok) / 2)}
	if gap := refreshGap(d); gap != "" {
		f["refresh"] = "In this trace the device refreshes after " + gap + "."
	}
	switch {
	case granted(ok) == 0:
		return cannot("not-named", f).of(d, ok)
	case asked > granted(ok):
		return say("shortened", f).of(d, ok)
	case asked > 0 && asked < granted(ok):
		return say("longer", f).of(d, ok)
	}
	return say("granted", f).of(d, ok)
}

// refreshGap is the time between two accepted REGISTERs, "" where the trace has
// but one.
func refreshGap(d *parser.Dialog) string {
	var before *parser.Message
	for _, t := range d.Roots("REGISTER") {
		if !t.OK() {
			continue
		}
		if gap, ok := parser.Between(before, t.Request); ok {
			return rules.Seconds(gap)
		}
		before = t.Final
	}
	return ""
}

// granted is the shortest lifetime in seconds that a 2xx to REGISTER gives to a
// contact (RFC 3261 10.2.4), 0 where it names none.
func granted(m *parser.Message) int {
	shortest := 0
	for _, value := range m.List("Contact") {
		expires, ok := parser.ParseAddress(value).Param("expires")
		if !ok {
			continue
		}
		if n, err := strconv.Atoi(expires); err == nil && n > 0 && (shortest == 0 || n < shortest) {
			shortest = n
		}
	}
	if shortest == 0 {
		shortest, _ = strconv.Atoi(m.Header("Expires"))
	}
	return shortest
}

func notRegistered(s *scene) *reply {
	d := s.about(func(d *parser.Dialog) bool { return d.Kind == parser.Registration })
	if d == nil {
		if s.dialog == nil {
			return nil
		}
		return say("no-registration", nil).of(s.dialog, nil)
	}
	m := s.matterOf(d)
	asked := ""
	if request := requestOf(d, "REGISTER"); askedExpiry(request) > 0 {
		asked = "Asked for were " + itoa(askedExpiry(request)) + " s (" + rules.Number(request) + ")."
	}
	r := say("refused", rules.Fields{"asked": asked}).of(d, m.message(), m.findings()...)
	r.texts = titles(m)
	if d.Outcome == parser.Removed {
		r.key = "removed"
	}
	return r
}
