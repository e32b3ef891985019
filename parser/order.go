package parser

import (
	"container/heap"
	"slices"
)

// maxUntimed bounds the restoring of an order from causality alone.
const maxUntimed = 4000

// order sorts the messages of one Call-ID as they happened: by time where all
// have one, else by what SIP makes certain (a request before its responses, a
// challenge before the credentials that answer it, CSeq rising). It returns
// whether the input had them otherwise.
func order(messages []*Message) (restored bool) {
	if len(messages) < 2 {
		return false
	}
	if timed(messages) {
		return orderByTime(messages)
	}
	if len(messages) > maxUntimed {
		return false
	}
	before := constraints(messages)
	if violated(messages, before) == 0 {
		return false
	}
	reversed := slices.Clone(messages)
	slices.Reverse(reversed)
	if violated(reversed, before) == 0 {
		copy(messages, reversed)
		return true
	}
	if violated(reversed, before) < violated(messages, before) {
		copy(messages, reversed)
	}
	sortByCausality(messages, before)
	return true
}

func timed(messages []*Message) bool {
	for _, m := range messages {
		if !m.Clock {
			return false
		}
	}
	return true
}

// Earlier tells whether a came before b, which may be of another dialog: by their
// times, else by the order of the input, which some lists have newest first. A log of
// whole seconds has equal times.
func Earlier(a, b *Message) bool {
	if gap, timed := Between(a, b); timed && gap != 0 {
		return gap > 0
	}
	if a.Dialog != nil && a.Dialog.trace != nil && a.Dialog.trace.runsBackwards() {
		return a.N > b.N
	}
	return a.N < b.N
}

// runsBackwards tells an input without times of which every dialog runs backwards.
func (t *Trace) runsBackwards() bool {
	t.wayOnce.Do(func() {
		for _, d := range t.Dialogs {
			first, last := d.First(), d.Last()
			switch {
			case len(d.Messages) < 2:
			case first.N < last.N:
				t.newestFirst = false
				return
			default:
				t.newestFirst = true
			}
		}
	})
	return t.newestFirst
}

// orderByTime sorts stably. Where the whole input runs backwards, equal times
// run backwards too.
func orderByTime(messages []*Message) (restored bool) {
	falls, rises := false, false
	for i := 1; i < len(messages); i++ {
		switch messages[i].Time.Compare(messages[i-1].Time) {
		case -1:
			falls = true
		case 1:
			rises = true
		}
	}
	if falls && !rises {
		slices.Reverse(messages)
		return true
	}
	if falls {
		slices.SortStableFunc(messages, func(a, b *Message) int { return a.Time.Compare(b.Time) })
	}
	return falls
}

// edge says that one message came before another.
type edge struct{ first, then *Message }

// constraints lists what must have come before what. Only first sendings are
// bound: a retransmission may cross anything.
func constraints(messages []*Message) []edge {
	var edges []edge
	type hop struct {
		method, branch string
		cseq           uint32
	}
	requests := map[hop]*Message{}
	invites := map[uint32]*Message{}
	finals := map[hop]*Message{}
	nonces := map[string]*Message{}
	for _, m := range messages {
		h := hop{m.Method, m.Branch, m.CSeq}
		switch {
		case m.IsRequest():
			if requests[h] == nil {
				requests[h] = m
			}
			if m.Method == "INVITE" && invites[m.CSeq] == nil {
				invites[m.CSeq] = m
			}
		case m.IsFinal():
			if finals[h] == nil {
				finals[h] = m
			}
			if m.IsChallenge() {
				for _, c := range m.Challenges() {
					nonces[c.Nonce] = m
				}
			}
		}
	}
	add := func(first, then *Message) {
		if first != nil && then != nil && first != then {
			edges = append(edges, edge{first, then})
		}
	}
	seen := map[hop]bool{}
	for _, m := range messages {
		h := hop{m.Method, m.Branch, m.CSeq}
		switch {
		case m.IsResponse():
			add(requests[h], m)
			if m.IsProvisional() && !m.nameless() {
				add(m, finals[h])
			}
			if m.Code == 487 {
				add(requests[hop{"CANCEL", m.Branch, m.CSeq}], m)
			}
		case !m.IsRequest() || seen[h]:
		case m.Method == "ACK":
			if final := finals[hop{"INVITE", m.Branch, m.CSeq}]; final != nil {
				add(final, m)
				break
			}
			add(finalOf(messages, "INVITE", m.CSeq), m)
		case m.Method == "CANCEL":
			add(requests[hop{"INVITE", m.Branch, m.CSeq}], m)
		default:
			for _, c := range m.logins {
				add(nonces[c.Nonce], m)
			}
		}
		if m.IsRequest() {
			seen[h] = true
		}
	}
	return append(edges, risingCSeq(messages)...)
}

