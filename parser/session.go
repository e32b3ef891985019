package parser

import (
	"strconv"
	"strings"
	"time"
)

// SessionExpires is the session interval that the message names (RFC 4028 4), 0
// without one.
func (m *Message) SessionExpires() time.Duration {
	value, _, _ := strings.Cut(m.Header("Session-Expires"), ";")
	n, err := strconv.Atoi(strings.TrimSpace(value))
	if err != nil || n < 0 || n > 1<<30 {
		return 0
	}
	return time.Duration(n) * time.Second
}
