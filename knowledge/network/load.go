package network

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/sipwhy/sipwhy/knowledge/load"
)

//go:embed network.yaml phrases.yaml providers/*.yaml
var files embed.FS

// overlay is what a network's folder holds, as far as this package reads it.
type overlay struct {
	network   []byte
	phrases   *phraseFile
	providers []*providerFile
}

// Load reads the shipped network and a folder's own over it; nil leaves it as
// shipped. Keys that the folder names replace the shipped ones, the rest stays.
// Every mistake in the folder is a *load.Error with file, line and what to do;
// all of them are reported, joined.
func Load(folder fs.FS) (*Network, error) {
	n := &Network{}
	data, err := files.ReadFile("network.yaml")
	if err == nil {
		err = load.Decode("network.yaml", data, n)
	}
	if err != nil || folder == nil {
		return n, err
	}
	r := reader{folder: folder}
	r.names()
	n.over.network = r.read("network.yaml")
	r.network(n)
	r.phrases(n)
	r.providers(n)
	return n, errors.Join(r.errs...)
}

// reader gathers the mistakes of a folder.
type reader struct {
	folder fs.FS
	errs   []error
}

func (r *reader) wrong(file string, line int, format string, args ...any) {
	r.errs = append(r.errs, &load.Error{File: file, Line: line, Problem: fmt.Sprintf(format, args...)})
}

// folderNames are what a network's folder may hold.
var folderNames = []string{"network.yaml", "phrases.yaml", "providers", "rules", "answers", "reference"}

// names finds files that nobody reads: a misspelt name would do nothing, unseen.
func (r *reader) names() {
	entries, err := fs.ReadDir(r.folder, ".")
	if err != nil {
		r.errs = append(r.errs, fmt.Errorf("the network's folder cannot be read: %w", err))
		return
	}
	for _, e := range entries {
		name := e.Name()
		known := false
		for _, k := range folderNames {
			known = known || name == k
		}
		if known || name[0] == '.' || !e.IsDir() && !isYAML(name) {
			continue
		}
		r.wrong(name, 0, "nothing reads a file or folder of this name%s", load.DidYouMean(name, folderNames))
	}
}

func isYAML(name string) bool { return path.Ext(name) == ".yaml" || path.Ext(name) == ".yml" }

// read gives a file's content, nil where it is missing or nothing but comments.
func (r *reader) read(file string) []byte {
	data, err := fs.ReadFile(r.folder, file)
	if errors.Is(err, fs.ErrNotExist) || err == nil && blank(data) {
		return nil
	}
	if err != nil {
		r.errs = append(r.errs, fmt.Errorf("%s: %w", file, err))
	}
	return data
}

func blank(data []byte) bool {
	for _, line := range strings.Split(string(data), "\n") {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' && line != "---" {
			return false
		}
	}
	return true
}

func (r *reader) decode(file string, data []byte, into any) bool {
	if err := load.Decode(file, data, into); err != nil {
		r.errs = append(r.errs, err)
		return false
	}
	return true
}

func (r *reader) network(n *Network) {
	const file = "network.yaml"
	data := n.over.network
	if data == nil {
		return
	}
	shipped := n.Codes
	n.Codes = nil
	ok := r.decode(file, data, n)
	own := n.Codes
	n.Codes = shipped
	if !ok {
		return
	}
	for code, m := range own {
		r.checkCode(data, code)
		n.Codes[code] = m.over(shipped[code])
	}
	r.checkOwn(data, n)
	r.checkHosts(data, n.Hosts)
	r.checkNumbers(data, n)
}

// over keeps of the shipped meaning what this one leaves out.
func (m Meaning) over(shipped Meaning) Meaning {
	if m.Says == "" {
		m.Says = shipped.Says
	}
	if m.Fix == nil {
		m.Fix = shipped.Fix
	}
	return m
}

func (r *reader) checkCode(data []byte, code string) {
	if len(code) != 3 || code[0] < '1' || code[0] > '6' || strings.Trim(code, "0123456789") != "" {
		r.wrong("network.yaml", lineOf(data, "codes", code), "codes: %q is no response code; write three digits such as \"403\"", code)
	}
}

