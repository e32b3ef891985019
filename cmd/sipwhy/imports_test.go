package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/sipwhy/sipwhy/"

// rooms are the floors of the house from the ground up: a room imports only what
// lies below it.
var rooms = []string{"parser", "knowledge", "bot", "bot/slack", "cmd"}

// onlyIn names the libraries that one place alone may import.
var onlyIn = map[string]string{
	"github.com/slack-go/slack":               "bot/slack",
	"github.com/emiago/sipgo":                 "parser/address.go",
	"github.com/gopacket/gopacket":            "parser/capture",
	"github.com/alecthomas/kong":              "cmd",
	"github.com/prometheus":                   "bot/slack",
	"github.com/kljensen/snowball":            "knowledge",
	"github.com/sipwhy/sipwhy/bot/slack/fake": "bot/slack/fake",
}

// TestImports draws every import of the repository and fails on an arrow that runs
// up, or on a library used where it does not belong.
func TestImports(t *testing.T) {
	root := filepath.Join("..", "..")
	files := 0
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (entry.Name() == "node_modules" || strings.HasPrefix(entry.Name(), ".") && len(entry.Name()) > 2) {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") {
			return nil
		}
		name, _ := filepath.Rel(root, path)
		files++
		checkImports(t, filepath.ToSlash(name), path)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 50 {
		t.Errorf("only %d files were looked at: the walk went wrong", files)
	}
}

func checkImports(t *testing.T, name, path string) {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
	if err != nil {
		t.Error(err)
		return
	}
	for _, spec := range parsed.Imports {
		target, _ := strconv.Unquote(spec.Path.Value)
		if inside, ok := strings.CutPrefix(target, module); ok && floor(inside) > floor(name) {
			t.Errorf("%s imports %s, which lies above it", name, inside)
		}
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		for library, place := range onlyIn {
			if strings.HasPrefix(target, library) && !strings.HasPrefix(name, place) {
				t.Errorf("%s imports %s, which belongs to %s alone", name, target, place)
			}
		}
	}
}

// floor is the number of the room that a path lies in.
func floor(path string) int {
	best := -1
	for i, room := range rooms {
		if path == room || strings.HasPrefix(path, room+"/") {
			best = i
		}
	}
	return best
}
