package dialect

import (
	"strings"
	"time"
)

// stamp is a time of day as a log gives it, with or without its date and zone.
type stamp struct {
	year, month, day  int
	hour, min, sec, n int
	// zone is the offset from UTC in seconds; date tells whether any of it is known.
	zone int
	date bool
}

// time is the stamp as a time: without a year the year 1, without a zone UTC.
func (s stamp) time() time.Time {
	year, month, day := s.year, s.month, s.day
	if year == 0 {
		year = 1
	}
	if month == 0 {
		month, day = 1, 1
	}
	t := time.Date(year, time.Month(month), day, s.hour, s.min, s.sec, s.n, time.UTC)
	return t.Add(-time.Duration(s.zone) * time.Second)
}

// findTime finds the first time of day in s, with the date that stands before or
// behind it. at and end delimit the time of day and what belongs to it.
func findTime(s string) (st stamp, at, end int, ok bool) {
	for i := 0; i < len(s); {
		c := strings.IndexByte(s[i:], ':')
		if c < 0 {
			return stamp{}, 0, 0, false
		}
		c += i
		if st, at, end, ok = timeAround(s, c); ok {
			return st, at, end, true
		}
		i = c + 1
	}
	return stamp{}, 0, 0, false
}

// timeAround tries the colon at c as the one between hours and minutes.
func timeAround(s string, c int) (st stamp, at, end int, ok bool) {
	at = tailOf(s[:c], classDigit)
	if c-at < 1 || c-at > 2 || at > 0 && (is(s[at-1], classAlpha) && s[at-1] != 'T' || s[at-1] == ':' && !apacheDate(s[:at])) {
		return st, 0, 0, false
	}
	rest := s[c+1:]
	if len(rest) < 5 || runOf(rest, classDigit) != 2 || rest[2] != ':' || runOf(rest[3:], classDigit) != 2 {
		return st, 0, 0, false
	}
	st.hour, st.min, st.sec = number(s[at:c]), number(rest[:2]), number(rest[3:5])
	if st.hour > 23 || st.min > 59 || st.sec > 60 {
		return st, 0, 0, false
	}
	end = c + 6
	if end+1 < len(s) && strings.IndexByte(".,:", s[end]) >= 0 && is(s[end+1], classDigit) {
		digits := runOf(s[end+1:], classDigit)
		if s[end] == ':' && digits != 3 {
			if digits == 2 {
				// An address such as 00:0b:82:…
				return st, 0, 0, false
			}
			digits = 0
		}
		if digits > 0 {
			st.n = nanoseconds(s[end+1 : end+1+digits])
			end += 1 + digits
		}
	}
	st.dateBefore(strings.TrimRight(s[:at], " T:@|-_"))
	end += st.zoneBehind(s[end:])
	return st, at, end, true
}

// apacheDate tells "05/Jan/2026:" before a time.
func apacheDate(s string) bool {
	return len(s) > 6 && s[len(s)-6] == '/'
}

