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

// adopt gives an answer whose end is not in the capture the Call-ID and CSeq of the
// request that it belongs to by the branch of its Via (RFC 3261 17.1.3).
func (t *Trace) adopt(m *Message) {
	if !m.Partial || !m.IsResponse() || m.Branch == "" || m.CallID != "" && m.CSeqMethod != "" {
		return
	}
	for i := len(t.Messages) - 1; i >= max(0, len(t.Messages)-maxLookBack); i-- {
		r := t.Messages[i]
		if !r.IsRequest() || r.Branch != m.Branch || r.Method == "ACK" || r.Method == "CANCEL" || m.CallID != "" && m.CallID != r.CallID {
			continue
		}
		m.CallID, m.CSeq, m.CSeqMethod = r.CallID, r.CSeq, r.CSeqMethod
		if m.Method == "" {
			m.Method = r.Method
		}
		if m.FromTag == "" {
			m.FromTag = r.FromTag
		}
		return
	}
}
