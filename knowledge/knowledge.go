// Package knowledge says what a trace means: it runs the diagnoses, ranks them,
// puts them into words and answers questions about them.
//
// # Where things are
//
//	rules/<group>/  one diagnosis: <id>.go (predicate), <id>.yaml (words), <id>.txtar (samples)
//	answers/        one follow-up question: <id>.go (facts), <id>.yaml (words, sample questions)
//	reference/      what every number, name and parameter of SIP means
//	network/        what this network means by its answers
//	verdicts.yaml   the sentences for calls in which nothing is wrong, and for fragments
//	told.yaml       what a reason means that stands outside its call's answer
//	logs.yaml       what log lines say without a message
package knowledge

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/sipwhy/sipwhy/knowledge/answers"
	"github.com/sipwhy/sipwhy/knowledge/load"
	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/reference"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

//go:embed verdicts.yaml
var verdictFile []byte

// Knowledge is everything that is known, with a network's own over it.
type Knowledge struct {
	Network *network.Network

	overlay   fs.FS
	rules     []*rule
	byID      map[string]*rule
	verdict   map[string]string
	questions *answers.Catalogue
	reference *reference.Library

	generalOnce  sync.Once
	generalWords map[string]string

	toldOnce sync.Once
	toldAll  toldWords
	toldErr  error
}

// rule is a diagnosis with the place of its words.
type rule struct {
	rules.Rule
	group string
	// files holds <id>.yaml; a network's own rule has only overlay words.
	files   *embed.FS
	overlay bool
	order   int

	once  sync.Once
	words rules.Words
	err   error

	matchOnce sync.Once
	matched   func(*rules.Case) *rules.Hit
}

// match is the predicate of a rule that is YAML alone; nil where its words cannot be
// read.
func (r *rule) match(overlay fs.FS) func(*rules.Case) *rules.Hit {
	r.matchOnce.Do(func() {
		if w, err := r.read(overlay); err == nil && w.Match != nil {
			r.matched = w.Match.Rule(r.ID).Check
		}
	})
	return r.matched
}

// Open reads a network's folder over the shipped knowledge; a nil overlay leaves
// it as shipped. Every mistake in the overlay is reported, with file, line and
// what to do.
func Open(overlay fs.FS) (*Knowledge, error) {
	k := &Knowledge{overlay: overlay, byID: map[string]*rule{}, questions: answers.New(overlay)}
	net, err := network.Load(overlay)
	if err != nil {
		return nil, err
	}
	k.Network = net
	k.reference = reference.New(k.diagnoses).WithNotes(k.note).WithNetwork(overlay)
	for _, group := range Groups() {
		for _, r := range group.Rules {
			k.add(&rule{Rule: r, group: group.Name, files: &group.Files})
		}
	}
	if err := load.Decode("verdicts.yaml", verdictFile, &k.verdict); err != nil {
		return nil, err
	}
	if err := errors.Join(append(append(k.questions.Check(), k.openOverlay()), k.reference.Check()...)...); err != nil {
		return nil, err
	}
	return k, nil
}

func (k *Knowledge) add(r *rule) {
	r.order = len(k.rules)
	k.rules = append(k.rules, r)
	k.byID[r.ID] = r
}

// openOverlay reads the rules of a network's folder at once: a mistake in them
// must stop the start, not an answer.
func (k *Knowledge) openOverlay() error {
	if k.overlay == nil {
		return nil
	}
	found, err := load.Stems(k.overlay, "rules")
	if err != nil {
		return err
	}
	var mine []*rule
	for _, id := range found {
		if k.byID[id] == nil {
			k.add(&rule{Rule: rules.Rule{ID: id}, group: "network", overlay: true})
		}
		mine = append(mine, k.byID[id])
	}
	var errs []error
	ids := k.idSet()
	for _, r := range mine {
		words, err := r.read(k.overlay)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		file := path.Join("rules", r.ID+".yaml")
		errs = append(errs, words.Check(file, ids)...)
		if r.overlay && words.Match == nil {
			errs = append(errs, &load.Error{File: file, Problem: fmt.Sprintf("%q is no shipped diagnosis, so it needs match: to say when it holds%s", r.ID, load.DidYouMean(r.ID, k.shippedIDs()))})
		}
		if r.overlay {
			errs = append(errs, r.checkPlaceholders(file, words)...)
		}
	}
	return errors.Join(errs...)
}

func (r *rule) checkPlaceholders(file string, w rules.Words) []error {
	var errs []error
	for _, field := range w.Placeholders() {
		if !slices.Contains(rules.MatchFields, field) && !slices.Contains(w.Fields, field) {
			errs = append(errs, &load.Error{File: file, Problem: fmt.Sprintf("unknown placeholder {%s}; a rule with match: gives %s", field, strings.Join(rules.MatchFields, ", "))})
		}
	}
	return errs
}

// read decodes the words: the shipped file, then the network's over it.
func (r *rule) read(overlay fs.FS) (rules.Words, error) {
	r.once.Do(func() {
		name := r.ID + ".yaml"
		if r.files != nil && !r.overlay {
			data, err := r.files.ReadFile(name)
			if err == nil {
				err = load.Decode(path.Join("rules", r.group, name), data, &r.words)
			}
			if r.err = err; err != nil {
				return
			}
		}
		if overlay == nil {
			return
		}
		data, err := fs.ReadFile(overlay, path.Join("rules", name))
		if errors.Is(err, fs.ErrNotExist) {
			return
		}
		if err == nil {
			err = load.Decode(path.Join("rules", name), data, &r.words)
		}
		r.err = err
	})
	return r.words, r.err
}

// Words are what a diagnosis says.
func (k *Knowledge) Words(id string) (rules.Words, error) {
	r := k.byID[id]
	if r == nil {
		return rules.Words{}, fmt.Errorf("no diagnosis is called %q%s", id, load.DidYouMean(id, k.IDs()))
	}
	return r.read(k.overlay)
}

// IDs lists the ids of all diagnoses in the order of the groups.
func (k *Knowledge) IDs() []string {
	ids := make([]string, len(k.rules))
	for i, r := range k.rules {
		ids[i] = r.ID
	}
	return ids
}

func (k *Knowledge) shippedIDs() []string {
	var ids []string
	for _, r := range k.rules {
		if !r.overlay {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

func (k *Knowledge) idSet() map[string]bool {
	set := map[string]bool{}
	for _, r := range k.rules {
		set[r.ID] = true
	}
	return set
}

// Plan is the number plan of the network.
func (k *Knowledge) Plan() parser.NumberPlan {
	n := k.Network.Numbers
	return parser.NumberPlan{CountryCode: n.CountryCode, TrunkPrefix: n.TrunkPrefix, International: n.International}
}
