package slack

import (
	"sync"
)

// lanes runs jobs: those of one lane after each other in their order, lanes side
// by side. A paste, the question about it and its edit are one lane, so the
// question finds the paste read; a thread that waits for Slack's rate limit holds
// up no other.
type lanes struct {
	// limit bounds the jobs that wait or run. What exceeds it is for Slack to
	// deliver again.
	limit int

	mu    sync.Mutex
	jobs  int
	queue map[string][]func()
	idle  sync.Cond
}

func newLanes(limit int) *lanes {
	l := &lanes{limit: limit, queue: map[string][]func(){}}
	l.idle.L = &l.mu
	return l
}

// add queues a job, or refuses it when there are too many.
func (l *lanes) add(lane string, job func()) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.jobs >= l.limit {
		return false
	}
	l.jobs++
	waiting, running := l.queue[lane]
	l.queue[lane] = append(waiting, job)
	if !running {
		go l.run(lane)
	}
	return true
}

// run works a lane until it is empty.
func (l *lanes) run(lane string) {
	for {
		l.mu.Lock()
		waiting := l.queue[lane]
		if len(waiting) == 0 {
			delete(l.queue, lane)
			l.mu.Unlock()
			return
		}
		job := waiting[0]
		l.queue[lane] = waiting[1:]
		l.mu.Unlock()

		job()

		l.mu.Lock()
		if l.jobs--; l.jobs == 0 {
			l.idle.Broadcast()
		}
		l.mu.Unlock()
	}
}

// size is the number of jobs that wait or run.
func (l *lanes) size() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.jobs
}

// wait returns when no job waits or runs.
func (l *lanes) wait() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for l.jobs > 0 {
		l.idle.Wait()
	}
}
