package parser

import (
	"strings"

	"github.com/sipwhy/sipwhy/parser/dialect"
)

// text is one part of text and what was found in it. Once parts were put together,
// it holds lines of several, and splits says where each begins.
type text struct {
	part int
	// raw is the part as it was given, as far as the next one may go on with it.
	raw string
	dialect.Result
	splits []split
	// end is the last line if it does not end in a line end, as it may have been cut.
	end int
}

// split is the first line, of those numbered through, that stands in a part, and
// its number there.
type split struct{ from, part, n int }

// place is the part that a line stands in, and its number there.
func (t *text) place(line int) (part, n int) {
	part, n = t.part, line
	for _, s := range t.splits {
		if line >= s.from {
			part, n = s.part, line-s.from+s.n
		}
	}
	return part, n
}

// settle numbers the lines of a frame as in their parts, notes where it goes on in
// another one, and gives the part that it begins in.
func (t *text) settle(f *dialect.Frame) (part int) {
	part = t.part
	last := 0
	for i, line := range f.Lines {
		p, n := t.place(line)
		f.Lines[i] = n
		switch {
		case i == 0:
			part = p
		case p != last:
			f.Breaks = append(f.Breaks, dialect.Break{At: i, Part: p})
		}
		last = p
	}
	return part
}

// joint is where two parts of text meet. How they were one is found by trying: the
// way in which more of their lines are those of messages is the right one.
type joint struct {
	// tail is the end of one part without its last line end, next the other part.
	tail, next string
	// blank tells that the tail ends in an empty line; skipped are the lines taken
	// off the beginning of next.
	blank   bool
	skipped int
}

// meeting is a way in which two parts were one: what stood between them.
type meeting string

const (
	glued   meeting = ""
	atSpace meeting = " "
	apart   meeting = "\n"
	parted  meeting = "\n\n"
)

// How much of either part is looked at to see where the cut was; how far behind the
// last message of a part it may be, and how far before a message its marks, in lines;
// and how long a part may be to go on in another one.
const (
	lookBack  = 32 << 10
	lookAhead = 3 << 10
	cutReach  = 12
	markReach = 8
	maxJoined = 1 << 20
)

// goOn reads a part of text that may go on with the one before: a message that was
// cut anywhere, within a line or within what the log puts before one, is put
// together. It is then a frame of the returned text and no longer of the one before.
// ok is false where nothing visibly goes on, and the part is to be read by itself.
func (t *text) goOn(part int, next string) (whole text, notes []string, ok bool) {
	from, kept := t.tail()
	if from == 0 || strings.TrimSpace(next) == "" {
		return text{}, nil, false
	}
	j := jointOf(fromLine(t.raw, from), next)
	how := j.how()
	if how == apart && !t.Open {
		return text{}, nil, false
	}
	whole = t.joined(from, part, &j, how)
	lines, notes := clean([]byte(whole.raw))
	whole.read(lines)
	if how == apart && !whole.goesOver() || len(whole.Frames) == 0 {
		return text{}, nil, false
	}
	if len(t.Frames) > kept && len(whole.Frames) > 0 {
		whole.Frames[0].KeepMarks(&t.Frames[kept])
	}
	t.drop(kept, from)
	whole.Notes = append(whole.Notes, "a message that goes on in the next part was put together")
	return whole, notes, true
}

// read frames the lines of a text.
func (t *text) read(lines []dialect.Line) {
	t.Result = dialect.Frames(lines)
	if n := len(lines); n > 0 && strings.TrimSpace(lines[n-1].Text) != "" {
		t.end = lines[n-1].N
	}
}

// tail is the line from which on a next part may change what was read, 0 where it
// may not, and how many frames lie before it.
func (t *text) tail() (from, kept int) {
	last := strings.Count(strings.TrimRight(t.raw, " \t\r\n"), "\n") + 1
	kept = len(t.Frames)
	switch {
	case t.raw == "" || kept > 0 && t.Frames[kept-1].End() < last-cutReach:
		return 0, 0
	case kept == 0:
		// The cut may be in the first start line.
		return max(1, last-cutReach), 0
	}
	begin := t.Frames[kept-1].Lines[0]
	for kept > 0 && t.Frames[kept-1].End() >= begin {
		kept--
		begin = min(begin, t.Frames[kept].Lines[0])
	}
	free := 0
	if kept > 0 {
		free = t.Frames[kept-1].End()
	}
	return max(free+1, begin-markReach), kept
}

