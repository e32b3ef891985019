package network

import (
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/load"
)

// ProviderEntry is what a provider or platform means by one of its own codes,
// phrases or suffixes. It holds there alone and is never said of another.
type ProviderEntry struct {
	// Provider is the name as people write it; Key the code, suffix or phrase, such
	// as "D35", "560403" or "Funds Required". A Key that ends in * stands for all
	// that begin so.
	Provider, Key string `yaml:"-"`
	// Codes are the SIP codes it comes with, where known.
	Codes []int `yaml:"codes"`
	// Phrase is the reason phrase or text without the suffix, where known.
	Phrase string   `yaml:"phrase"`
	Says   string   `yaml:"says"`
	Fix    []string `yaml:"fix"`
	// Sense is what the rules make of it, empty where no rule has a use for it.
	Sense string `yaml:"sense"`
	// Source is where it is written, Date when that was read: YYYY-MM.
	Source string `yaml:"source"`
	Date   string `yaml:"date"`
	// Hearsay is true where the source is not the provider itself.
	Hearsay bool `yaml:"hearsay"`
}

// providerFile is providers/<name>.yaml.
type providerFile struct {
	Name    string   `yaml:"name"`
	Aliases []string `yaml:"aliases"`
	// Marks are parts of a Server or User-Agent value, of a host or of a realm, by
	// which an answer is known to be this provider's.
	Marks   []string                 `yaml:"marks"`
	Source  string                   `yaml:"source"`
	Date    string                   `yaml:"date"`
	Hearsay bool                     `yaml:"hearsay"`
	Entries map[string]ProviderEntry `yaml:"entries"`

	file string
}

// Providers lists all that is known of providers' own codes, for a search index,
// by provider and key.
func (n *Network) Providers() []ProviderEntry {
	var all []ProviderEntry
	for _, p := range n.packs() {
		for _, key := range keysOf(p.Entries) {
			all = append(all, p.entry(key))
		}
	}
	return all
}

// Provider looks up a provider's own code as people write it: "telnyx D35",
// "teams 560403", "D35", "commio funds required", "telnyx 403". With a provider's
// name it gives that provider's entries alone, all of them where nothing else is
// named. Without one it gives the entries of every provider that has exactly this
// key or phrase: each is to be told with its Provider. A bare SIP code gives
// nothing, since without a name it means what the RFC says.
func (n *Network) Provider(query string) []ProviderEntry {
	words := wordlist(query)
	for _, p := range n.packs() {
		if rest, ok := p.cutName(words); ok {
			return p.find(rest, true)
		}
	}
	if len(words) == 0 || len(words) == 1 && isCode(words[0]) {
		return nil
	}
	var all []ProviderEntry
	for _, p := range n.packs() {
		all = append(all, p.find(words, false)...)
	}
	return all
}

func isCode(s string) bool {
	n, err := strconv.Atoi(s)
	return err == nil && n >= 100 && n < 700
}

// cutName takes the provider's name out of a query.
func (p *providerFile) cutName(words []string) (rest []string, ok bool) {
	for _, name := range append([]string{p.Name}, p.Aliases...) {
		own := wordlist(name)
		if len(own) == 0 {
			continue
		}
		for at := 0; at+len(own) <= len(words); at++ {
			if slices.Equal(words[at:at+len(own)], own) {
				return append(slices.Clone(words[:at]), words[at+len(own):]...), true
			}
		}
	}
	return words, false
}

// askWords are what people write around a code.
var askWords = setOf("code sip error response reason phrase status what mean means meaning cause subcode microsoft from suffix why got get")

