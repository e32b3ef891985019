package fake

import (
	"net/http"
	"time"
)

// Fault is something that goes wrong with calls of one method.
type Fault struct {
	// Times is how many calls it hits, 1 if zero; negative for all from now on.
	Times int
	// Status is answered instead of Slack's 200, with RetryAfter as it is.
	Status     int
	RetryAfter string
	// Error is answered as Slack's error code.
	Error string
	// Hang is how long the call takes before anything happens.
	Hang time.Duration
	// Drop ends the connection before Slack did anything, Lose after it did.
	Drop, Lose bool
	// Do runs before the call is looked at, After when it was answered.
	Do, After func()
}

// Break makes the next calls of a method go wrong. Faults of one method hit one
// after the other.
func (s *Server) Break(method string, f Fault) {
	if f.Times == 0 {
		f.Times = 1
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults[method] = append(s.faults[method], &f)
}

// Mend ends all faults.
func (s *Server) Mend() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = map[string][]*Fault{}
}

// fault is what goes wrong with the next call of a method, nil for nothing.
func (s *Server) fault(method string) *Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	waiting := s.faults[method]
	if len(waiting) == 0 {
		return nil
	}
	f := waiting[0]
	if f.Times--; f.Times == 0 {
		s.faults[method] = waiting[1:]
	}
	return f
}

// before answers a call that is not looked at any more.
func (f *Fault) before(c *call, r *http.Request) bool {
	if f.Hang > 0 {
		select {
		case <-time.After(f.Hang):
		case <-r.Context().Done():
			c.said = "hung"
			return true
		}
	}
	switch {
	case f.Drop:
		c.said = "dropped"
		cut(c.w)
	case f.Status != 0:
		c.said = http.StatusText(f.Status)
		if f.RetryAfter != "" {
			c.w.Header().Set("Retry-After", f.RetryAfter)
		}
		http.Error(c.w, "<html>fault</html>", f.Status)
	case f.Error != "":
		c.fail(f.Error)
	default:
		return false
	}
	return true
}

// cut ends the connection of a call without an answer.
func cut(w http.ResponseWriter) {
	if hijacker, ok := w.(http.Hijacker); ok {
		if conn, _, err := hijacker.Hijack(); err == nil {
			_ = conn.Close()
		}
	}
}

// lost takes an answer that nobody gets.
type lost struct{ header http.Header }

func (l lost) Header() http.Header         { return l.header }
func (l lost) Write(p []byte) (int, error) { return len(p), nil }
func (l lost) WriteHeader(int)             {}
