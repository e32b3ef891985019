package bot

import (
	"container/list"
	"sync"

	"github.com/sipwhy/sipwhy/knowledge/answers"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// The most that is remembered. Beyond it the oldest case is forgotten, and read
// again from its thread when somebody asks.
const (
	maxCases        = 200
	maxCaseMessages = 4_000
)

// caseKey names a conversation: a thread, or a direct-message channel as a whole.
type caseKey struct{ team, channel, thread string }

// caseFile is a trace that is being talked about.
type caseFile struct {
	// pastes are the messages that the trace was read from, in order.
	pastes []Message
	report *rules.Report
	// focus and message are what was talked about last: "it", "that one". Two
	// people may ask at once.
	mu      sync.Mutex
	focus   *parser.Dialog
	message *parser.Message
	// asked is the question that was answered last.
	asked string
}

// about is what was talked about last, as the context of the next question.
func (f *caseFile) about() answers.Context {
	f.mu.Lock()
	defer f.mu.Unlock()
	return answers.Context{Report: f.report, Focus: f.focus, Message: f.message, Earlier: f.asked}
}

// turn notes what the talk is about now; what an answer does not say stays as it was.
func (f *caseFile) turn(a *answers.Answer) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if a.Focus != nil {
		f.focus = a.Focus
	}
	if a.Message != nil {
		f.message = a.Message
	}
	f.asked = a.Asked
}

func (f *caseFile) cost() int { return 1 + len(f.report.Trace.Messages) }

// cases is a bounded memory of cases, the longest unused going first. Nothing of
// it is kept at rest.
type cases struct {
	mu     sync.Mutex
	byKey  map[caseKey]*list.Element
	recent list.List
	cost   int
}

type caseEntry struct {
	key  caseKey
	file *caseFile
}

func newCases() *cases { return &cases{byKey: map[caseKey]*list.Element{}} }

func (c *cases) get(key caseKey) *caseFile {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.byKey[key]
	if e == nil {
		return nil
	}
	c.recent.MoveToFront(e)
	return e.Value.(*caseEntry).file
}

func (c *cases) put(key caseKey, file *caseFile) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.drop(key)
	c.byKey[key] = c.recent.PushFront(&caseEntry{key, file})
	c.cost += file.cost()
	for c.recent.Len() > 1 && (c.recent.Len() > maxCases || c.cost > maxCaseMessages) {
		c.drop(c.recent.Back().Value.(*caseEntry).key)
	}
}

func (c *cases) remove(key caseKey) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.drop(key)
}

func (c *cases) drop(key caseKey) {
	e := c.byKey[key]
	if e == nil {
		return
	}
	c.cost -= e.Value.(*caseEntry).file.cost()
	c.recent.Remove(e)
	delete(c.byKey, key)
}
