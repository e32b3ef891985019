package reference

import (
	"slices"
	"strings"
)

// How is the way in which a query was understood.
type How string

// The ways in which a query is understood.
const (
	// Exact: it names an entry, or several of that name.
	Exact How = "exact"
	// Compared: it names several entries, to be set side by side.
	Compared How = "compared"
	// Corrected: it is a typing mistake away from a name.
	Corrected How = "corrected"
	// Searched: its words were looked for in what the entries say.
	Searched How = "searched"
	// Unknown: nothing fits; Near holds the nearest.
	Unknown How = "unknown"
)

// Result is what was found.
type Result struct {
	How How
	// Entries are what was found, the likeliest first; of a comparison in the order
	// of the query.
	Entries []*Entry
	// Method is the method that the query speaks of, as in "404 to OPTIONS".
	Method string
	// Near holds the nearest entries where nothing was found.
	Near []*Entry
}

// maxMatches is the most entries that a result holds, maxTokens the most words of
// a query that are read.
const (
	maxMatches = 6
	maxTokens  = 40
)

// Find looks a query up, however it is asked: a number, a name, a line of a
// trace, several of them, or a question.
func (l *Library) Find(query string) (*Result, error) {
	if err := l.open(); err != nil {
		return nil, err
	}
	f := &finder{l: l, query: clean(query)}
	f.tokens = tokens(f.query)
	f.tokens = f.tokens[:min(len(f.tokens), maxTokens)]
	return f.result(f.find())
}

// finder understands one query.
type finder struct {
	l      *Library
	query  string
	tokens []string
}

// find tries the ways of asking, the plainest first.
func (f *finder) find() (How, []*item) {
	if f.query == "" {
		return Unknown, nil
	}
	if items := f.l.pasted(f.query); items != nil {
		return Exact, items
	}
	if f.weighed() {
		if items := f.compared(); len(items) > 1 {
			return Compared, items
		}
	}
	if items := f.l.named(f.tokens); items != nil {
		return Exact, f.l.led(items)
	}
	if items := f.compared(); len(items) > 1 {
		return Compared, items
	}
	if items := f.embedded(); items != nil {
		return Exact, items
	}
	if items := f.within(); items != nil {
		return Exact, items
	}
	if items := f.corrected(); items != nil {
		return Corrected, items
	}
	if items := f.l.search(f.tokens); items != nil {
		return Searched, items
	}
	return Unknown, nil
}

// result decodes what was found.
func (f *finder) result(how How, items []*item) (*Result, error) {
	r := &Result{How: how, Method: f.method()}
	if how == Unknown {
		items = f.nearest()
	}
	if len(items) > maxMatches {
		items = items[:maxMatches]
	}
	for _, i := range items {
		entry, err := i.get()
		if err != nil {
			return nil, err
		}
		r.Entries = append(r.Entries, entry)
	}
	if how == Unknown {
		r.Entries, r.Near = nil, r.Entries
	}
	return r, nil
}

// led puts the entry that the first one names before it.
func (l *Library) led(items []*item) []*item {
	if items[0].first == "" {
		return items
	}
	better := l.named(tokens(items[0].first))
	if len(better) == 0 {
		return items // a diagnosis where the library holds none
	}
	return distinct(append(better[:1:1], items...))
}

// named finds what a query names, with or without words around the name that ask
// or that tell the kind.
func (l *Library) named(list []string) []*item {
	if items := l.exact(strings.Join(list, " "), lineHint(list)); items != nil {
		return items
	}
	if items := l.saidKind(list); items != nil {
		return items
	}
	plain := without(list, light)
	if len(plain) < len(list) {
		if items := l.exact(strings.Join(plain, " "), hint{}); items != nil {
			return items
		}
	}
	if items := l.saidKind(plain); items != nil {
		return items
	}
	rest, h := hinted(plain)
	for _, core := range [][]string{rest, without(rest, asking)} {
		if len(core) == 0 {
			continue
		}
		if items := l.exact(strings.Join(core, " "), h); items != nil {
			return items
		}
	}
	return l.pairs(without(rest, light), h)
}

// lineHint knows the beginning of an SDP line, "o=", from a header's short form.
func lineHint(list []string) hint {
	if len(list) == 1 && len(list[0]) == 2 && list[0][1] == '=' {
		return hint{kinds: []Kind{SDP}, firm: true}
	}
	return hint{}
}

// saidKind reads "header Reason" and "Reason header", where the name itself may
// be a word that names a kind.
func (l *Library) saidKind(list []string) []*item {
	if len(list) < 2 {
		return nil
	}
	last := len(list) - 1
	for _, try := range []struct {
		kind string
		name []string
	}{{list[0], list[1:]}, {list[last], list[:last]}} {
		if h := kindWords[try.kind]; h.firm && (len(try.name) > 1 || number(try.name[0]) < 0) {
			if hits := ofKinds(ranked(l.names.get(strings.Join(try.name, " "))), h.kinds); len(hits) > 0 {
				return hits
			}
		}
	}
	return nil
}

