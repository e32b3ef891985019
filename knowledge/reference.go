package knowledge

import (
	_ "embed"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/answers"
	"github.com/sipwhy/sipwhy/knowledge/load"
	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/reference"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

//go:embed general.yaml
var generalFile []byte

// Explain finds what a query asks about: a code, cause, header, line, term,
// diagnosis, or several of them.
func (k *Knowledge) Explain(query string) (*reference.Result, error) {
	found, err := k.reference.Find(query)
	if err != nil {
		return nil, err
	}
	if found.How == reference.Searched {
		if code := phraseIn(query); code != "" {
			if byPhrase, err := k.reference.Find(code); err == nil && byPhrase.How == reference.Exact {
				found = byPhrase
			}
		}
	}
	return k.withProviders(query, found), nil
}

// phraseIn is the code whose reason phrase a text holds, "" without one: people write
// down what a telephone shows, and that is the words more often than the number. Words
// that mean much else (Gone, Declined, Not Found) are left to the search.
func phraseIn(text string) string {
	const longest = 300
	if len(text) > longest {
		return ""
	}
	text = strings.ToLower(text)
	for code := 400; code < 700; code++ {
		phrase := strings.ToLower(parser.UsualPhrase(code))
		if (strings.Contains(phrase, " ") && code != 404 || code == 403 || code == 401) && strings.Contains(text, phrase) {
			return strconv.Itoa(code)
		}
	}
	return ""
}

// Reference is the library that Explain looks in.
func (k *Knowledge) Reference() *reference.Library { return k.reference }

// Here is what an entry means on this network; empty where that is nothing
// special.
func (k *Knowledge) Here(e *reference.Entry) network.Meaning {
	if e.Kind != reference.Response || k.Network == nil {
		return network.Meaning{}
	}
	here := k.Network.Codes[e.Key]
	here.Says = k.ours(here.Says)
	fix := make([]string, len(here.Fix))
	for i, step := range here.Fix {
		fix[i] = k.ours(step)
	}
	here.Fix = fix
	return here
}

// note is what the search reads of this network beside an entry.
func (k *Knowledge) note(kind reference.Kind, key string) string {
	if kind != reference.Response {
		return ""
	}
	here := k.Network.Codes[key]
	return here.Says + " " + strings.Join(here.Fix, " ")
}

// ours puts the network's own page and contact into its words.
func (k *Knowledge) ours(s string) string {
	if k.Network.BillingURL == "" {
		return s
	}
	return strings.ReplaceAll(s, "Manage Billing", "Manage Billing, "+k.Network.BillingURL)
}

// meaning is what an entry says, in one sentence and without marks.
func (k *Knowledge) meaning(r answers.Reference) string {
	entry, err := k.reference.Get(reference.Kind(r.Kind), r.Key)
	if err != nil {
		return ""
	}
	text, _ := words.Fill(entry.Says, nil)
	return FirstSentence(text.String())
}

// terms are the entries with just this name, for an answer that explains one.
func (k *Knowledge) terms(name string) []answers.Term {
	found, err := k.Explain(name)
	if err != nil || found.How != reference.Exact {
		return nil
	}
	var all []answers.Term
	for _, e := range found.Entries {
		if e.Kind == reference.Diagnosis {
			continue
		}
		heading := e.Name
		if !strings.EqualFold(e.Name, e.Key) && !strings.HasSuffix(e.Name, " "+e.Key) && e.Kind != reference.Term {
			heading = e.Key + " " + e.Name
		}
		says, err := words.Fill(e.Says, nil)
		if err != nil {
			says = words.T(e.Says)
		}
		all = append(all, answers.Term{
			Reference: answers.Reference{Kind: string(e.Kind), Key: e.Key}, Heading: words.Text{{Text: heading, Style: words.Strong}}, Says: says,
		})
	}
	return all
}

// FirstSentence cuts behind the first full stop that ends a sentence.
func FirstSentence(s string) string {
	for i := 0; i+2 < len(s); i++ {
		if s[i] == '.' && s[i+1] == ' ' && s[i+2] >= 'A' && s[i+2] <= 'Z' {
			return s[:i+1]
		}
	}
	return s
}

// diagnoses are the entries that the rules make: each is found by its id and by
// its words.
func (k *Knowledge) diagnoses() []reference.Extra {
	extras := make([]reference.Extra, 0, len(k.rules))
	for _, r := range k.rules {
		text := r.text(k.overlay)
		extras = append(extras, reference.Extra{
			Kind: reference.Diagnosis, Key: r.ID, Name: k.generalTitle(r.ID, titleOf(text)), Text: text,
			Entry: func() (*reference.Entry, error) { return k.diagnosis(r) },
		})
	}
	return extras
}

// text is the file of a rule as it stands, without being decoded; a network's
// own takes the place of the shipped one.
func (r *rule) text(overlay fs.FS) []byte {
	name := r.ID + ".yaml"
	if overlay != nil {
		if data, err := fs.ReadFile(overlay, path.Join("rules", name)); err == nil {
			return data
		}
	}
	if r.files == nil {
		return nil
	}
	data, _ := r.files.ReadFile(name) // a missing file is reported when the rule is read
	return data
}

func titleOf(text []byte) string {
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, "title:"); ok {
			return strings.Trim(strings.TrimSpace(rest), `"`)
		}
	}
	return ""
}

