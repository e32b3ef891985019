package network

import (
	"cmp"
	"slices"
)

// Wording is all that an answer, or a BYE or CANCEL, says in words. Fields that
// the message does not have are empty.
type Wording struct {
	Code   int
	Phrase string
	// Warnings and Reasons are the text of each such header, without code,
	// agent and protocol; Headers the values of X- headers by name.
	Warnings, Reasons []string
	Headers           map[string]string
	// Server is the Server or User-Agent value, Hosts the hosts and the realm of
	// the exchange: by them a provider's own suffixes are told from another's.
	Server string
	Hosts  []string
	// Foreign is true where the answer is known to be another network's: then this
	// network's own wordings do not apply.
	Foreign bool
}

// Match is one sense found in a wording.
type Match struct {
	Sense Sense
	// Where is "phrase", "warning", "reason" or the name of a header; Text the
	// whole text of that place, as quoted in a reply.
	Where, Text string
	// Provider and Suffix are set where a provider's own code said it, such as
	// "Telnyx" and "D35".
	Provider, Suffix string
}

// place is one text of a wording and where it stands.
type place struct {
	where, text string
	words       []string
}

// Senses reads the words. A generic phrase of the code itself ("Forbidden")
// has no sense. The strongest match comes first: a provider's own code, then by
// the order of AllSenses. It may be called from several goroutines.
func (n *Network) Senses(w Wording) []Match {
	d := n.dictionary()
	var all []Match
	texts := places(d, w)
	if len(texts) == 0 {
		return nil
	}
	marked := n.markedBy(w)
	for _, p := range texts {
		if entry := n.providerSays(w.Code, p, marked); entry != nil && entry.Sense != "" {
			all = add(all, Match{Sense: Sense(entry.Sense), Where: p.where, Text: p.text, Provider: entry.Provider, Suffix: entry.Key})
			continue
		}
		if p.where == "phrase" && d.ownPhrase(w.Code, p.words) {
			continue
		}
		for _, f := range d.sensesOf(p, !w.Foreign) {
			all = add(all, Match{Sense: f.sense, Where: p.where, Text: p.text})
		}
	}
	slices.SortStableFunc(all, func(a, b Match) int {
		return cmp.Or(asInt(b.Suffix != "")-asInt(a.Suffix != ""), cmp.Compare(rankOf(a.Sense), rankOf(b.Sense)))
	})
	return all
}

func asInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// add keeps the first place that a sense was found in.
func add(all []Match, m Match) []Match {
	for _, have := range all {
		if have.Sense == m.Sense {
			return all
		}
	}
	return append(all, m)
}

// places lists the texts in the order in which they are believed: reasons and
// warnings are written for this, phrases are often left as they are.
func places(d *dictionary, w Wording) []place {
	all := make([]place, 0, 4)
	put := func(where, text string) {
		if text != "" {
			all = append(all, place{where, text, wordlist(text)})
		}
	}
	for _, text := range w.Reasons {
		put("reason", text)
	}
	for _, text := range w.Warnings {
		put("warning", text)
	}
	put("phrase", w.Phrase)
	for _, name := range keysOf(w.Headers) {
		if d.explains(name) {
			put(name, w.Headers[name])
		}
	}
	return all
}
