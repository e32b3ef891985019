package reference

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/sipwhy/sipwhy/knowledge/load"
)

//go:embed *.yaml
var files embed.FS

// item is an entry that may not be decoded yet: what the index of its file tells,
// and the lines that hold the rest.
type item struct {
	kind   Kind
	key    string
	name   string
	also   []string
	common bool
	// wild is true for what stands in no registry.
	wild bool
	// first is what one would ask for to get the entry that comes before this one.
	first string
	// file and line are where raw begins; raw is the entry alone, as YAML.
	file string
	line int
	raw  []byte
	// over are the words of a network's folder over these.
	over []over
	// make yields an entry that comes from elsewhere; nil for one that lies here.
	make func() (*Entry, error)

	once  sync.Once
	entry *Entry
	err   error
}

// get decodes the entry, once.
func (i *item) get() (*Entry, error) {
	i.once.Do(func() {
		if i.make != nil {
			i.entry, i.err = i.make()
		} else {
			i.entry, i.err = i.decode()
		}
		if i.err == nil {
			i.err = i.merge(i.entry)
		}
		if i.entry != nil {
			i.entry.Kind, i.entry.Key = i.kind, i.key
		}
	})
	return i.entry, i.err
}

func (i *item) decode() (*Entry, error) {
	if i.raw == nil {
		return &Entry{}, nil // a network's own, which merge reads
	}
	var one map[string]*Entry
	if err := load.Decode(i.file, i.raw, &one); err != nil {
		var wrong *load.Error
		if errors.As(err, &wrong) && wrong.Line > 0 {
			wrong.Line += i.line - 1
		}
		return nil, err
	}
	entry := one[i.key]
	if entry == nil || len(one) != 1 {
		return nil, &load.Error{File: i.file, Line: i.line, Problem: fmt.Sprintf("the entry %q is empty or not written as a key with its words indented below it", i.key)}
	}
	return entry, nil
}

// index finds the entries of a file without decoding them: each begins with its
// key at the start of a line.
func index(kind Kind, file string, data []byte) []*item {
	var items []*item
	var current *item
	start, number := 0, 0
	for at := 0; at < len(data); {
		number++
		end := bytes.IndexByte(data[at:], '\n')
		if end < 0 {
			end = len(data) - at
		}
		line := data[at : at+end]
		switch {
		case len(line) > 0 && line[0] != ' ' && line[0] != '#' && line[0] != '\r':
			if current != nil {
				current.raw = data[start:at]
			}
			start = at
			current = &item{kind: kind, key: keyOf(line), file: file, line: number}
			items = append(items, current)
		case current != nil:
			current.note(line)
		}
		at += end + 1
	}
	if current != nil {
		current.raw = data[start:]
	}
	return items
}

// keyOf is the key that a line begins with, without its quotes and its colon.
func keyOf(line []byte) string {
	s := strings.TrimSpace(string(line))
	if key, err := strconv.QuotedPrefix(s); err == nil {
		if plain, err := strconv.Unquote(key); err == nil {
			return plain
		}
	}
	if i := strings.Index(s, ": "); i >= 0 {
		s = s[:i]
	}
	return strings.TrimSuffix(s, ":")
}

// note takes up the lines of an entry that the index holds.
func (i *item) note(line []byte) {
	if len(line) < 6 || line[0] != ' ' || line[1] != ' ' || line[2] == ' ' {
		return
	}
	switch rest := line[2:]; {
	case bytes.HasPrefix(rest, []byte("name:")):
		i.name = scalar(string(rest[len("name:"):]))
	case bytes.HasPrefix(rest, []byte("also:")):
		i.also = inlineList(string(rest[len("also:"):]))
	case bytes.HasPrefix(rest, []byte("first:")):
		i.first = scalar(string(rest[len("first:"):]))
	case bytes.HasPrefix(rest, []byte("common: true")):
		i.common = true
	case bytes.HasPrefix(rest, []byte("unregistered: true")):
		i.wild = true
	}
}

// scalar reads a value that stands on one line.
func scalar(s string) string {
	s = strings.TrimSpace(s)
	if strings.HasPrefix(s, `"`) {
		if plain, err := strconv.Unquote(s); err == nil {
			return plain
		}
	}
	if len(s) > 1 && s[0] == '\'' && s[len(s)-1] == '\'' {
		return strings.ReplaceAll(s[1:len(s)-1], "''", "'")
	}
	return s
}

// inlineList reads a list in brackets.
func inlineList(s string) []string {
	s = strings.TrimSpace(s)
	s = strings.TrimSuffix(strings.TrimPrefix(s, "["), "]")
	var list []string
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimLeft(s, ", ") {
		end := itemEnd(s)
		list = append(list, scalar(s[:end]))
		s = s[end:]
	}
	return list
}

// itemEnd is where the first item of a list ends: at a comma outside quotes.
func itemEnd(s string) int {
	if s[0] != '"' && s[0] != '\'' {
		if i := strings.IndexByte(s, ','); i >= 0 {
			return i
		}
		return len(s)
	}
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '\\' && s[0] == '"':
			i++
		case s[i] == s[0]:
			return i + 1
		}
	}
	return len(s)
}
