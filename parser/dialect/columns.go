package dialect

import (
	"net/netip"
	"strings"
	"unicode/utf8"
)

// ends are the two sides of an arrow: named beside it, or over the columns that it
// leads from and to.
func (u *unwrapper) ends(f *flowLine) (src, dst string) {
	left, right := sideName(f.text[:f.from], true), sideName(f.text[f.to:], false)
	if f.head < f.tail {
		left, right = right, left
	}
	if left != "" && right != "" {
		return left, right
	}
	people := u.people()
	if len(people) < 2 {
		return "", ""
	}
	src, dst = nearest(people, f.tail), nearest(people, f.head)
	if src == dst {
		return "", ""
	}
	return src, dst
}

// addressed tells an address, with its port or without.
func addressed(name string) bool {
	if _, err := netip.ParseAddr(name); err == nil {
		return true
	}
	a, _ := hostPort(name)
	return isAddress(a)
}

// sideName is the name next to an arrow, "" where a bar or nothing stands there.
func sideName(s string, before bool) string {
	if strings.IndexByte(s, '|') >= 0 {
		return ""
	}
	var names []string
	for _, w := range strings.Fields(s) {
		t := strings.Trim(w, "[]()\"',")
		bare := strings.TrimRight(t, ":")
		switch {
		case addressed(bare):
			names = append(names, bare)
		case labelOf(bare).found() || bare == "" || hasDigit(bare[:1]) || len(bare) < 4 && bare[0] == 'F' && hasDigit(bare) || !before && len(names) > 0:
		case isWord(bare) || all(bare, classToken):
			names = append(names, bare)
		}
	}
	switch {
	case len(names) == 0:
		return ""
	case before:
		return names[len(names)-1]
	}
	return names[0]
}

// person is a column of a call flow.
type person struct {
	name   string
	column int
}

func nearest(people []person, column int) string {
	best := 0
	for i := range people {
		if abs(people[i].column-column) < abs(people[best].column-column) {
			best = i
		}
	}
	return people[best].name
}

func abs(n int) int { return max(n, -n) }

// people are the names over the columns: they stand in the lines before the first
// arrow, two or more in one line, or one in each.
func (u *unwrapper) people() []person {
	if u.named {
		return u.columns
	}
	u.named = true
	const reach = 14
	first := u.at
	for i := range u.in[:u.at] {
		if drawn(u.in[i].Text) {
			if _, ok := u.flow(i); ok {
				first = i
				break
			}
		}
	}
	if f := plainDrawing.Replace(u.in[first].Text); first > 0 && !labelOf(f).found() {
		first--
	}
	for i := first - 1; i >= 0 && i > first-reach; i-- {
		row := namesIn(plainDrawing.Replace(u.in[i].Text))
		if len(row) > 1 {
			u.columns = row
			return row
		}
		u.columns = append(row, u.columns...)
	}
	return u.columns
}

// namesIn are the names of a line and the columns that they are centred on.
func namesIn(s string) []person {
	var row []person
	words := strings.Count(s, "|") == 0
	for at := 0; at < len(s); {
		at += runOfAny(s[at:], " |-+=")
		end := at
		for end < len(s) && s[end] != '|' && !strings.HasPrefix(s[end:], "  ") {
			end++
		}
		name := strings.TrimSpace(s[at:end])
		if addressed(name) || words && name != "" && len(name) < 24 && isWord(strings.ReplaceAll(strings.TrimRight(name, "0123456789"), " ", "")) && !labelOf(name).found() {
			row = append(row, person{strings.ReplaceAll(name, " ", "-"), utf8.RuneCountInString(s[:at]) + utf8.RuneCountInString(name)/2})
		}
		at = end + 1
	}
	return row
}
