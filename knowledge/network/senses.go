package network

import (
	"cmp"
	"slices"
	"strings"
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

// Unplaced is the first text of a wording that says something in words of its own
// to which no sense is known, in the order in which texts are believed. What only
// repeats a code or cause says nothing.
func (n *Network) Unplaced(w Wording) (Match, bool) {
	d := n.dictionary()
	for _, p := range places(d, w) {
		if p.where == "phrase" && d.ownPhrase(w.Code, p.words) || len(d.sensesOf(p, !w.Foreign)) > 0 || saysNothing(p.words) {
			continue
		}
		return Match{Where: p.where, Text: p.text}, true
	}
	return Match{}, false
}

// saysNothing tells a text that is made of a code's or cause's name alone, or is the
// noise that a proxy adds for its own debugging.
func saysNothing(words []string) bool {
	own := false
	for i, word := range words {
		if word == "noisy" && i+1 < len(words) && words[i+1] == "feedback" {
			return true
		}
		own = own || !hollow[word] && strings.Trim(word, "0123456789") != ""
	}
	return !own
}

// hollow are the words of which codes' and causes' own names consist.
var hollow = func() map[string]bool {
	all := map[string]bool{}
	for _, word := range strings.Fields(`forbidden denied deny decline declined reject rejected rejection refused call request not found no
		allowed acceptable unauthorized authorized normal unspecified clearing cleared interworking error failed failure general generic
		unknown sip q850 response server internal service unavailable temporarily busy here access disconnect disconnected released
		bad gone timeout out by policy due user cause code reason other unable process proxy remote local gateway terminated protocol transport
		verboten abgelehnt verweigert rechazado prohibido refuse interdit`) {
		all[word] = true
	}
	return all
}()

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