// finalOf is the first 2xx to a request of this method and number.
func finalOf(messages []*Message, method string, cseq uint32) *Message {
	for _, m := range messages {
		if m.Method == method && m.CSeq == cseq && m.Code/100 == 2 {
			return m
		}
	}
	return nil
}

// risingCSeq orders the requests of each sender (RFC 3261 12.2.1.1), and every
// request inside the dialog behind the first INVITE.
func risingCSeq(messages []*Message) []edge {
	firsts := map[string]map[uint32]*Message{}
	var invite *Message
	for _, m := range messages {
		if !m.IsRequest() || m.Method == "ACK" || m.Method == "CANCEL" {
			continue
		}
		if m.Method == "INVITE" && m.ToTag == "" && (invite == nil || m.CSeq < invite.CSeq) {
			invite = m
		}
		if firsts[m.FromTag] == nil {
			firsts[m.FromTag] = map[uint32]*Message{}
		}
		if firsts[m.FromTag][m.CSeq] == nil {
			firsts[m.FromTag][m.CSeq] = m
		}
	}
	var edges []edge
	for _, byNumber := range firsts {
		numbers := make([]uint32, 0, len(byNumber))
		for n := range byNumber {
			numbers = append(numbers, n)
		}
		slices.Sort(numbers)
		for i := 1; i < len(numbers); i++ {
			edges = append(edges, edge{byNumber[numbers[i-1]], byNumber[numbers[i]]})
		}
	}
	if invite == nil {
		return edges
	}
	answer := finalOf(messages, "INVITE", invite.CSeq)
	for _, m := range messages {
		if m.IsRequest() && m.ToTag != "" && m.Method != "ACK" && m.Method != "PRACK" && m.Method != "UPDATE" && answer != nil {
			edges = append(edges, edge{answer, m})
		}
	}
	return edges
}

func positions(messages []*Message) map[*Message]int {
	at := make(map[*Message]int, len(messages))
	for i, m := range messages {
		at[m] = i
	}
	return at
}

func violated(messages []*Message, edges []edge) int {
	at := positions(messages)
	n := 0
	for _, e := range edges {
		if at[e.first] > at[e.then] {
			n++
		}
	}
	return n
}

// sortByCausality sorts topologically and otherwise keeps the order that it
// finds. Contradictory constraints leave the order alone.
func sortByCausality(messages []*Message, edges []edge) {
	at := positions(messages)
	waiting := make([]int, len(messages))
	then := make([][]int, len(messages))
	for _, e := range edges {
		then[at[e.first]] = append(then[at[e.first]], at[e.then])
		waiting[at[e.then]]++
	}
	ready := &indexes{}
	for i, n := range waiting {
		if n == 0 {
			heap.Push(ready, i)
		}
	}
	sorted := make([]*Message, 0, len(messages))
	for ready.Len() > 0 {
		i := heap.Pop(ready).(int)
		sorted = append(sorted, messages[i])
		for _, j := range then[i] {
			if waiting[j]--; waiting[j] == 0 {
				heap.Push(ready, j)
			}
		}
	}
	if len(sorted) == len(messages) {
		copy(messages, sorted)
	}
}

type indexes []int

func (x indexes) Len() int           { return len(x) }
func (x indexes) Less(i, j int) bool { return x[i] < x[j] }
func (x indexes) Swap(i, j int)      { x[i], x[j] = x[j], x[i] }
func (x *indexes) Push(v any)        { *x = append(*x, v.(int)) }
func (x *indexes) Pop() any {
	last := len(*x) - 1
	v := (*x)[last]
	*x = (*x)[:last]
	return v
}