// diagnosis explains a diagnosis without a trace.
func (k *Knowledge) diagnosis(r *rule) (*reference.Entry, error) {
	w, err := r.read(k.overlay)
	if err != nil {
		return nil, err
	}
	entry := &reference.Entry{Name: k.generalTitle(r.ID, w.Title), Says: k.general(r.ID, w.Says), Cites: w.Cites, See: w.Explains}
	entry.Says = strings.TrimSpace(entry.Name + " " + entry.Says)
	for _, step := range w.Fix {
		if s := k.general(r.ID, step); s != "" {
			entry.Fix = append(entry.Fix, s)
		}
	}
	entry.Sender = parties[w.Who]
	if w.Settles != "" {
		entry.Check = sentence(k.general(r.ID, w.Settles))
	}
	return entry, nil
}

// parties say who must act.
var parties = map[string]string{
	"caller": "The calling side must act.", "provider": "The provider must act.", "callee": "The called side must act.",
	"network": "Whoever runs the network between the two must act.", "nobody": "Nobody must act.",
}

func sentence(s string) string {
	if s == "" {
		return ""
	}
	return sentenceCase(strings.TrimRight(s, ".?")) + "."
}

// general puts general words for the placeholders of a text, and leaves out the
// brackets and the sentences that only make sense with a trace.
func (k *Knowledge) general(id, text string) string {
	var kept []string
	for _, s := range sentences(withoutAsides(text)) {
		if filled, ok := k.fillGeneral(id, s); ok {
			kept = append(kept, filled)
		}
	}
	return strings.Join(kept, " ")
}

// generalTitle is a title for any trace: "…" stands where there is no general
// word.
func (k *Knowledge) generalTitle(id, title string) string {
	filled, _ := k.fillGeneral(id, withoutAsides(title))
	return filled
}

// fillGeneral reports whether there was a general word for every placeholder.
func (k *Knowledge) fillGeneral(id, s string) (string, bool) {
	k.generalOnce.Do(func() {
		if load.Decode("general.yaml", generalFile, &k.generalWords) != nil {
			k.generalWords = nil // a test reads the file, so this cannot be
		}
	})
	all := true
	for _, field := range words.Fields(s) {
		word := k.generalWords[id+"/"+field]
		if word == "" {
			word = k.generalWords[field]
		}
		if word == "" {
			word, all = "…", false
		}
		s = strings.ReplaceAll(s, "`{"+field+"}`", word)
		s = strings.ReplaceAll(s, "*{"+field+"}*", word)
		s = strings.ReplaceAll(s, "{"+field+"}", word)
	}
	return sentenceCase(articles.Replace(s)), all
}

// articles takes back the second article where word and sentence each bring one.
var articles = strings.NewReplacer("the account the login account", "the login account", "the the ", "the ", "The the ", "The ", "a a ", "a ", "the a ", "a ", "the some ", "some ", "for some seconds s", "for some time", "such as tel or sips:.", "such as tel or sips.")

func sentenceCase(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// sentences cuts a text behind its full stops.
func sentences(s string) []string {
	var list []string
	for s != "" {
		first := FirstSentence(s)
		list = append(list, first)
		s = strings.TrimSpace(s[len(first):])
	}
	return list
}

// withoutAsides leaves out brackets that hold a placeholder: "({code})".
func withoutAsides(s string) string {
	for from := 0; ; {
		open := strings.IndexByte(s[from:], '(')
		if open < 0 {
			return s
		}
		open += from
		end := strings.IndexByte(s[open:], ')')
		if end < 0 {
			return s
		}
		if len(words.Fields(s[open:open+end])) == 0 {
			from = open + end
			continue
		}
		s = strings.TrimRight(s[:open], " ") + s[open+end+1:]
		from = min(open, len(s))
	}
}
