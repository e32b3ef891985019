package slack

import (
	"sync"
	"time"
)

// receipt is the acknowledgement of one delivery, given once: when the answer is
// posted, or by the clock when that takes long. What a killed process had not
// acknowledged Slack delivers to another one.
type receipt struct {
	once  sync.Once
	send  func(payload any)
	timer *time.Timer
}

// newReceipt gives the acknowledgement by itself after a while; never for 0.
func newReceipt(send func(payload any), after time.Duration) *receipt {
	r := &receipt{send: send}
	if after > 0 {
		r.timer = time.AfterFunc(after, func() { r.once.Do(func() { send(nil) }) })
	}
	return r
}

// give acknowledges, with what a modal is to show or with nothing.
func (r *receipt) give(payload any) {
	r.once.Do(func() {
		r.stop()
		r.send(payload)
	})
}

// withhold leaves the delivery to Slack, which sends it again.
func (r *receipt) withhold() { r.once.Do(r.stop) }

func (r *receipt) stop() {
	if r.timer != nil {
		r.timer.Stop()
	}
}