func fromLine(s string, line int) string {
	for ; line > 1; line-- {
		s = s[strings.IndexByte(s, '\n')+1:]
	}
	return s
}

// joined is the text that the end of this one and the next part make, not read yet.
func (t *text) joined(from, part int, j *joint, how meeting) text {
	whole := text{part: part, raw: j.join(how)}
	first, n := t.place(from)
	whole.splits = append(whole.splits, split{1, first, n})
	for _, s := range t.splits {
		if s.from > from {
			whole.splits = append(whole.splits, split{s.from - from + 1, s.part, s.n})
		}
	}
	line := strings.Count(j.tail, "\n") + 1
	if how == glued || how == atSpace {
		// The line that both make is that of the part before.
		whole.splits = append(whole.splits, split{line + 1, part, j.skipped + 2})
	} else {
		whole.splits = append(whole.splits, split{line + len(how), part, j.skipped + 1})
	}
	return whole
}

// goesOver tells a frame that begins in one part and ends in another.
func (t *text) goesOver() bool {
	for i := range t.Frames {
		f := &t.Frames[i]
		begin, _ := t.place(f.Lines[0])
		end, _ := t.place(f.End())
		if begin != end {
			return true
		}
	}
	return false
}

// drop leaves out the frames and facts that another text has now.
func (t *text) drop(kept, line int) {
	t.Frames, t.Open, t.raw, t.end = t.Frames[:kept], false, "", 0
	for n := len(t.Facts); n > 0 && t.Facts[n-1].Line >= line; n-- {
		t.Facts = t.Facts[:n-1]
	}
}

// jointOf takes off what a chat puts around both parts of one block of code.
func jointOf(tail, next string) joint {
	const fence = "```"
	j := joint{tail: tail, next: next}
	if open := strings.TrimLeft(j.next, " \n"); strings.HasPrefix(open, fence) {
		if end := strings.TrimRight(j.tail, " \r\n"); strings.HasSuffix(end, fence) {
			j.tail = strings.TrimSuffix(end, fence)
			j.skipped = strings.Count(j.next[:len(j.next)-len(open)], "\n")
			j.next = strings.TrimPrefix(open, fence)
			if rest, ok := strings.CutPrefix(j.next, "\n"); ok {
				j.next = rest
				j.skipped++
			}
		}
	}
	j.tail = strings.TrimSuffix(strings.TrimSuffix(j.tail, "\n"), "\r")
	j.blank = strings.HasSuffix(j.tail, "\n")
	return j
}

func (j *joint) join(how meeting) string { return j.tail + string(how) + j.next }

// how finds the way in which the parts were one.
func (j *joint) how() meeting {
	if j.blank {
		// Behind an empty line another line begins.
		return apart
	}
	short := joint{tail: j.tail, next: j.next}
	if n := len(j.tail) - lookBack; n > 0 {
		short.tail = j.tail[n+strings.IndexByte(j.tail[n:], '\n')+1:]
	}
	if len(j.next) > lookAhead {
		short.next = j.next[:lookAhead]
	}
	best, most := apart, 0
	for i, way := range [...]meeting{apart, glued, atSpace, parted} {
		lines, _ := clean([]byte(short.join(way)))
		score := 4*dialect.Soundness(lines, dialect.Frames(lines).Frames) + short.favour(way)
		if i == 0 || score > most {
			best, most = way, score
		}
	}
	return best
}

// favour is what speaks for a way besides the lines that it makes, in quarters of a
// point.
func (j *joint) favour(way meeting) int {
	end := j.tail[strings.LastIndexByte(j.tail, '\n')+1:]
	first, rest, _ := strings.Cut(j.next, "\n")
	second, _, _ := strings.Cut(rest, "\n")
	if strings.TrimSpace(first) == "" || strings.TrimSpace(end) == "" || way == apart || way == parted {
		return 0
	}
	said := dialect.Said(first, second)
	score := 0
	if said && dialect.Begins(end) {
		score -= 12
	}
	if !said && !dialect.Begins(first) {
		score += 4
	}
	// The lines of a log begin alike.
	switch alike := dialect.Alike(second, first); {
	case alike && dialect.Alike(second, end):
		score -= 12
	case !alike && dialect.Alike(second, end+string(way)+first):
		score += 12
	}
	bare := end[len(end)-1] != ' ' && first[0] != ' '
	switch before := end[len(end)-1]; {
	case way == glued:
	case !bare:
		return -100
	case before == ',' && strings.Contains(end, ", "), first[0] == '<' && (before == '"' || isAlnum(before)):
		score++
	default:
		score--
	}
	return score
}
