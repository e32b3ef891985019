// Package load reads the knowledge files: strict YAML, so that a typing mistake
// is found when the program starts and not when a customer waits.
package load

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"reflect"
	"regexp"
	"strings"

	"gopkg.in/yaml.v3"
)

// Error is a mistake in a knowledge file, told to the person who edits it.
type Error struct {
	File string
	// Line is the line of the mistake, from 1; 0 where it concerns the file.
	Line int
	// Problem says what is wrong and what to do.
	Problem string
}

func (e *Error) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %s", e.File, e.Problem)
	}
	return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Problem)
}

// Stems lists the names of the YAML files of a folder without their ending; none where
// there is no such folder.
func Stems(folder fs.FS, name string) ([]string, error) {
	entries, err := fs.ReadDir(folder, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	var stems []string
	for _, entry := range entries {
		if stem, isYAML := strings.CutSuffix(entry.Name(), ".yaml"); isYAML {
			stems = append(stems, stem)
		}
	}
	return stems, nil
}

// Decode reads one YAML document into a struct or map. An unknown key is an
// error that names the nearest valid one. Keys that the document does not name
// keep the value that into already has: that is how an overlay is merged.
func Decode(file string, data []byte, into any) error {
	dec := yaml.NewDecoder(bytes.NewReader(data))
	dec.KnownFields(true)
	err := dec.Decode(into)
	if errors.Is(err, io.EOF) {
		return &Error{File: file, Problem: "the file is empty"}
	}
	if err != nil {
		return explain(file, err, into)
	}
	if err := dec.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return &Error{File: file, Problem: "more than one YAML document: remove the second ---"}
	}
	return nil
}

var (
	atLine  = regexp.MustCompile(`^(?:yaml: )?line (\d+): (.*)$`)
	unknown = regexp.MustCompile(`^field (.+) not found in type .*$`)
	badType = regexp.MustCompile("^cannot unmarshal !!(\\w+) (`.*` )?into (.+)$")
)

// explain turns the library's words into file, line and what to do.
func explain(file string, err error, into any) error {
	text := err.Error()
	var typed *yaml.TypeError
	if errors.As(err, &typed) && len(typed.Errors) > 0 {
		text = typed.Errors[0]
	}
	e := &Error{File: file, Problem: strings.TrimPrefix(text, "yaml: ")}
	if m := atLine.FindStringSubmatch(text); m != nil {
		fmt.Sscan(m[1], &e.Line)
		e.Problem = m[2]
	}
	if m := unknown.FindStringSubmatch(e.Problem); m != nil {
		e.Problem = fmt.Sprintf("unknown key %q%s", m[1], DidYouMean(m[1], Keys(into)))
	} else if m := badType.FindStringSubmatch(e.Problem); m != nil {
		e.Problem = fmt.Sprintf("this value is a %s, but %s is wanted here", yamlKind(m[1]), goKind(m[3]))
	}
	return e
}

func yamlKind(tag string) string {
	switch tag {
	case "seq":
		return "list"
	case "map":
		return "block of keys"
	case "str":
		return "text"
	case "int", "float":
		return "number"
	case "bool":
		return "yes/no value"
	}
	return tag
}

func goKind(t string) string {
	switch {
	case t == "string":
		return "a text (put it in quotes)"
	case t == "bool":
		return "true or false"
	case strings.HasPrefix(t, "int"), strings.HasPrefix(t, "uint"):
		return "a number"
	case strings.HasPrefix(t, "[]"):
		return "a list (lines that begin with -)"
	}
	return "a block of keys"
}

// Keys lists every YAML key that a value of this type may have, at any depth.
func Keys(of any) []string {
	seen := map[reflect.Type]bool{}
	var keys []string
	var walk func(t reflect.Type)
	walk = func(t reflect.Type) {
		for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct || seen[t] {
			return
		}
		seen[t] = true
		for i := range t.NumField() {
			field := t.Field(i)
			if !field.IsExported() {
				continue
			}
			name, options, _ := strings.Cut(field.Tag.Get("yaml"), ",")
			if name == "-" {
				continue
			}
			if name == "" && !strings.Contains(options, "inline") {
				name = strings.ToLower(field.Name)
			}
			if name != "" {
				keys = append(keys, name)
			}
			walk(field.Type)
		}
	}
	walk(reflect.TypeOf(of))
	return keys
}

// DidYouMean is the end of an error message: `; did you mean "x"?` or, where
// nothing is near, the valid keys, or nothing where there are none.
func DidYouMean(got string, valid []string) string {
	if best := Nearest(got, valid); best != "" {
		return fmt.Sprintf("; did you mean %q?", best)
	}
	if len(valid) == 0 || len(valid) > 30 {
		return ""
	}
	return "; valid are " + strings.Join(valid, ", ")
}

// Nearest is the candidate with the fewest edits to got, or "" where none is
// near enough to be a typing mistake of it.
func Nearest(got string, candidates []string) string {
	best, bestAt := "", 1+len(got)/3
	for _, c := range candidates {
		if d := Distance(strings.ToLower(got), strings.ToLower(c)); d < bestAt || d == bestAt && best == "" {
			best, bestAt = c, d
		}
	}
	return best
}

// Distance counts the insertions, deletions, replacements and swaps of
// neighbours that turn a into b.
func Distance(a, b string) int {
	if len(b) > len(a) {
		a, b = b, a
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
