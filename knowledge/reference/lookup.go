package reference

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