// find lists the entries that the rest of a query names. Of a named provider a
// SIP code lists all that it uses it for.
func (p *providerFile) find(words []string, named bool) []ProviderEntry {
	words = slices.DeleteFunc(slices.Clone(words), func(w string) bool { return askWords[w] })
	var exact, byCode, byPhrase []ProviderEntry
	for _, key := range keysOf(p.Entries) {
		e := p.entry(key)
		switch {
		case e.isKey(words):
			exact = append(exact, e)
		case named && len(words) == 1 && isCode(words[0]) && slices.Contains(e.Codes, atoi(words[0])):
			byCode = append(byCode, e)
		case len(words) > 1 && e.Phrase != "" && covers(wordlist(e.Phrase), words):
			byPhrase = append(byPhrase, e)
		}
	}
	if slices.ContainsFunc(exact, func(e ProviderEntry) bool { return !e.family() }) {
		exact = slices.DeleteFunc(exact, func(e ProviderEntry) bool { return e.family() })
	}
	switch {
	case named && len(words) == 0:
		return p.all()
	case len(exact) > 0:
		return append(exact, byCode...)
	case len(byCode) > 0:
		return byCode
	}
	return byPhrase
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

func (p *providerFile) all() []ProviderEntry {
	var all []ProviderEntry
	for _, key := range keysOf(p.Entries) {
		all = append(all, p.entry(key))
	}
	return all
}

// family tells an entry for all keys that begin so.
func (e *ProviderEntry) family() bool { return strings.HasSuffix(e.Key, "*") }

// isKey tells whether the words are this entry's key, a SIP code beside it aside.
func (e *ProviderEntry) isKey(words []string) bool {
	own := wordlist(strings.TrimSuffix(e.Key, "*"))
	if slices.Equal(words, own) {
		return true
	}
	left := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return isCode(w) && slices.Contains(e.Codes, atoi(w)) })
	if slices.Equal(left, own) {
		return true
	}
	return e.family() && len(left) == 1 && len(own) == 1 && len(left[0]) > len(own[0]) && strings.HasPrefix(left[0], own[0])
}

// covers tells whether words are the phrase, a SIP code before or a suffix behind
// it aside.
func covers(phrase, words []string) bool {
	if len(words) > 0 && isCode(words[0]) {
		words = words[1:]
	}
	return len(phrase) > 0 && len(words) >= len(phrase) && len(words) <= len(phrase)+1 && slices.Equal(words[:len(phrase)], phrase)
}

// providerSays finds the entry that a text of an answer names: by its key where
// the answer is known to be that provider's, else only by its phrase and its
// suffix together. marked are the providers whose answer it is known to be.
func (n *Network) providerSays(code int, at place, marked []*providerFile) *ProviderEntry {
	for _, word := range at.words {
		if !strings.ContainsAny(word, "0123456789") || isCode(word) {
			continue
		}
		for _, ref := range n.keyed(word) {
			e := ref.pack.entry(ref.key)
			if len(e.Codes) > 0 && code != 0 && !slices.Contains(e.Codes, code) {
				continue
			}
			if slices.Contains(marked, ref.pack) || e.Phrase != "" && covers(wordlist(e.Phrase), at.words) {
				return &e
			}
		}
	}
	for _, p := range marked {
		for _, key := range keysOf(p.Entries) {
			e := p.entry(key)
			if e.Phrase != "" && (len(e.Codes) == 0 || slices.Contains(e.Codes, code)) && slices.Equal(wordlist(e.Phrase), at.words) {
				return &e
			}
		}
	}
	return nil
}

// keyRef is where a key of one word stands.
type keyRef struct {
	pack *providerFile
	key  string
}

// keyed finds the entries for a suffix or number of providers' own, an exact key
// before one for all that begin so.
func (n *Network) keyed(word string) []keyRef {
	if refs := n.keys[word]; refs != nil {
		return refs
	}
	for size := len(word) - 1; size >= 3 && len(word) >= 5; size-- {
		if refs := n.families[word[:size]]; refs != nil {
			return refs
		}
	}
	return nil
}

// markedBy lists the providers whose answer this is known to be.
func (n *Network) markedBy(w Wording) []*providerFile {
	var all []*providerFile
	server := strings.ToLower(w.Server)
	for _, p := range n.packs() {
		for _, mark := range p.Marks {
			mark = strings.ToLower(mark)
			if strings.Contains(server, mark) || slices.ContainsFunc(w.Hosts, func(h string) bool { return containsFold(h, mark) }) {
				all = append(all, p)
				break
			}
		}
	}
	return all
}

