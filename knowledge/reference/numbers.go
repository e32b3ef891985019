package reference

import (
	"slices"
	"strconv"
	"strings"
)

// numbered finds what a number stands for. Without a hint all meanings are
// given: of small numbers the cause and the payload, of the rest the response.
func (l *Library) numbered(n int, h hint) []*item {
	text := strconv.Itoa(n)
	items := l.names.get(text)
	if n >= 1 && n <= 127 {
		items = append(slices.Clone(items), l.ranges(n)...)
	}
	if code := l.item(Response, text); code != nil && n >= 200 && slices.Contains(h.kinds, Cause) {
		return []*item{code} // "SIP;cause=487"
	}
	if h.firm {
		if hits := ofKinds(items, h.kinds); len(hits) > 0 {
			return ranked(hits)
		}
		if slices.Contains(h.kinds, Response) {
			return l.ofClass(n)
		}
		if len(items) == 0 {
			return nil
		}
	}
	hits := l.weighed(items, n)
	if len(h.kinds) > 0 {
		liked := ofKinds(hits, h.kinds)
		for _, i := range hits {
			if !slices.Contains(liked, i) {
				liked = append(liked, i)
			}
		}
		hits = liked
	}
	if len(hits) == 0 {
		return l.ofClass(n)
	}
	return hits
}

// weighed sorts the meanings of a bare number.
func (l *Library) weighed(items []*item, n int) []*item {
	weight := func(i *item) int {
		switch {
		case i.kind == Response:
			return 0
		case i.kind == Warning && n >= 300:
			return 1
		case i.common:
			return 2
		case i.kind == Cause && strings.HasPrefix(i.name, "unassigned"):
			return 7
		case i.kind == Cause:
			return 3
		case i.kind == Payload && i.key != strconv.Itoa(n):
			return 6
		case i.kind == Payload && (i.name == "unassigned" || i.name == "reserved"):
			return 7
		case i.kind == Payload:
			return 4
		}
		return 5
	}
	registered := slices.ContainsFunc(items, func(i *item) bool { return i.kind == Response })
	var kept []*item
	for _, i := range items {
		if registered && i.kind == Cause && n >= 128 {
			continue
		}
		if !slices.Contains(kept, i) {
			kept = append(kept, i)
		}
	}
	slices.SortStableFunc(kept, func(a, b *item) int { return weight(a) - weight(b) })
	return kept
}

// ranges finds the payload types that are registered as a range, "96-127".
func (l *Library) ranges(n int) []*item {
	var hits []*item
	for _, i := range l.items {
		if i.kind != Payload {
			continue
		}
		first, last, ok := strings.Cut(i.key, "-")
		if a, b := number(first), number(last); ok && a >= 0 && a <= n && n <= b {
			hits = append(hits, i)
		}
	}
	return hits
}

// ofClass explains a code that no entry knows by its class and its neighbours. A
// code of 700 or more is none of SIP.
func (l *Library) ofClass(n int) []*item {
	if n < 100 {
		return nil
	}
	class := l.item(Class, strconv.Itoa(n/100)+"xx")
	if class == nil {
		if above := l.item(Response, "700"); n >= 700 && n < 800 && above != nil {
			return []*item{above}
		}
		return nil
	}
	near := l.neighbours(n)
	return []*item{{kind: Class, key: class.key, name: class.name, make: func() (*Entry, error) {
		entry, err := class.get()
		if err != nil {
			return nil, err
		}
		copied := *entry
		copied.Says = strconv.Itoa(n) + " stands in no registry. Like every code that a phone does not know it counts as " +
			strconv.Itoa(n/100) + "00. " + copied.Says
		copied.Check = "The phrase behind the code, and the Server or User-Agent header: whoever makes that product gave " + strconv.Itoa(n) + " its meaning."
		if n/100 == 1 {
			copied.Says = strconv.Itoa(n) + " stands in no registry. Like every 1xx code that a phone does not know it counts as 183. " + entry.Says
		}
		copied.See = near
		return &copied, nil
	}}}
}

// neighbours lists the three codes of the same class that are nearest.
func (l *Library) neighbours(n int) []string {
	var codes []int
	for _, i := range l.items {
		if code := number(i.key); i.kind == Response && code/100 == n/100 && code != n {
			codes = append(codes, code)
		}
	}
	slices.SortFunc(codes, func(a, b int) int {
		if d := abs(a-n) - abs(b-n); d != 0 {
			return d
		}
		return a - b
	})
	var list []string
	for _, code := range codes[:min(3, len(codes))] {
		list = append(list, strconv.Itoa(code))
	}
	return list
}

func abs(n int) int { return max(n, -n) }

// embedded finds the one code or name within a question: "why do I get 488",
// "404 to OPTIONS", "487 request terminated".
func (f *finder) embedded() []*item {
	rest, h := hinted(f.tokens)
	var codes []*item
	for _, w := range rest {
		w = strings.TrimRight(w, ".:-'s")
		if len(w) == 4 && strings.HasSuffix(w, "+") {
			if items := f.l.names.get(w); items != nil {
				return items
			}
		}
		n := number(w)
		if n < 0 || n < 100 && !h.countable() || n > 799 {
			continue
		}
		codes = append(codes, f.l.numbered(n, h)...)
	}
	return codes
}

// countable tells whether the hinted kind has numbers for keys.
func (h hint) countable() bool {
	return h.firm && (slices.Contains(h.kinds, Cause) || slices.Contains(h.kinds, Payload) || slices.Contains(h.kinds, Warning) || slices.Contains(h.kinds, Response))
}
