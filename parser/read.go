package parser

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/sipwhy/sipwhy/parser/capture"
	"github.com/sipwhy/sipwhy/parser/dialect"
)

// Part is one piece of the input: a file, or one message of a chat thread.
type Part struct {
	// Name is used in errors and notes only; the content tells what it is.
	Name   string
	Reader io.Reader
}

// Options of Read.
type Options struct {
	// Password verifies digests while reading. It is kept nowhere.
	Password string
	// Plan tells two spellings of a number apart.
	Plan   NumberPlan
	Limits Limits
}

// Limits bounds what an input may cost. Zero values mean the defaults.
type Limits struct {
	// Text is the most bytes of text read, all parts together; Messages the most
	// messages kept; Capture bounds captures.
	Text     int64
	Messages int
	Capture  capture.Limits
}

const (
	defaultText     = 64 << 20
	defaultMessages = 200_000
)

func (l Limits) withDefaults() Limits {
	if l.Text == 0 {
		l.Text = defaultText
	}
	if l.Messages == 0 {
		l.Messages = defaultMessages
	}
	return l
}

// Read reads the parts of one trace. It never fails on what the parts contain:
// an unreadable part is a note, and a Trace without messages and facts holds
// nothing that could be read.
func Read(parts []Part, opt Options) *Trace {
	opt.Limits = opt.Limits.withDefaults()
	t := newTrace()
	r := reader{trace: t, opt: opt, left: opt.Limits.Text}
	for i, part := range parts {
		r.part(i+1, part)
	}
	r.finishText()
	r.group()
	return t
}

// ReadString reads one text.
func ReadString(text string, opt Options) *Trace {
	return Read([]Part{{Reader: strings.NewReader(text)}}, opt)
}

// reader carries one Read.
type reader struct {
	trace *Trace
	opt   Options
	// left is how many bytes of text may still be read.
	left int64
	// texts are the framed text parts in order; messages are built of them when
	// all are there, since one may go on in the next.
	texts []text
	// cut is the last line of the message being added if the text may have been cut in
	// it, 0 for none.
	cut  int
	full bool
	// remarked holds the oddities that were noted already.
	remarked map[string]bool
	// stream takes the messages where they are not kept; nil in Read.
	stream *stream
}

// part reads one part, told apart by its first bytes.
func (r *reader) part(n int, p Part) {
	buffered := bufio.NewReaderSize(p.Reader, 64<<10)
	head, err := buffered.Peek(512)
	if err != nil && !errors.Is(err, io.EOF) && len(head) == 0 {
		r.trace.note(fmt.Sprintf("%s could not be read: %v", partName(n, p), err))
		return
	}
	if capture.Is(head) {
		r.finishText()
		r.capture(n, p, buffered)
		return
	}
	if from := pastedCapture(head, buffered); from != nil {
		r.finishText()
		r.trace.note(partName(n, p) + " is a capture written as base64 and was decoded")
		r.capture(n, p, from)
		return
	}
	r.text(n, p, buffered)
}

func partName(n int, p Part) string {
	if p.Name != "" {
		return p.Name
	}
	return fmt.Sprintf("part %d", n)
}

func (r *reader) kind(kind string) {
	if r.trace.Source.Kind == "" {
		r.trace.Source.Kind = kind
	}
}

func (r *reader) format(name string) {
	if name != "" && !slices.Contains(r.trace.Source.Formats, name) {
		r.trace.Source.Formats = append(r.trace.Source.Formats, name)
	}
}

// text frames one part of text.
func (r *reader) text(n int, p Part, from io.Reader) {
	r.kind("text")
	data, err := io.ReadAll(io.LimitReader(from, r.left+1))
	if err != nil {
		r.trace.note(fmt.Sprintf("%s could not be read to its end: %v", partName(n, p), err))
	}
	if int64(len(data)) > r.left {
		data = data[:r.left]
		r.trace.note(fmt.Sprintf("%s is longer than %d MB of text: the rest was left out; send the part around the call, or a capture", partName(n, p), r.opt.Limits.Text>>20))
	}
	if len(data) == 0 && p.Name != "" {
		r.trace.note(p.Name + " is empty")
	}
	r.left -= int64(len(data))
	r.trace.Source.Bytes += int64(len(data))
	if f, ok := wireMessage(data); ok && !damaged(data) {
		r.texts = append(r.texts, text{part: n, Result: dialect.Result{Frames: []dialect.Frame{*f}}})
		return
	}
	if frames, ok := dialect.Dissections(data); ok {
		r.texts = append(r.texts, text{part: n, Result: dialect.Result{Frames: frames}})
		return
	}
	if r.goesOn(n, data) {
		return
	}
	lines, notes := clean(data)
	t := text{part: n}
	t.read(lines)
	if len(data) <= maxJoined && wideOrder(data) == nil && !bytes.HasPrefix(data, []byte(richHead)) {
		t.raw = string(data)
	}
	r.texts = append(r.texts, t)
	if len(lines) == 0 || len(t.Frames) > 0 || len(t.Facts) > 0 {
		// What was undone in a text without SIP is nobody's business.
		r.trace.note(notes...)
	}
}