func (r *reader) phrases(n *Network) {
	const file = "phrases.yaml"
	data := r.read(file)
	if data == nil {
		return
	}
	own := &phraseFile{}
	if !r.decode(file, data, own) {
		return
	}
	listed := map[string]string{}
	for _, id := range keysOf(own.Senses) {
		if rankOf(Sense(id)) < 0 {
			r.wrong(file, lineOf(data, "senses", id), "senses: %q is no sense%s", id, load.DidYouMean(id, AllSenses()))
		}
		for _, text := range own.Senses[id].Any {
			key := strings.Join(wordlist(text), " ")
			if other := listed[key]; other != "" {
				r.wrong(file, lineOfText(data, text), "%q stands twice, under %s and %s: keep one", text, other, id)
			}
			listed[key] = id
		}
	}
	shipped, err := shippedPhrases()
	if err != nil {
		r.errs = append(r.errs, err)
		return
	}
	dict, errs := compile(shipped, own)
	for _, err := range errs {
		var mistake *load.Error
		if errors.As(err, &mistake) {
			mistake.Line = lineOfText(data, quotedIn(mistake.Problem))
		}
		r.errs = append(r.errs, err)
	}
	n.words, n.over.phrases = dict, own
}

// quotedIn is the first text in quotes: the wording that a mistake is about.
func quotedIn(problem string) string {
	_, rest, _ := strings.Cut(problem, `"`)
	text, _, _ := strings.Cut(rest, `"`)
	return text
}

func (r *reader) providers(n *Network) {
	entries, err := fs.ReadDir(r.folder, "providers")
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if err != nil {
		r.errs = append(r.errs, fmt.Errorf("providers: %w", err))
		return
	}
	for _, e := range entries {
		file := path.Join("providers", e.Name())
		data := []byte(nil)
		if isYAML(e.Name()) {
			data = r.read(file)
		}
		if data == nil {
			continue
		}
		p := &providerFile{file: file}
		if r.decode(file, data, p) {
			for _, m := range p.mistakes() {
				r.wrong(file, lineOfText(data, m.near), "%s", m.problem)
			}
			n.over.providers = append(n.over.providers, p)
		}
	}
}

// dictionary is decoded when a wording is first read: most pastes have none.
func (n *Network) dictionary() *dictionary {
	n.once.Do(func() {
		if n.words == nil {
			shipped, err := shippedPhrases()
			if err != nil {
				shipped = &phraseFile{}
			}
			n.words, _ = compile(shipped, nil)
		}
	})
	return n.words
}

func shippedPhrases() (*phraseFile, error) {
	f := &phraseFile{}
	data, err := files.ReadFile("phrases.yaml")
	if err == nil {
		err = load.Decode("phrases.yaml", data, f)
	}
	return f, err
}

// lineOf is the line of a key, 0 where it is not found.
func lineOf(data []byte, keys ...string) int {
	var doc yaml.Node
	if yaml.Unmarshal(data, &doc) != nil || len(doc.Content) == 0 {
		return 0
	}
	at, line := doc.Content[0], 0
	for _, key := range keys {
		next := (*yaml.Node)(nil)
		for i := 0; i+1 < len(at.Content) && at.Kind == yaml.MappingNode; i += 2 {
			if at.Content[i].Value == key {
				line, next = at.Content[i].Line, at.Content[i+1]
			}
		}
		if next == nil {
			return line
		}
		at = next
	}
	return line
}

// lineOfText is the line of the last value or key that reads so: of two that are
// the same, the second is the mistake.
func lineOfText(data []byte, text string) int {
	var doc yaml.Node
	if yaml.Unmarshal(data, &doc) != nil {
		return 0
	}
	line := 0
	var walk func(n *yaml.Node)
	walk = func(n *yaml.Node) {
		if n.Kind == yaml.ScalarNode && n.Value == text {
			line = n.Line
		}
		for _, c := range n.Content {
			walk(c)
		}
	}
	walk(&doc)
	return line
}
