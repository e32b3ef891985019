package dialect

import "strings"

// Frames finds the messages and telling log lines in one part of text.
func Frames(lines []Line) Result {
	s := scanner{input: lines, lines: unwrap(lines)}
	for s.at < len(s.lines) {
		s.step()
	}
	s.out.Open = s.open && s.msg.unfinished()
	frames := len(s.out.Frames)
	s.close()
	s.out.Open = s.out.Open && len(s.out.Frames) > frames
	s.finish()
	return s.out
}

// scanner goes through the lines once.
type scanner struct {
	// input is what was given, lines what came of it.
	input, lines []Line
	// at is the line being read; free is the first line that no frame has taken,
	// where the marks of the next message may begin.
	at, free int
	open     bool
	msg      message
	other    otherProtocol
	// table is the head of the table that messages stand in, once sought.
	table       *table
	tableSought bool
	wrapping    wrapping
	follow      follow
	out         Result
}

// step reads one line.
func (s *scanner) step() {
	if s.open {
		if s.take() {
			s.at++
			return
		}
		s.close()
	}
	s.idle()
	s.at++
}

// close files the open message.
func (s *scanner) close() {
	if !s.open {
		return
	}
	s.open = false
	if s.shownInFull() {
		return
	}
	switch s.msg.meta.format {
	case asteriskChanSIP.name:
		s.counted()
	case audiocodes.name:
		s.stampedBehind()
	}
	s.beside()
	s.membersBehind()
	if f, ok := s.msg.frame(); ok {
		s.free = s.msg.end
		if !s.msg.meta.repeat {
			s.out.Frames = append(s.out.Frames, f)
		}
	}
}

// shownInFull tells a start line in a log's line about a packet, behind which the
// packet itself begins with the same one.
func (s *scanner) shownInFull() bool {
	m := &s.msg
	if !m.summary || len(m.nums) > 1 {
		return false
	}
	for i := s.at; i < len(s.lines) && i < m.first+4; i++ {
		text := s.lines[i].Text
		if st, ok := findStart(text, 0); ok {
			// Links and redactions may differ: method or code tell.
			text = text[st.at:]
			if st.lost != 0 {
				text = string(st.lost) + text
			}
			n := len(word(text))
			if st.status {
				n = min(n+4, len(text))
			}
			return strings.HasPrefix(string(m.buf), text[:n])
		}
	}
	return false
}

// idle reads a line outside of messages.
func (s *scanner) idle() {
	text := s.lines[s.at].Text
	if len(text) < 3 {
		s.other.blank(text)
		return
	}
	if st, ok := findStart(text, 0); ok {
		s.other = 0
		s.begin(st, text)
		return
	}
	if s.other.reads(text) {
		return
	}
	if st, ok := s.broken(text); ok {
		// What was broken has been joined on the line that it ends on.
		s.begin(st, s.lines[s.at].Text)
		return
	}
	if s.beginFragment(text) {
		return
	}
	s.fact(&s.lines[s.at])
}

// begin opens a message at its start line.
func (s *scanner) begin(st start, text string) {
	m := &s.msg
	m.reset(s.at)
	m.pre = text[:st.at]
	m.logged = s.lines[s.at].pre != ""
	m.row, m.member = m.pre, inRecord(m.pre)
	if about := s.lines[s.at].about; about != nil && about.member {
		m.member = true
	}
	m.meta = s.marks(m.pre)
	m.startPre = strings.TrimSpace(m.pre)
	if isBlank(m.pre) {
		m.pre, m.indent = "", st.at
	} else {
		m.quote, m.angle = quoteBefore(m.pre), m.pre[len(m.pre)-1] == '<'
		m.cell = m.quote == '"' && (len(m.pre) == 1 || strings.IndexByte(",;\t", m.pre[len(m.pre)-2]) >= 0)
	}
	line := text[st.at:st.end]
	if st.status {
		m.suffix = s.findSuffix(line)
		line = m.unsuffix(line)
		line = s.statusLine(line, m)
	} else if rest := strings.TrimSpace(text[st.end:]); rest != "" {
		m.suffix = s.findSuffix(text[st.at:])
	}
	line = strings.TrimRight(line, " \t")
	if st.lost != 0 {
		line = string(st.lost) + line
		s.note("the first letter of a message was lost and is put back: " + word(line))
	}
	if m.meta.format == "ngrep" && m.suffix == "" && strings.HasSuffix(line, ".") {
		m.suffix = "."
		line = line[:len(line)-1]
	}
	m.summary = m.meta.format == "tcpdump" && !isBlank(text[:st.at]) || strings.HasSuffix(m.row, `firstLine="`)
	m.line(line, s.lines[s.at].N)
	m.lastWidth = s.lines[s.at].physical()
	m.end = s.at + 1
	s.open = true
}

// quoteBefore is the quote character that a message begins behind.
func quoteBefore(pre string) byte {
	switch q := pre[len(pre)-1]; q {
	case '"', '\'', '`':
		return q
	}
	return 0
}

// statusLine ends a status line where the quotes or the sentence around it do.
func (s *scanner) statusLine(line string, m *message) string {
	if m.quote != 0 {
		if i := strings.IndexByte(line, m.quote); i >= 0 {
			m.phase = complete
			return line[:i]
		}
	}
	if m.pre != "" && prose(m.pre) || strings.HasSuffix(line, "?") {
		if end := phraseEnd(line); end > 0 {
			return line[:end]
		}
	}
	return line
}