func number(s string) int {
	n := 0
	for i := 0; i < len(s) && i < 9; i++ {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// nanoseconds of the digits behind a decimal point.
func nanoseconds(digits string) int {
	n := number(digits[:min(len(digits), 9)])
	for i := len(digits); i < 9; i++ {
		n *= 10
	}
	return n
}

// dateBefore reads the date that before ends with.
func (st *stamp) dateBefore(before string) {
	b := len(before)
	a := b
	for a > 0 && (is(before[a-1], classDigit) || strings.IndexByte("-/.", before[a-1]) >= 0) {
		a--
	}
	if st.numericDate(before[a:b]) {
		return
	}
	// "Jan  5", "Jan 05 2026", "05 Jan 2026", "05/Jan/2026", "Jan 5, 2026".
	f := strings.FieldsFunc(tail(before, 24), func(r rune) bool { return r >= 0x80 || !is(byte(r), classAlnum) })
	st.wordDate(f)
}

func tail(s string, n int) string { return s[max(0, len(s)-n):] }

// numericDate reads 2026-01-05, 2026/01/05, 05.01.2026, 05-01-2026, 01/05/2026 and
// 01-05.
func (st *stamp) numericDate(s string) bool {
	f := strings.FieldsFunc(s, func(r rune) bool { return r == '-' || r == '/' || r == '.' })
	for _, part := range f {
		if !isDigits(part) {
			return false
		}
	}
	switch {
	case len(f) == 3 && len(f[0]) == 4:
		return st.setDate(number(f[0]), number(f[1]), number(f[2]))
	case len(f) == 3 && len(f[2]) == 4 && strings.ContainsAny(s, ".-"):
		return st.setDate(number(f[2]), number(f[1]), number(f[0])) || strings.Contains(s, "-") && st.setDate(number(f[2]), number(f[0]), number(f[1]))
	case len(f) == 3 && len(f[2]) == 4:
		// The American order, unless that is no month.
		return st.setDate(number(f[2]), number(f[0]), number(f[1])) || st.setDate(number(f[2]), number(f[1]), number(f[0]))
	case len(f) == 2 && len(f[0]) == 2 && len(f[1]) == 2:
		return st.setDate(0, number(f[0]), number(f[1])) || st.setDate(0, number(f[1]), number(f[0]))
	case len(f) == 1 && len(f[0]) == 8 && f[0][:2] == "20":
		return st.setDate(number(f[0][:4]), number(f[0][4:6]), number(f[0][6:]))
	}
	return false
}

func (st *stamp) setDate(year, month, day int) bool {
	if month < 1 || month > 12 || day < 1 || day > 31 {
		return false
	}
	st.year, st.month, st.day, st.date = year, month, day, true
	return true
}

// wordDate reads the date that a list of words ends with.
func (st *stamp) wordDate(f []string) {
	n := len(f)
	month := func(i int) int {
		if i < 0 || len(f[i]) < 3 {
			return 0
		}
		return monthNumber(f[i])
	}
	day := func(i int) int {
		if i >= 0 && len(f[i]) <= 2 && isDigits(f[i]) {
			return number(f[i])
		}
		return 0
	}
	year := func(i int) int {
		if i >= 0 && len(f[i]) == 4 && isDigits(f[i]) {
			return number(f[i])
		}
		return 0
	}
	switch {
	case n >= 2 && month(n-2) > 0 && day(n-1) > 0:
		st.setDate(0, month(n-2), day(n-1))
	case n >= 3 && month(n-3) > 0 && day(n-2) > 0 && year(n-1) > 0:
		st.setDate(year(n-1), month(n-3), day(n-2))
	case n >= 3 && day(n-3) > 0 && month(n-2) > 0 && year(n-1) > 0:
		st.setDate(year(n-1), month(n-2), day(n-3))
	}
}

// zoneBehind reads what follows a time: Z, +01:00, GMT+0100, UTC, a year. It
// returns how much of it belongs to the time.
func (st *stamp) zoneBehind(s string) int {
	n := 0
	if strings.HasPrefix(s, "Z") {
		return 1
	}
	if len(s) > 4 && s[0] == ' ' && isDigits(s[1:5]) && (len(s) == 5 || !is(s[5], classAlnum)) && st.date && st.year == 0 {
		// "Mon Jan  5 10:00:01 2026"
		if y := number(s[1:5]); y >= 1990 && y < 2100 {
			st.year, n = y, 5
		}
	}
	rest := s[n:]
	if k := indentOf(rest); k <= 1 {
		rest = rest[k:]
		for _, zone := range [...]string{"GMT", "UTC"} {
			if strings.HasPrefix(rest, zone) {
				n += k + 3
				rest, k = rest[3:], 0
			}
		}
		if z, used, ok := offset(rest); ok {
			st.zone = z
			n += k + used
		}
	}
	return n
}

// offset reads +01:00, +0100, -05.
func offset(s string) (seconds, used int, ok bool) {
	if len(s) < 3 || s[0] != '+' && s[0] != '-' {
		return 0, 0, false
	}
	digits := runOf(s[1:], classDigit)
	switch {
	case digits == 4:
		seconds, used = number(s[1:3])*3600+number(s[3:5])*60, 5
	case digits == 2 && len(s) >= 6 && s[3] == ':' && isDigits(s[4:6]):
		seconds, used = number(s[1:3])*3600+number(s[4:6])*60, 6
	case digits == 2 && (len(s) == 3 || !is(s[3], classAlnum|classToken)):
		seconds, used = number(s[1:3])*3600, 3
	default:
		return 0, 0, false
	}
	if seconds > 14*3600 {
		return 0, 0, false
	}
	if s[0] == '-' {
		seconds = -seconds
	}
	return seconds, used, true
}

// beginsWithTime tells a line that a date or a time of day begins.
func beginsWithTime(s string) bool {
	_, at, _, ok := findTime(s[:min(len(s), 48)])
	if !ok {
		return false
	}
	// Nothing but the date may stand before it.
	for _, f := range strings.FieldsFunc(s[:at], func(r rune) bool {
		return r == ' ' || r == '-' || r == '/' || r == '.' || r == 'T' || r == '*' || r == ','
	}) {
		if !isDigits(f) && monthNumber(f) == 0 && !weekday(f+" ") {
			return false
		}
	}
	return true
}

var months = map[string]int{
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6,
	"jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}

// monthNumber is 1 for Jan to 12 for Dec, by the first three letters; 0 for what
// is no month.
func monthNumber(s string) int {
	if len(s) < 3 || len(s) > 9 || !is(s[0], classAlpha) {
		return 0
	}
	n, _ := lowered(months, s[:3])
	if n > 0 && len(s) > 3 && !all(s, classAlpha) {
		return 0
	}
	return n
}
