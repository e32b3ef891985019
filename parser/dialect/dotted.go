package dialect

import "strings"

// dotted splits what ngrep prints without -W byline: the packet on one line that
// is wrapped and indented by two blanks, each CR LF shown as two dots.
func (u *unwrapper) dotted(text string) int {
	if !strings.Contains(text, "..") {
		return 0
	}
	st, ok := findStart(text, 0)
	if !ok {
		return 0
	}
	// The start line ends in two dots, and a header follows them.
	i := strings.Index(text[st.at:], "..")
	if i < 0 {
		return 0
	}
	rest := strings.TrimLeft(text[st.at+i:], ".")
	if name, _, ok := nameOf(rest); rest != "" && !(ok && (knownName(name) || len(name) == 1)) || rest == "" && u.at+1 >= len(u.in) {
		return 0
	}
	if rest == "" && !strings.Contains(u.in[u.at+1].Text, "..") {
		return 0
	}
	joined, numbers, n := u.joinWrapped(text, st.at)
	u.splitDotted(text[:st.at], joined, numbers)
	return n
}

// joinWrapped joins the lines of one packet. numbers holds where each begins in
// the joined text, and its line number.
func (u *unwrapper) joinWrapped(text string, at int) (joined string, numbers [][2]int, n int) {
	var b strings.Builder
	b.WriteString(text[at:])
	numbers = append(numbers, [2]int{0, u.in[u.at].N})
	for n = 1; u.at+n < len(u.in) && b.Len() < maxBytes; n++ {
		next := u.in[u.at+n].Text
		if isBlank(next) || indentOf(next) < 2 && !strings.Contains(next, "..") {
			break
		}
		if _, ok := findStart(next, 0); ok && !strings.HasPrefix(next, "  ") {
			break
		}
		if _, mark := readMark(next); mark || strings.HasPrefix(next, "#") {
			break
		}
		numbers = append(numbers, [2]int{b.Len(), u.in[u.at+n].N})
		b.WriteString(strings.TrimPrefix(next, "  "))
	}
	return b.String(), numbers, n
}

func (u *unwrapper) splitDotted(before, joined string, numbers [][2]int) {
	at := 0
	k := 0
	number := func(i int) int {
		for k+1 < len(numbers) && numbers[k+1][0] <= i {
			k++
		}
		return numbers[k][1]
	}
	for at <= len(joined) {
		i := strings.Index(joined[at:], "..")
		if i < 0 {
			if rest := joined[at:]; rest != "" {
				u.add(Line{Text: before + rest, N: number(at)})
			}
			return
		}
		// A value may end in dots of its own: the last two are the line end, if
		// a header or an empty line follows.
		end := at + i
		dots := 2
		for end+dots < len(joined) && joined[end+dots] == '.' {
			dots++
		}
		own := dots % 2
		u.add(Line{Text: before + joined[at:end+own], N: number(at)})
		before = ""
		for range dots/2 - 1 {
			u.add(Line{N: number(end)})
		}
		at = end + dots
	}
}
