package parser

import (
	"strconv"
	"strings"
)

// index reads what grouping needs.
func (m *Message) index() {
	var via string
	for i := range m.Headers {
		h := &m.Headers[i]
		switch h.Key {
		case "Call-ID":
			if m.CallID == "" {
				m.CallID = h.Value
			}
		case "CSeq":
			m.readCSeq(h.Value)
		case "From":
			if m.FromTag == "" {
				m.FromTag = addressTag(h.Value)
			}
		case "To":
			if m.ToTag == "" {
				m.ToTag = addressTag(h.Value)
			}
		case "Via":
			if via == "" {
				via = h.Value
			}
		}
	}
	m.readTopVia(via)
	if m.Method == "" {
		m.Method = m.CSeqMethod
	}
}

func (m *Message) readCSeq(value string) {
	if m.CSeqMethod != "" {
		return
	}
	number, method, _ := strings.Cut(value, " ")
	if n, err := strconv.ParseUint(number, 10, 32); err == nil {
		m.CSeq = uint32(n)
	}
	m.CSeqMethod = strings.TrimSpace(method)
}

// readTopVia reads branch and sent-by of the first via-parm without taking the
// rest apart: this is on the path of every message.
func (m *Message) readTopVia(via string) {
	if via == "" {
		return
	}
	top, _ := cutOutside(via, ',')
	head, params, _ := strings.Cut(top, ";")
	m.Branch, _ = param(params, "branch")
	head = strings.TrimSpace(head)
	if i := strings.LastIndexAny(head, " \t"); i >= 0 {
		m.SentBy = head[i+1:]
		if m.Transport == "" && !m.Exact {
			m.Transport = viaTransport(head[:i])
		}
	}
}

// viaTransport is the transport of a sent-protocol in lower case.
func viaTransport(protocol string) string {
	i := strings.LastIndexByte(protocol, '/')
	switch t := strings.ToLower(strings.TrimSpace(protocol[i+1:])); t {
	case "udp", "tcp", "tls", "ws", "wss", "sctp":
		return t
	}
	return ""
}