// goesOn reads a part of text together with the one before if that goes on in it.
func (r *reader) goesOn(n int, data []byte) bool {
	last := len(r.texts) - 1
	if last < 0 || len(data) > maxJoined || wideOrder(data) != nil {
		return false
	}
	whole, notes, ok := r.texts[last].goOn(n, string(data))
	r.texts[last].raw = ""
	if !ok {
		return false
	}
	r.texts = append(r.texts, whole)
	r.trace.note(notes...)
	return true
}

// finishText builds the messages of the text parts read so far.
func (r *reader) finishText() {
	r.dropShown()
	for i := range r.texts {
		t := &r.texts[i]
		r.trace.note(t.Notes...)
		for _, fact := range t.Facts {
			part, line := t.place(fact.Line)
			fact.Text, fact.Line = scrub(fact.Text), line
			r.trace.Facts = append(r.trace.Facts, Fact{Fact: fact, Part: part})
			r.format(fact.Product)
		}
		for j := range t.Frames {
			if j == len(t.Frames)-1 && t.end > 0 {
				_, r.cut = t.place(t.end)
			}
			part := t.settle(&t.Frames[j])
			r.add(&t.Frames[j], part)
			r.cut = 0
		}
	}
	r.texts = nil
}

// capture streams one capture. A log that was sent compressed is read as text.
func (r *reader) capture(n int, p Part, from io.Reader) {
	hosts := endpoints{seen: r.trace.shared}
	info, err := capture.Read(from, r.opt.Limits.Capture, func(packet capture.Packet) {
		r.add(hosts.frame(packet), n)
	})
	var packed *capture.PackedError
	if errors.As(err, &packed) {
		r.text(n, p, packed.Content)
		return
	}
	r.kind(info.Kind)
	t := r.trace
	t.Source.Bytes += info.Bytes
	t.Media = append(t.Media, info.Media...)
	t.TLS = append(t.TLS, info.TLS...)
	t.Unreachable = append(t.Unreachable, info.Unreachable...)
	t.Gaps = append(t.Gaps, info.Notes...)
	t.note(info.Notes...)
	if err != nil {
		t.note(fmt.Sprintf("%s: %v", partName(n, p), err))
	}
}

// add builds a message and gives it its number.
func (r *reader) add(f *dialect.Frame, part int) {
	if r.stream == nil && len(r.trace.Messages) >= r.opt.Limits.Messages {
		if !r.full {
			r.full = true
			r.trace.note(fmt.Sprintf("only the first %d messages were read; for counts of all of them use: sipwhy explain --json --summary", r.opt.Limits.Messages))
		}
		return
	}
	if r.stream != nil && r.stream.frame(f, part) {
		r.format(f.Format)
		return
	}
	m := build(f, r.opt.Password)
	if m == nil {
		return
	}
	m.Part = part
	r.format(m.Format)
	r.trace.count++
	m.N = r.trace.count
	if r.stream != nil {
		r.trace.see(m)
		r.stream.add(m)
		return
	}
	m.findDefects()
	r.trace.adopt(m)
	if r.cut > 0 && !m.Exact {
		m.endsOpen(r.cut)
	}
	r.trace.Messages = append(r.trace.Messages, m)
	r.trace.see(m)
	r.trace.file(m)
	if f.Summary {
		r.noteSummaries(f)
	}
	if f.Lacks != "" {
		r.trace.note(fmt.Sprintf("message %d: %s", m.N, f.Lacks))
	}
	for _, remark := range m.remarks() {
		r.remark(m, remark)
	}
}

// remark notes what is odd about a message, once for each kind of oddity.
func (r *reader) remark(m *Message, text string) {
	if r.remarked == nil {
		r.remarked = map[string]bool{}
	}
	if !r.remarked[text] {
		r.remarked[text] = true
		r.trace.note(fmt.Sprintf("message %d: %s", m.N, text))
	}
}

// group files the messages by Call-ID, or by what else ties them together, and
// builds their dialogs.
func (r *reader) group() {
	t := r.trace
	t.mend()
	if t.Source.Kind == "text" {
		t.findStretches()
	}
	home := t.home()
	byGroup := map[string][]*Message{}
	var order []string
	for _, m := range t.Messages {
		group, ok := home[m]
		if !ok {
			t.Loose = append(t.Loose, m)
			continue
		}
		if byGroup[group] == nil {
			order = append(order, group)
		}
		byGroup[group] = append(byGroup[group], m)
	}
	for _, group := range order {
		t.addDialogs(dialogsOf(byGroup[group], t)...)
	}
	if r.opt.Password != "" {
		t.settleVerdicts()
	}
}

// settleVerdicts takes back what a password cannot prove: it is that of one
// account, so where several accounts log in, a digest that does not verify may
// simply be another's.
func (t *Trace) settleVerdicts() {
	users := map[string]bool{}
	for _, m := range t.Messages {
		for _, c := range m.logins {
			users[c.Username] = true
		}
	}
	if len(users) < 2 {
		return
	}
	right := map[string]bool{}
	for _, m := range t.Messages {
		for _, c := range m.logins {
			if c.Verified == Right {
				right[c.Username] = true
			}
		}
	}
	for _, m := range t.Messages {
		for i := range m.logins {
			if c := &m.logins[i]; c.Verified == Wrong && !right[c.Username] {
				c.Verified = Unverified
			}
		}
	}
}
