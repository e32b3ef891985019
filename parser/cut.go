package parser

import (
	"strings"

	"github.com/sipwhy/sipwhy/parser/dialect"
)

// dropCutLine takes the last header line off a message that a capture has not to
// its end, where the cut lies in it: half a Call-ID is another one. A CSeq whose
// number is whole is kept, since the start line of a request names its method.
func (m *Message) dropCutLine(f *dialect.Frame) {
	n := len(m.Headers)
	if n == 0 || !f.Partial || !f.Exact || strings.HasSuffix(f.Text, "\n") || strings.Contains(f.Text, "\n\r\n") || strings.Contains(f.Text, "\n\n") {
		return
	}
	last := &m.Headers[n-1]
	if number, rest, ok := strings.Cut(last.Value, " "); ok && last.Key == "CSeq" && m.Method != "" && strings.HasPrefix(m.Method, rest) {
		last.Value = number + " " + m.Method
		return
	}
	m.Headers = m.Headers[:n-1]
}

// HeadCut tells a message that was cut in its headers, so that one which is absent
// may have been there.
func (m *Message) HeadCut() bool { return m.Partial && m.Body == "" && !m.Has("Content-Length") }

// maxLookBack is how many messages before a cut answer its request is looked for.
const maxLookBack = 500

// adopt puts messages together whose ends are not in the capture: an answer gets the
// Call-ID and CSeq of the request that it belongs to by the branch of its Via (RFC
// 3261 17.1.3), and gives its CSeq to a request that lost it.
func (t *Trace) adopt(m *Message) {
	if m.IsRequest() {
		t.headless = t.headless || m.HeadCut() && m.CSeqMethod == ""
		return
	}
	if !m.IsResponse() || !m.Partial && !t.headless {
		return
	}
	named := m.CallID != "" && m.CSeqMethod != ""
	for i := len(t.Messages) - 1; i >= max(0, len(t.Messages)-maxLookBack); i-- {
		r := t.Messages[i]
		switch {
		case !r.IsRequest() || r.Method == "ACK" || r.Method == "CANCEL":
		case !named && m.Branch != "" && r.Branch == m.Branch && (m.CallID == "" || m.CallID == r.CallID):
			m.answers(r)
			return
		case named && r.CallID == m.CallID && r.Method == m.CSeqMethod && r.CSeqMethod == "" && r.HeadCut() && r.FromTag == m.FromTag:
			r.CSeq, r.CSeqMethod = m.CSeq, m.CSeqMethod
			if m.Branch == "" {
				m.Branch = r.Branch
			}
			return
		}
	}
	if !named && m.HeadCut() && m.Src != "" {
		if t.strayAnswers == nil {
			t.strayAnswers = map[[2]string]bool{}
		}
		t.strayAnswers[[2]string{m.Src, m.Dst}] = true
	}
}

// answers takes over what a cut answer has in common with its request.
func (m *Message) answers(r *Message) {
	m.CallID, m.CSeq, m.CSeqMethod = r.CallID, r.CSeq, r.CSeqMethod
	if m.Method == "" {
		m.Method = r.Method
	}
	if m.FromTag == "" {
		m.FromTag = r.FromTag
	}
}

// AnswerCut tells a request whose answer may be one that was cut before it says what
// it answers, or one that the log had no line for: a proxy's script logs what it was
// told to, mostly requests alone. Then nothing follows from there being none.
func (t *Trace) AnswerCut(request *Message) bool {
	if request != nil && request.Format == "xlog" {
		return true
	}
	return len(t.strayAnswers) > 0 && request != nil && t.strayAnswers[[2]string{request.Dst, request.Src}]
}