func containsFold(s, part string) bool {
	return s != "" && strings.Contains(strings.ToLower(s), part)
}

// indexKeys makes the keys of one word findable.
func (n *Network) indexKeys() {
	n.keys, n.families = map[string][]keyRef{}, map[string][]keyRef{}
	for _, p := range n.providerFiles {
		for _, key := range keysOf(p.Entries) {
			stem, family := strings.CutSuffix(key, "*")
			words := wordlist(stem)
			switch {
			case len(words) != 1:
			case family:
				n.families[words[0]] = append(n.families[words[0]], keyRef{p, key})
			default:
				n.keys[words[0]] = append(n.keys[words[0]], keyRef{p, key})
			}
		}
	}
}

// entry is an entry with what its file says for all.
func (p *providerFile) entry(key string) ProviderEntry {
	e := p.Entries[key]
	e.Provider, e.Key = p.Name, key
	if e.Source == "" {
		e.Source, e.Hearsay = p.Source, e.Hearsay || p.Hearsay
	}
	if e.Date == "" {
		e.Date = p.Date
	}
	return e
}

// packs are the providers' files, the network's own over the shipped ones.
func (n *Network) packs() []*providerFile {
	n.packsOnce.Do(func() {
		names, _ := fs.Glob(files, "providers/*.yaml")
		for _, name := range names {
			if p, err := shippedProvider(name); err == nil {
				n.providerFiles = append(n.providerFiles, p)
			}
		}
		for _, own := range n.over.providers {
			n.providerFiles = put(n.providerFiles, own)
		}
		n.indexKeys()
	})
	return n.providerFiles
}

func shippedProvider(name string) (*providerFile, error) {
	p := &providerFile{file: name}
	data, err := files.ReadFile(name)
	if err == nil {
		err = load.Decode(name, data, p)
	}
	return p, err
}

// put lays a file over the shipped one of the same name: keys that it names
// replace, the rest stays.
func put(all []*providerFile, own *providerFile) []*providerFile {
	for _, p := range all {
		if path.Base(p.file) != path.Base(own.file) {
			continue
		}
		if own.Name != "" {
			p.Name = own.Name
		}
		if own.Aliases != nil {
			p.Aliases = own.Aliases
		}
		if own.Marks != nil {
			p.Marks = own.Marks
		}
		for key, e := range own.Entries {
			if e.Source == "" {
				e.Source, e.Date = own.Source, own.Date
			}
			p.Entries[key] = e
		}
		return all
	}
	return append(all, own)
}

// mistake is one of a provider's file: what is wrong, and the text that it is
// near.
type mistake struct{ near, problem string }

func (p *providerFile) mistakes() []mistake {
	var all []mistake
	_, err := files.Open(p.file)
	if isNew := err != nil; isNew && p.Name == "" {
		all = append(all, mistake{"", "name is missing: how people call this provider"})
	}
	byText := map[string]string{}
	for _, key := range keysOf(p.Entries) {
		e := p.Entries[key]
		if strings.TrimSpace(e.Says) == "" {
			all = append(all, mistake{key, "entries: " + key + ": says is missing: what the provider means by it"})
		}
		if e.Sense != "" && rankOf(Sense(e.Sense)) < 0 {
			all = append(all, mistake{e.Sense, "entries: " + key + ": \"" + e.Sense + "\" is no sense" + load.DidYouMean(e.Sense, AllSenses())})
		}
		if e.Source == "" && p.Source == "" {
			all = append(all, mistake{key, "entries: " + key + ": source is missing: the page or person that it is from"})
		}
		if other, twice := byText[strings.ToUpper(key)]; twice {
			all = append(all, mistake{key, "entries: " + key + " and " + other + " are the same key: keep one"})
		}
		byText[strings.ToUpper(key)] = key
	}
	return all
}