// phraseEnd is where the RFC's reason phrase ends in a status line that a
// sentence goes on behind, 0 if it does not begin with that phrase.
func phraseEnd(line string) int {
	i := strings.IndexByte(line, ' ')
	if i < 0 || len(line) < i+4 {
		return 0
	}
	phrase, ok := phrases[line[i+1:i+4]]
	if !ok || !strings.HasPrefix(line[i+4:], " "+phrase) {
		return 0
	}
	end := i + 5 + len(phrase)
	rest := line[end:]
	if rest == "" || strings.IndexByte(" ,.?!)", rest[0]) >= 0 && strings.IndexByte("(-/:", (rest + "  ")[1]) < 0 {
		return end
	}
	return 0
}

// phrases are the reason phrases of the RFCs, to tell where one ends in prose.
var phrases = map[string]string{
	"100": "Trying", "180": "Ringing", "181": "Call Is Being Forwarded", "182": "Queued", "183": "Session Progress", "200": "OK", "202": "Accepted",
	"300": "Multiple Choices", "301": "Moved Permanently", "302": "Moved Temporarily", "305": "Use Proxy", "400": "Bad Request", "401": "Unauthorized",
	"402": "Payment Required", "403": "Forbidden", "404": "Not Found", "405": "Method Not Allowed", "406": "Not Acceptable", "407": "Proxy Authentication Required",
	"408": "Request Timeout", "410": "Gone", "412": "Conditional Request Failed", "413": "Request Entity Too Large", "414": "Request-URI Too Long",
	"415": "Unsupported Media Type", "416": "Unsupported URI Scheme", "420": "Bad Extension", "421": "Extension Required", "422": "Session Interval Too Small",
	"423": "Interval Too Brief", "428": "Use Identity Header", "433": "Anonymity Disallowed", "436": "Bad Identity-Info", "437": "Unsupported Certificate",
	"438": "Invalid Identity Header", "480": "Temporarily Unavailable", "481": "Call/Transaction Does Not Exist", "482": "Loop Detected", "483": "Too Many Hops",
	"484": "Address Incomplete", "485": "Ambiguous", "486": "Busy Here", "487": "Request Terminated", "488": "Not Acceptable Here", "489": "Bad Event",
	"491": "Request Pending", "493": "Undecipherable", "494": "Security Agreement Required", "500": "Server Internal Error", "501": "Not Implemented",
	"502": "Bad Gateway", "503": "Service Unavailable", "504": "Server Time-out", "505": "Version Not Supported", "513": "Message Too Large",
	"580": "Precondition Failure", "600": "Busy Everywhere", "603": "Decline", "604": "Does Not Exist Anywhere", "606": "Not Acceptable", "607": "Unwanted", "608": "Rejected",
}

// UsualPhrase is the reason phrase that the RFCs give a code, "" for one that they do
// not know.
func UsualPhrase(code string) string { return phrases[code] }

// broken finds a request line that was wrapped before its end, or that has no
// version: the next line must then say that it is one.
func (s *scanner) broken(text string) (start, bool) {
	i := indentOf(text)
	n := runOf(text[i:], classAlpha)
	if !methods[text[i:i+n]] || i+n >= len(text) || text[i+n] != ' ' || s.at+1 >= len(s.lines) {
		return start{}, false
	}
	uri := strings.TrimSpace(text[i+n:])
	if !uriLike(uri, false) || strings.ContainsAny(uri, " \t") {
		return start{}, false
	}
	next := &s.lines[s.at+1]
	joined := text + strings.TrimLeft(next.Text, " \t")
	if st, ok := findStart(joined, 0); ok && st.at == i && !st.status && st.end == len(strings.TrimRight(joined, " \t.|")) {
		next.Text, next.N = joined, s.lines[s.at].N
		s.at++
		return s.joined(joined)
	}
	joined = text + " " + strings.TrimLeft(next.Text, " \t")
	if st, ok := findStart(joined, 0); ok && st.at == i && !st.status && st.end == len(joined) {
		next.Text, next.N = joined, s.lines[s.at].N
		s.at++
		return s.joined(joined)
	}
	if isKnownHeader(strings.TrimLeft(next.Text, " \t")) {
		return start{at: i, end: len(text)}, true
	}
	return start{}, false
}

func (s *scanner) joined(text string) (start, bool) { return findStart(text, 0) }

// note files a note once.
func (s *scanner) note(text string) {
	const enough = 50
	for _, n := range s.out.Notes {
		if n == text {
			return
		}
	}
	if len(s.out.Notes) < enough {
		s.out.Notes = append(s.out.Notes, text)
	}
}

// finish puts right what only the whole shows: clocks without a date go on over
// midnight.
func (s *scanner) finish() {
	s.dropTwins()
	s.dropEchoes()
	const half = 12 * 3600
	days, last := 0, -1
	for i := range s.out.Frames {
		f := &s.out.Frames[i]
		if !f.Clock || f.Time.Year() > 1 || f.Time.YearDay() > 1 {
			continue
		}
		now := f.Time.Hour()*3600 + f.Time.Minute()*60 + f.Time.Second()
		if last >= 0 && now < last-half {
			days++
		}
		last = now
		f.Time = f.Time.AddDate(0, 0, days)
	}
}
