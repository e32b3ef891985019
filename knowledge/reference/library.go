package reference

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
)

// Library holds every entry. It is safe for use by several goroutines.
type Library struct {
	extras func() []Extra
	notes  func(kind Kind, key string) string
	// network is a network's folder, nil without one; strangers are the files in it
	// that nothing reads.
	network   fs.FS
	strangers []error

	once  sync.Once
	items []*item
	names *names
	lazy  lazySearch
	err   error
}

// Extra is an entry that does not lie in the files of this package: a diagnosis,
// a provider's own code.
type Extra struct {
	Kind Kind
	Key  string
	Name string
	Also []string
	// Text is what the search reads; Entry gives the whole when it is asked for.
	Text  []byte
	Entry func() (*Entry, error)
}

// New makes a library. Nothing is read before it is asked; extras, which may be
// nil, is called then.
func New(extras func() []Extra) *Library { return &Library{extras: extras} }

// WithNotes lets the search also read what a network says of an entry. It is to be
// called before the library is asked.
func (l *Library) WithNotes(notes func(kind Kind, key string) string) *Library {
	l.notes = notes
	return l
}

// open reads the index of all files.
func (l *Library) open() error {
	l.once.Do(func() {
		for _, s := range shelves {
			names, err := s.files()
			if err != nil {
				l.err = err
				return
			}
			for _, name := range names {
				data, err := files.ReadFile(name)
				if err != nil {
					l.err = err
					return
				}
				l.items = append(l.items, index(s.kind, name, data)...)
			}
		}
		if l.err = l.readNetwork(); l.err != nil {
			return
		}
		if l.extras != nil {
			for _, x := range l.extras() {
				l.items = append(l.items, &item{kind: x.Kind, key: x.Key, name: x.Name, also: x.Also, raw: x.Text, make: x.Entry})
			}
		}
		l.names = newNames(l.items)
	})
	return l.err
}

// files lists the files of a kind in the order of their names.
func (s shelf) files() ([]string, error) {
	entries, err := fs.ReadDir(files, ".")
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		stem := strings.TrimSuffix(e.Name(), ".yaml")
		if stem == s.stem || strings.HasPrefix(stem, s.stem+"-") {
			names = append(names, e.Name())
		}
	}
	return names, nil
}

// Get is the entry of a kind with exactly this key.
func (l *Library) Get(kind Kind, key string) (*Entry, error) {
	if err := l.open(); err != nil {
		return nil, err
	}
	if i := l.item(kind, key); i != nil {
		return i.get()
	}
	return nil, fmt.Errorf("the reference has no %s %q", kind, key)
}

// All decodes the entries of some kinds, or of all where none is named, in the
// order of their files. Every mistake is reported.
func (l *Library) All(kinds ...Kind) ([]*Entry, []error) {
	if err := l.open(); err != nil {
		return nil, []error{err}
	}
	var entries []*Entry
	var errs []error
	for _, i := range l.items {
		if len(kinds) > 0 && !slices.Contains(kinds, i.kind) {
			continue
		}
		entry, err := i.get()
		if err != nil {
			errs = append(errs, err)
			continue
		}
		entries = append(entries, entry)
	}
	return entries, errs
}
