package reference

import (
	"slices"
	"strings"
)

// compared finds the entries that a query sets side by side: "403 vs 603", "401
// 407", "difference between CANCEL and BYE". Nothing where it names fewer than
// two.
func (f *finder) compared() []*item {
	parts := f.parts()
	if len(parts) < 2 {
		return nil
	}
	var items []*item
	var before hint
	for _, part := range parts {
		found, h := f.part(part, before)
		if found == nil {
			return nil
		}
		if h.firm {
			before = h
		}
		if !slices.Contains(items, found) {
			items = append(items, found)
		}
	}
	if !f.weighed() && answersMethod(items) {
		return nil
	}
	return items
}

// answersMethod tells "404 to OPTIONS", a code and what it answers, from a
// comparison.
func answersMethod(items []*item) bool {
	return len(items) == 2 && (items[0].kind == Method) != (items[1].kind == Method) && (items[0].kind == Response || items[1].kind == Response)
}

// weighed tells whether the query asks for a difference in so many words.
func (f *finder) weighed() bool {
	return slices.ContainsFunc(f.tokens, func(w string) bool { return weighs[w] })
}

// part finds what one side of a comparison names. A bare number is of the kind
// that the side before it was of: "q850 17 vs 21".
func (f *finder) part(list []string, before hint) (*item, hint) {
	rest, h := hinted(list)
	if len(rest) == 1 && number(rest[0]) >= 0 && len(h.kinds) == 0 {
		h = before
		if items := f.l.numbered(number(rest[0]), h); len(items) > 0 {
			return items[0], h
		}
		return nil, h
	}
	items := f.l.named(list)
	if items == nil {
		items = f.l.exact(strings.Join(without(list, asking), " "), hint{})
	}
	if items == nil && len(list) == 1 && f.weighed() {
		items = ranked(f.l.names.near(list[0]))
	}
	if len(items) == 0 {
		return nil, h
	}
	return items[0], h
}

// Words of a comparison: what stands between its sides, what may stand there,
// what asks for a difference, and what is around the sides.
var (
	between = set("vs vs. versus & + /")
	plainly = set("and or &")
	joining = set("and or from to with than versus vs &")
	weighs  = set("diff difference differences differ differs different compare compared comparison between versus vs")
	edges   = set("between diff difference differences differ differs different compare compared comparison the of what whats what's is are explain show me a an how do does in please about both same as")
)

// parts cuts a query into the sides of a comparison.
func (f *finder) parts() [][]string {
	spaced := strings.NewReplacer(",", " & ", ";", " & ", " / ", " & ", " + ", " & ").Replace(f.query)
	list := tokens(spaced)
	list = list[:min(len(list), maxTokens)]
	if cut := split(list, between); len(cut) > 1 {
		return cut
	}
	joins := plainly
	if f.weighed() {
		joins = joining
	}
	if cut := split(list, joins); len(cut) > 1 && (f.weighed() || len(list) <= 9) {
		return cut
	}
	if len(list) == 1 {
		if cut := strings.Split(list[0], "/"); len(cut) > 1 && !slices.Contains(cut, "") {
			return singles(cut)
		}
	}
	return f.listed(list)
}

// split cuts at the words of a set, and leaves out what only asks.
func split(list []string, at map[string]bool) [][]string {
	var parts [][]string
	var part []string
	for _, w := range append(slices.Clone(list), "&") {
		switch {
		case at[w] || w == "&":
			if len(part) > 0 {
				parts = append(parts, part)
			}
			part = nil
		case !edges[w]:
			part = append(part, w)
		}
	}
	return parts
}

// inRows are the kinds whose names people write in a row to compare them; words
// of other kinds that stand together belong together ("branch id").
var inRows = []Kind{Response, Method, Header, Payload, Transport, Class}

// listed takes a plain row of codes or names: "401 407", "180 183 200", "what are
// 401 407".
func (f *finder) listed(list []string) [][]string {
	if slices.ContainsFunc(list, func(w string) bool { return w == "after" || w == "before" || w == "during" || w == "with" }) {
		return nil
	}
	rest, _ := hinted(without(list, edges))
	var codes []string
	for _, w := range rest {
		if n := number(w); n >= 100 && f.l.item(Response, w) != nil && !slices.Contains(codes, w) {
			codes = append(codes, w)
		}
	}
	if len(codes) > 1 {
		return singles(codes)
	}
	if len(rest) < 2 || len(rest) > 6 {
		return nil
	}
	var kind Kind
	for _, w := range rest {
		items := ranked(f.l.names.get(w))
		if len(items) == 0 || kind != "" && items[0].kind != kind || !slices.Contains(inRows, items[0].kind) {
			return nil
		}
		kind = items[0].kind
	}
	return singles(rest)
}

func singles(list []string) [][]string {
	parts := make([][]string, len(list))
	for i, w := range list {
		parts[i] = []string{w}
	}
	return parts
}

// Difference is what tells two entries apart in one sentence, "" where neither
// says so.
func (l *Library) Difference(a, b *Entry) string {
	for _, pair := range [][2]*Entry{{a, b}, {b, a}} {
		for asked, sentence := range pair[0].Differs {
			if strings.EqualFold(asked, pair[1].Key) && (pair[1].Kind == Response || number(asked) < 0) {
				return sentence
			}
			if items := l.named(tokens(asked)); len(items) > 0 && items[0].kind == pair[1].Kind && items[0].key == pair[1].Key {
				return sentence
			}
		}
	}
	return ""
}
