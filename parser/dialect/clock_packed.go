package dialect

import "strings"

// packedTime finds a date and a time of day that are written without colons: in one
// number each ("01052026 100001.737177", "20260105T100001Z") or both in one
// ("20260105100001.123456"), with dots
// ("05-01-2026:10.00.01.173944"), or as milliseconds since a switch was started
// ("36001123mS"), or in seconds since 1970.
func packedTime(s string) (stamp, bool) {
	const reach = 120
	s = s[:min(len(s), reach)]
	if st, ok := uptime(s); ok {
		return st, true
	}
	// "1767607200.496 1724-1724/…" of Android's log.
	if first := strings.Trim(word(s), "[]"); strings.IndexByte(first, '.') == len("1767607200") {
		if st, ok := sinceEpoch(first); ok {
			return st, true
		}
	}
	for i := 0; i < len(s); {
		i += runNot(s[i:], classDigit)
		n := runOf(s[i:], classDigit)
		if n == 0 {
			return stamp{}, false
		}
		var st stamp
		switch {
		case i > 0 && is(s[i-1], classAlnum):
		case n == 8 && st.packedDate(s[i:i+n]) && st.packedClock(s[i+n:]):
			return st, true
		case n == len("20260105100001") && st.packedDate(s[i:i+8]) && st.packedClock("T"+s[i+8:]):
			return st, true
		case n == len("1767607200123456789") && s[i] == '1':
			// Nanoseconds since 1970.
			return sinceEpoch(s[i : i+n])
		case n <= 4 && st.dottedClock(s[i:]):
			return st, true
		}
		i += n
	}
	return stamp{}, false
}

// packedDate reads 20260105, 01052026 and, where that is no month, 25012026.
func (st *stamp) packedDate(s string) bool {
	if year := number(s[:4]); year >= 1990 && year < 2100 {
		return st.setDate(year, number(s[4:6]), number(s[6:]))
	}
	year := number(s[4:])
	if year < 1990 || year >= 2100 {
		return false
	}
	return st.setDate(year, number(s[:2]), number(s[2:4])) || st.setDate(year, number(s[2:4]), number(s[:2]))
}

// packedClock reads " 100001.737177", "T100001Z", "-100001".
func (st *stamp) packedClock(s string) bool {
	if s == "" || strings.IndexByte(" T_-", s[0]) < 0 {
		return false
	}
	s = s[1:]
	if runOf(s, classDigit) != 6 || !st.setClock(number(s[:2]), number(s[2:4]), number(s[4:6])) {
		return false
	}
	s = s[6:]
	st.zoneBehind(s[st.fraction(s):])
	return true
}

// dottedClock reads "05-01-2026:10.00.01.173944".
func (st *stamp) dottedClock(s string) bool {
	n := 0
	for n < len(s) && (is(s[n], classDigit) || s[n] == '-' || s[n] == '/') {
		n++
	}
	if n < 8 || n+9 > len(s) || strings.IndexByte(" :T", s[n]) < 0 || !st.numericDate(s[:n]) || st.year == 0 {
		return false
	}
	s = s[n+1:]
	if !isDigits(s[:2]) || s[2] != '.' || !isDigits(s[3:5]) || s[5] != '.' || !isDigits(s[6:8]) || !st.setClock(number(s[:2]), number(s[3:5]), number(s[6:8])) {
		return false
	}
	st.fraction(s[8:])
	return true
}

func (st *stamp) setClock(hour, minute, second int) bool {
	if hour > 23 || minute > 59 || second > 60 {
		return false
	}
	st.hour, st.min, st.sec = hour, minute, second
	return true
}

// fraction reads ".173944" and returns its length.
func (st *stamp) fraction(s string) int {
	if len(s) < 2 || s[0] != '.' && s[0] != ',' || !is(s[1], classDigit) {
		return 0
	}
	digits := runOf(s[1:], classDigit)
	st.n = nanoseconds(s[1 : 1+digits])
	return 1 + digits
}

// uptime reads the "36001123mS" that a line begins with.
func uptime(s string) (stamp, bool) {
	s = strings.TrimLeft(s, " \t")
	n := runOf(s, classDigit)
	if n < 4 || n > 12 || !strings.HasPrefix(s[n:], "mS ") {
		return stamp{}, false
	}
	// The thousandths apart: number reads nine digits.
	return stamp{sec: number(s[:n-3]), n: nanoseconds(s[n-3 : n])}, true
}
