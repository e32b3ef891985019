package reference

import (
	"math/bits"
	"slices"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/load"
)

// name is one way to write an entry's key or name, folded.
type name struct {
	text string
	// letters has a bit for each letter and digit in it, by which most names are
	// ruled out as the one that a typing mistake meant.
	letters uint64
	items   []*item
}

// names finds entries by what they are called.
type names struct {
	all    []*name
	byText map[string]*name
}

func newNames(items []*item) *names {
	n := &names{byText: make(map[string]*name, 3*len(items))}
	for _, i := range items {
		n.add(i.key, i)
		n.add(i.name, i)
		for _, a := range i.also {
			n.add(a, i)
		}
		if i.kind == Response || i.kind == Cause || i.kind == Warning {
			n.add(i.key+" "+i.name, i)
		}
		if i.kind == SDP && !strings.HasSuffix(i.key, "=") {
			n.add("a="+i.key, i)
		}
	}
	return n
}

func (n *names) add(text string, i *item) {
	text = fold(text)
	if text == "" || text == "reserved" || text == "unassigned" || text == "unassignedorreserved" || text == "notregistered" {
		return
	}
	found := n.byText[text]
	if found == nil {
		found = &name{text: text, letters: letters(text)}
		n.byText[text] = found
		n.all = append(n.all, found)
	}
	if !slices.Contains(found.items, i) {
		found.items = append(found.items, i)
	}
}

// get lists the entries with exactly this name.
func (n *names) get(text string) []*item {
	if found := n.byText[fold(text)]; found != nil {
		return found.items
	}
	return nil
}

// near lists the entries whose name is a typing mistake away: one for a short
// name, two for one of eight letters and more. Numbers are no words.
func (n *names) near(text string) []*item {
	words := strings.Contains(text, " ")
	text = fold(text)
	limit := 1
	switch {
	case len(text) < 5 || strings.Trim(text, "0123456789+") == "":
		return nil
	case len(text) >= 14 || len(text) >= 8 && !words: // "many calls" is no "max calls"
		limit = 2
	}
	mask, best := letters(text), limit+1
	var items []*item
	for _, c := range n.all {
		if len(c.text)-len(text) > limit || len(text)-len(c.text) > limit || bits.OnesCount64(c.letters^mask) > 2*limit || !beginsAlike(c.text, text) {
			continue
		}
		d := load.Distance(text, c.text)
		if d < best {
			best, items = d, nil
		}
		if d == best && d <= limit {
			items = append(items, c.items...)
		}
	}
	return items
}

// beginsAlike tells whether one of the first two letters is at its place, or both
// changed places: hardly any typing mistake spares neither, and a look at two
// letters is cheaper than the distance.
func beginsAlike(a, b string) bool {
	if len(a) < 2 || len(b) < 2 {
		return true
	}
	return a[0] == b[0] || a[1] == b[1] || a[0] == b[1]
}

func letters(text string) uint64 {
	var mask uint64
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c >= 'a' && c <= 'z':
			mask |= 1 << (c - 'a')
		case c >= '0' && c <= '9':
			mask |= 1 << (26 + c - '0')
		}
	}
	return mask
}

// order is how likely a kind is meant by a name that several kinds have.
var order = map[Kind]int{
	Response: 1, Class: 2, Method: 3, Header: 4, SDP: 5, Payload: 6, Transport: 7, OptionTag: 8, Parameter: 9, Timer: 10, Term: 11, Cause: 12, Warning: 13, ReasonProtocol: 14, Diagnosis: 15, Provider: 16,
}

// ranked sorts entries of one name: the likelier first, each once.
func ranked(items []*item) []*item {
	items = slices.Clone(items)
	slices.SortStableFunc(items, func(a, b *item) int {
		if a.common != b.common {
			if a.common {
				return -1
			}
			return 1
		}
		return order[a.kind] - order[b.kind]
	})
	var once []*item
	for _, i := range items {
		if !slices.Contains(once, i) {
			once = append(once, i)
		}
	}
	return once
}

// ofKinds keeps the entries of these kinds.
func ofKinds(items []*item, kinds []Kind) []*item {
	var kept []*item
	for _, i := range items {
		if slices.Contains(kinds, i.kind) {
			kept = append(kept, i)
		}
	}
	return kept
}

func difference(a, b uint64) int { return bits.OnesCount64(a ^ b) }

func ones(mask uint64) int { return bits.OnesCount64(mask) }

// roughly lists the entries whose name is nearest, up to half of its letters away.
func (n *names) roughly(text string) []*item {
	text = fold(text)
	if len(text) < 3 || len(text) > 40 {
		return nil
	}
	mask, limit := letters(text), len(text)/2
	best := limit + 1
	var items []*item
	for _, c := range n.all {
		if abs(len(c.text)-len(text)) >= best || difference(c.letters, mask) > 2*best || !beginsAlike(c.text, text) {
			continue
		}
		switch d := load.Distance(text, c.text); {
		case d < best:
			best, items = d, slices.Clone(c.items)
		case d == best && d <= limit:
			items = append(items, c.items...)
		}
	}
	return items
}