// exact finds the entries with this name, those of the hinted kinds first or, if
// the hint is firm, alone.
func (l *Library) exact(text string, h hint) []*item {
	if n := number(text); n >= 0 {
		return l.numbered(n, h)
	}
	items := ranked(l.names.get(text))
	if singular, plural := strings.CutSuffix(text, "s"); len(items) == 0 && plural && len(singular) > 3 {
		items = ranked(l.names.get(singular))
	}
	if len(items) == 0 {
		return nil
	}
	if len(h.kinds) == 0 {
		h.kinds = shaped(text)
	}
	hits := ofKinds(items, h.kinds)
	switch {
	case len(h.kinds) == 0 || len(hits) == 0 && !h.firm:
		return items
	case h.firm && len(hits) > 0:
		return hits
	case len(hits) == 0:
		return items
	}
	for _, i := range items {
		if !slices.Contains(hits, i) {
			hits = append(hits, i)
		}
	}
	return hits
}

// shaped tells the kind by how a name is written: "o=", "v:", "USER_BUSY".
func shaped(text string) []Kind {
	switch {
	case strings.HasSuffix(text, "="), strings.HasPrefix(text, "a="):
		return []Kind{SDP}
	case strings.HasSuffix(text, ":"):
		return []Kind{Header}
	case strings.Contains(text, "_"):
		return []Kind{Cause}
	}
	return nil
}

// pairs reads "cause=34", "q.850;cause=34" and "expires=0": a name and its value.
func (l *Library) pairs(list []string, h hint) []*item {
	for _, w := range list {
		key, value, ok := strings.Cut(w, "=")
		if !ok || key == "" {
			continue
		}
		if n := number(strings.Trim(value, `"`)); n >= 0 {
			if word, isKind := kindWords[key]; isKind {
				if slices.Contains(word.kinds, Cause) && n >= 200 {
					word = hint{kinds: []Kind{Response}, firm: true}
				}
				if items := l.numbered(n, word); items != nil {
					return items
				}
			}
		}
		if attribute, _, _ := strings.Cut(value, ":"); key == "a" {
			if items := l.exact("a="+attribute, hint{}); items != nil {
				return items
			}
		}
		if len(key) == 1 {
			key += "="
			h = lineHint([]string{key})
		}
		if items := l.exact(key, h); items != nil && value != "" {
			return items
		}
	}
	return nil
}

// within finds a name of several words inside a longer question: "timer F fires
// after 32 s", "what if the Contact header is wrong".
func (f *finder) within() []*item {
	list := f.tokens
	for length := min(len(list)-1, 5); length > 1; length-- {
		for at := 0; at+length <= len(list); at++ {
			window := list[at : at+length]
			if asking[window[0]] || asking[window[length-1]] {
				continue
			}
			if items := f.l.saidKind(window); items != nil {
				return items
			}
			if items := ranked(f.l.names.get(strings.Join(window, " "))); len(items) > 0 && items[0].kind != Term {
				return items
			}
		}
	}
	return nil
}

// corrected forgives a typing mistake in a name.
func (f *finder) corrected() []*item {
	plain := without(f.tokens, light)
	rest, h := hinted(plain)
	for _, core := range [][]string{f.tokens, plain, rest, without(rest, asking)} {
		if len(core) == 0 || len(core) > 5 {
			continue
		}
		text := strings.Join(core, " ")
		if len(core) == 1 && f.l.known(text) {
			continue
		}
		if items := ranked(f.l.names.near(text)); len(items) > 0 {
			if hits := ofKinds(items, h.kinds); len(hits) > 0 {
				return hits
			}
			return items
		}
	}
	return nil
}

// nearest are the three entries to propose where nothing fits.
func (f *finder) nearest() []*item {
	items := f.l.roughly(f.tokens)
	for _, key := range []string{"487", "403", "488"} {
		if len(items) >= 3 {
			break
		}
		if i := f.l.item(Response, key); i != nil {
			items = append(items, i)
		}
	}
	return items[:min(3, len(items))]
}

// method is the method that the query speaks of besides a code.
func (f *finder) method() string {
	for _, w := range f.tokens {
		w = strings.ToUpper(strings.TrimRight(w, ".:"))
		if w == "RE-INVITE" || w == "REINVITE" {
			return "re-INVITE"
		}
		if f.l.item(Method, w) != nil {
			return w
		}
	}
	return ""
}

// item is the entry of a kind with exactly this key, or nil.
func (l *Library) item(kind Kind, key string) *item {
	for _, i := range l.names.get(key) {
		if i.kind == kind && strings.EqualFold(i.key, key) {
			return i
		}
	}
	return nil
}
