package knowledge

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/reference"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// withProviders adds what a provider means by a code of its own. Where the query
// names the provider, or nothing else was found, that comes first.
func (k *Knowledge) withProviders(query string, found *reference.Result) *reference.Result {
	if found.How == reference.Exact && (len(strings.Fields(query)) < 2 || strings.ContainsAny(query, ":=")) || k.Network == nil || len(query) > 200 {
		return found
	}
	own := k.Network.Provider(query)
	if len(own) == 0 {
		return found
	}
	entries := make([]*reference.Entry, len(own))
	for i, e := range own {
		entries[i] = k.providerEntry(e)
	}
	named := names(query, own[0].Provider)
	switch {
	case named, found.How == reference.Unknown, found.How == reference.Corrected, found.How == reference.Searched:
		if found.How == reference.Exact {
			entries = append(entries, found.Entries...)
		}
	case found.How == reference.Compared:
		return found
	default: // a number alone is the code of everybody
		entries = slices.DeleteFunc(entries, func(e *reference.Entry) bool { return strings.Trim(e.Key, "0123456789") == "" })
		entries = append(found.Entries, entries...)
	}
	return &reference.Result{How: reference.Exact, Entries: entries, Method: found.Method}
}

// names tells whether a query holds a word of a provider's name.
func names(query, provider string) bool {
	query = strings.ToLower(query)
	return slices.ContainsFunc(strings.Fields(strings.ToLower(provider)), func(word string) bool {
		return len(word) > 3 && strings.Contains(query, word)
	})
}

// providerEntry is a provider's code as an entry of the reference.
func (k *Knowledge) providerEntry(p network.ProviderEntry) *reference.Entry {
	e := &reference.Entry{
		Kind: reference.Provider, Key: p.Key, Name: p.Provider + " " + p.Key, Says: p.Says, Fix: p.Fix,
		Example: p.Phrase, Cites: []string{p.Source},
	}
	if p.Date != "" {
		e.Cites[0] += " (" + p.Date + ")"
	}
	if p.Hearsay {
		e.Confused = "This is not from the provider itself."
	}
	for _, code := range p.Codes {
		e.See = append(e.See, strconv.Itoa(code))
	}
	if k.byID[p.Sense] != nil {
		e.See = append(e.See, p.Sense)
	}
	return e
}

// ownHint says what a provider means by the mark at the end of an answer's words,
// where nothing else shows whose answer it is.
func (k *Knowledge) ownHint(text string, m *parser.Message) words.Text {
	suffix := text[strings.LastIndexByte(text, ' ')+1:]
	if len(suffix) < 2 || !strings.ContainsAny(suffix, "0123456789") || strings.Trim(suffix, "0123456789") == "" {
		return nil
	}
	for _, e := range k.Network.Provider(suffix) {
		if strings.EqualFold(e.Key, suffix) && slices.Contains(e.Codes, m.Code) {
			return k.say("own-words-provider", rules.Fields{"provider": e.Provider, "suffix": suffix, "meaning": e.Says})
		}
	}
	return nil
}

// ownWords is what an answer says in words of its own that name no cause that is known
// here; its code's usual phrase is none of those.
func (k *Knowledge) ownWords(m *parser.Message) (network.Match, bool) {
	own, ok := k.Network.Unplaced(rules.WordingOf(m))
	if !ok || own.Where != "phrase" {
		return own, ok
	}
	usual := parser.UsualPhrase(m.Code)
	if entry, err := k.reference.Get(reference.Response, strconv.Itoa(m.Code)); err == nil && usual == "" {
		usual = entry.Name
	}
	return own, !strings.EqualFold(own.Text, usual)
}
