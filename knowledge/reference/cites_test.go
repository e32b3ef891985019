package reference

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// citation is "RFC 3261 21.4.25": an RFC and one of its sections.
var citation = regexp.MustCompile(`\bRFC (\d{3,4}) (\d+(?:\.\d+)*)\b`)

// TestCitations holds every citation of an RFC's section in the repository
// against the sections that the RFC has. testdata/rfc_sections.txt lists them, an
// RFC a line; a citation of an RFC that it lacks is not checked.
func TestCitations(t *testing.T) {
	sections := readSections(t)
	root := filepath.Join("..", "..")
	checked := 0
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (entry.Name() == "testdata" || entry.Name() == "node_modules" || strings.HasPrefix(entry.Name(), ".git")) {
			return filepath.SkipDir
		}
		if ext := filepath.Ext(path); ext != ".yaml" && ext != ".go" && ext != ".md" {
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		checked += checkCitations(t, path, string(data), sections)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if checked < 500 {
		t.Errorf("only %d citations were checked: the walk went wrong", checked)
	}
}

func checkCitations(t *testing.T, path, text string, sections map[string]map[string]bool) int {
	t.Helper()
	checked := 0
	for n, line := range strings.Split(text, "\n") {
		for _, m := range citation.FindAllStringSubmatch(line, -1) {
			known := sections[m[1]]
			if known == nil {
				continue
			}
			checked++
			if !known[m[2]] {
				t.Errorf("%s:%d: RFC %s has no section %s", path, n+1, m[1], m[2])
			}
		}
	}
	return checked
}

func readSections(t *testing.T) map[string]map[string]bool {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "rfc_sections.txt"))
	if err != nil {
		t.Fatal(err)
	}
	sections := map[string]map[string]bool{}
	for line := range strings.Lines(string(data)) {
		fields := strings.Fields(line)
		if len(fields) > 0 {
			sections[fields[0]] = map[string]bool{}
		}
		for _, f := range fields[min(1, len(fields)):] {
			sections[fields[0]][f] = true
		}
	}
	return sections
}
