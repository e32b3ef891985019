package reference

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/load"
)

// over is what a network's folder says of an entry: its lines there.
type over struct {
	file string
	line int
	raw  []byte
}

// WithNetwork reads the files of a network's folder over the shipped ones, those of
// its subfolder reference, which are named and written as these are. The keys of an
// entry that they name replace the shipped ones, the rest stays; an entry that is
// new needs a name and what it says. It is to be called before the library is asked.
func (l *Library) WithNetwork(folder fs.FS) *Library {
	l.network = folder
	return l
}

// Check reads a network's entries at once and lists every mistake in them with file
// and line: they must stop the start, not an answer.
func (l *Library) Check() []error {
	if l.network == nil {
		return nil
	}
	if err := l.open(); err != nil {
		return []error{err}
	}
	errs := l.strangers
	for _, i := range l.items {
		if len(i.over) == 0 {
			continue
		}
		entry, err := i.get()
		switch {
		case err != nil:
			errs = append(errs, err)
		case entry.Name == "" || entry.Says == "":
			errs = append(errs, &load.Error{File: i.over[0].file, Line: i.over[0].line, Problem: fmt.Sprintf("%q is no entry that ships, so it needs name: and says:%s", i.key, load.DidYouMean(i.key, l.keys(i.kind, i)))})
		}
	}
	return errs
}

// Overrides tells line by line what a network's folder changes of the reference.
func (l *Library) Overrides() []string {
	if l.network == nil || l.open() != nil {
		return nil
	}
	var lines []string
	for _, i := range l.items {
		for n, o := range i.over {
			verb := "replaces words of"
			if n == 0 && i.raw == nil {
				verb = "adds"
			}
			lines = append(lines, fmt.Sprintf("%s %s the %s %s", o.file, verb, i.kind, i.key))
		}
	}
	return lines
}

// keys lists the keys of a kind, one item left out.
func (l *Library) keys(kind Kind, but *item) []string {
	var keys []string
	for _, i := range l.items {
		if i.kind == kind && i != but {
			keys = append(keys, i.key)
		}
	}
	return keys
}

// readNetwork puts the entries of a network's folder over those that were read.
func (l *Library) readNetwork() error {
	if l.network == nil {
		return nil
	}
	found, err := load.Stems(l.network, "reference")
	if err != nil {
		return err
	}
	for _, stem := range found {
		file := path.Join("reference", stem+".yaml")
		kind, known := kindOf(stem)
		if !known {
			l.strangers = append(l.strangers, &load.Error{File: file, Problem: "nothing reads a file of this name" + load.DidYouMean(stem, stems())})
			continue
		}
		data, err := fs.ReadFile(l.network, file)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		var whole map[string]any
		own := index(kind, file, data)
		if len(own) == 0 {
			continue // nothing but comments
		}
		if err := load.Decode(file, data, &whole); err != nil {
			l.strangers = append(l.strangers, err)
			continue
		}
		for _, i := range own {
			l.putOver(i)
		}
	}
	return nil
}

// putOver puts a network's entry over the shipped one of its key, or adds it.
func (l *Library) putOver(own *item) {
	o := over{own.file, own.line, own.raw}
	for _, i := range l.items {
		if i.kind != own.kind || !strings.EqualFold(i.key, own.key) || i.make != nil {
			continue
		}
		if own.name != "" {
			i.name = own.name
		}
		// What was called so before is still found.
		i.also = append(slices.Clone(i.also), own.also...)
		i.common = i.common || own.common
		i.over = append(i.over, o)
		return
	}
	own.raw, own.over = nil, []over{o}
	l.items = append(l.items, own)
}

// merge decodes a network's words into an entry: the keys that they name replace
// those that it has.
func (i *item) merge(entry *Entry) error {
	for _, o := range i.over {
		first, body, _ := bytes.Cut(o.raw, []byte("\n"))
		head, _, _ := bytes.Cut(first, []byte(" #"))
		if !bytes.HasSuffix(bytes.TrimSpace(head), []byte(":")) || len(bytes.TrimSpace(body)) == 0 {
			return &load.Error{File: o.file, Line: o.line, Problem: fmt.Sprintf("the entry %q is empty or not written as a key with its words indented below it", i.key)}
		}
		// An empty line for that of the key, so that the lines are counted as they stand.
		err := load.Decode(o.file, append([]byte("\n"), body...), entry)
		var wrong *load.Error
		if errors.As(err, &wrong) && wrong.Line > 0 {
			wrong.Line += o.line - 1
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// kindOf is the kind whose entries a file of this name holds.
func kindOf(stem string) (Kind, bool) {
	for _, s := range shelves {
		if stem == s.stem || strings.HasPrefix(stem, s.stem+"-") {
			return s.kind, true
		}
	}
	return "", false
}

func stems() []string {
	var list []string
	for _, s := range shelves {
		list = append(list, s.stem)
	}
	return list
}
