package slack

import (
	"sync"
	"time"
)

// maxSeen bounds how many answered messages are remembered in one half of the
// memory. Slack delivers at most 30,000 events an hour, few of which are answered.
// https://docs.slack.dev/apis/events-api/#rate-limiting
const maxSeen = 16384

// seen remembers what was answered, so that no second delivery is answered again.
// It has two halves: the older is forgotten when the newer is old or full.
type seen struct {
	keep time.Duration

	mu           sync.Mutex
	newer, older map[string]string
	turned       time.Time
}

func newSeen(keep time.Duration) *seen {
	return &seen{keep: keep, newer: map[string]string{}, turned: time.Now()}
}

// put remembers a key and the ts of the answer, which is empty if there is none
// that could be edited.
func (s *seen) put(key, answer string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.newer) >= maxSeen || time.Since(s.turned) > s.keep {
		s.newer, s.older, s.turned = map[string]string{}, s.newer, time.Now()
	}
	s.newer[key] = answer
}

func (s *seen) get(key string) (answer string, known bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if answer, known = s.newer[key]; !known {
		answer, known = s.older[key]
	}
	return answer, known
}

// first puts a key and tells whether it was unknown until now.
func (s *seen) first(key string) bool {
	if _, known := s.get(key); known {
		return false
	}
	s.put(key, "")
	return true
}
