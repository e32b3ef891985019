package reference

import "strings"

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
