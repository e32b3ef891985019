package rules

import (
	"time"

	"github.com/sipwhy/sipwhy/parser"
)

// normalTalk is how long people talk at least who could hear each other.
const normalTalk = 10 * time.Second

// WentWell tells an answered call of a normal length that one side hung up and the
// other confirmed, or that is still up where the trace ends. What may have disturbed it
// is a hint then, and no fault that broke it. A call that was to carry a fax is not
// told by its length.
func WentWell(d *parser.Dialog) bool {
	if d.Kind != parser.Call || d.Outcome != parser.Answered || d.Answer == nil {
		return false
	}
	if d.Bye == nil && d.ACK == nil || d.Bye != nil && d.Bye.Tx.Final == nil {
		return false
	}
	if d.Duration > 0 && d.Duration < normalTalk {
		return false
	}
	for _, m := range d.Messages {
		if image := m.SDP().FirstMedia("image"); image != nil && image.Port != 0 {
			return false
		}
	}
	return true
}
