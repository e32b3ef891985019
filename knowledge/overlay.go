package knowledge

import (
	"errors"
	"fmt"
	"io/fs"
	"path"

	"github.com/sipwhy/sipwhy/knowledge/load"
)

// Overrides tells line by line what a network's folder changes.
func (k *Knowledge) Overrides() []string {
	if k.overlay == nil {
		return nil
	}
	lines := k.Network.Overrides()
	found, _ := load.Stems(k.overlay, "rules") // read at the start, with its errors
	for _, id := range found {
		r := k.byID[id]
		switch {
		case r == nil:
		case r.words.Enabled != nil && !*r.words.Enabled:
			lines = append(lines, fmt.Sprintf("rules/%s.yaml silences the diagnosis %s", id, id))
		case r.overlay:
			lines = append(lines, fmt.Sprintf("rules/%s.yaml adds the diagnosis %s", id, id))
		default:
			lines = append(lines, fmt.Sprintf("rules/%s.yaml replaces words of the diagnosis %s", id, id))
		}
	}
	return append(lines, k.reference.Overrides()...)
}

// CheckOverlay runs the samples of a network's own rules and wordings and lists
// what is wrong.
// What stops the program from starting was found by Open.
func (k *Knowledge) CheckOverlay() []error {
	if k.overlay == nil {
		return nil
	}
	wrong := k.Network.CheckSamples()
	for _, r := range k.rules {
		file := path.Join("rules", r.ID+".txtar")
		data, err := fs.ReadFile(k.overlay, file)
		switch {
		case errors.Is(err, fs.ErrNotExist) && r.overlay:
			wrong = append(wrong, &load.Error{File: file, Problem: "the file is missing: a diagnosis of your own needs a paste that it fires on (-- hit-name --) and one that it must not (-- near-name --)"})
			continue
		case errors.Is(err, fs.ErrNotExist):
			continue
		case err != nil:
			wrong = append(wrong, err)
			continue
		}
		wrong = append(wrong, k.checkSamples(r, file, data)...)
	}
	return wrong
}

func (k *Knowledge) checkSamples(r *rule, file string, data []byte) []error {
	samples, err := ReadSamples(file, data)
	if err != nil {
		return []error{err}
	}
	var wrong []error
	hits, nears := 0, 0
	for _, s := range samples {
		if s.Hit() {
			hits++
		} else {
			nears++
		}
		for _, problem := range k.Try(r.ID, s) {
			wrong = append(wrong, errors.New(problem))
		}
	}
	if r.overlay && (hits == 0 || nears == 0) {
		wrong = append(wrong, &load.Error{File: file, Problem: fmt.Sprintf("it has %d samples that must fire and %d that must not; one of each is needed", hits, nears)})
	}
	return wrong
}
