package reference

import (
	"slices"
	"strings"
)

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
