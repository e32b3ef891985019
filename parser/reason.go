package parser

import (
	"strconv"
	"strings"
)

// Reason is one value of a Reason header (RFC 3326).
type Reason struct {
	// Protocol is as sent: SIP, Q.850, preemption, ….
	Protocol string
	// Cause is 0 where none is given.
	Cause  int
	Text   string
	Params string
	Header Header
}

// Is tells whether the reason has this protocol and cause; "Q.850" also matches
// the spellings of the field: Q850, q.850, ITU-T Q.850.
func (r Reason) Is(protocol string, cause int) bool {
	return r.Cause == cause && r.Speaks(protocol)
}

// Speaks tells whether the reason is of this protocol.
func (r Reason) Speaks(protocol string) bool {
	return reasonProtocol(r.Protocol) == reasonProtocol(protocol)
}

func reasonProtocol(s string) string {
	switch s {
	case "Q.850":
		return "Q850"
	case "SIP":
		return s
	}
	s = strings.ToUpper(strings.NewReplacer(".", "", " ", "", "-", "").Replace(s))
	return strings.TrimPrefix(s, "ITUT")
}

// Reasons lists the Reason header values of the message, and Asterisk's and
// FreeSWITCH's own headers for the same thing.
func (m *Message) Reasons() []Reason {
	var all []Reason
	for i := range m.Headers {
		h := m.Headers[i]
		switch {
		case h.Key == "Reason":
			for _, value := range splitList(h.Value) {
				all = append(all, parseReason(value, h))
			}
		case h.Key == "X-Asterisk-HangupCauseCode":
			if n, err := strconv.Atoi(h.Value); err == nil {
				all = append(all, Reason{Protocol: "Q.850", Cause: n, Text: m.Header("X-Asterisk-HangupCause"), Header: h})
			}
		}
	}
	return all
}

func parseReason(value string, h Header) Reason {
	protocol, params, _ := strings.Cut(value, ";")
	r := Reason{Protocol: strings.TrimSpace(protocol), Params: params, Header: h}
	cause, _ := param(params, "cause")
	r.Cause, _ = strconv.Atoi(strings.TrimSpace(cause))
	r.Text, _ = param(params, "text")
	return r
}

// Q850 is the first Q.850 cause that the message names, 0 without one.
func (m *Message) Q850() int {
	for _, r := range m.Reasons() {
		if r.Speaks("Q.850") {
			return r.Cause
		}
	}
	return 0
}

// Warning is one value of a Warning header (RFC 3261 20.43).
type Warning struct {
	Code   int
	Agent  string
	Text   string
	Header Header
}

// Warnings lists the Warning header values of the message.
func (m *Message) Warnings() []Warning {
	var all []Warning
	for i := range m.Headers {
		h := m.Headers[i]
		if h.Key != "Warning" {
			continue
		}
		for _, value := range splitList(h.Value) {
			all = append(all, parseWarning(value, h))
		}
	}
	return all
}

func parseWarning(value string, h Header) Warning {
	w := Warning{Header: h}
	code, rest, _ := strings.Cut(value, " ")
	n, err := strconv.Atoi(code)
	if err != nil {
		w.Text = value
		return w
	}
	w.Code = n
	agent, text, ok := strings.Cut(strings.TrimSpace(rest), " ")
	if !ok && strings.HasPrefix(agent, `"`) {
		agent, text = "", agent
	}
	w.Agent, w.Text = agent, unquote(strings.TrimSpace(text))
	return w
}
