package network

import (
	"fmt"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/sipwhy/sipwhy/knowledge/load"
)

// Overrides tells line by line what the network's folder changes of the shipped
// network; empty without a folder.
func (n *Network) Overrides() []string {
	var lines []string
	for _, key := range keyPaths(n.over.network) {
		lines = append(lines, "network.yaml sets "+key)
	}
	if f := n.over.phrases; f != nil {
		for _, id := range keysOf(f.Senses) {
			w := f.Senses[id]
			verb := "adds"
			if w.Replace {
				verb = "replaces those shipped by"
			}
			lines = append(lines, fmt.Sprintf("phrases.yaml %s %s and %s for %s", verb, count(len(w.Any), "wording"), count(len(w.Not), "guard"), id))
		}
	}
	for _, p := range n.over.providers {
		known := "adds the provider " + p.Name + " with"
		if _, err := files.Open(p.file); err == nil {
			known = "replaces or adds"
		}
		lines = append(lines, fmt.Sprintf("%s %s %s", p.file, known, count(len(p.Entries), "code")))
	}
	return lines
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// keyPaths lists the keys that a document names, with their values where these
// are short: "policies.from_must_equal_digest_user: false".
func keyPaths(data []byte) []string {
	var doc yaml.Node
	if yaml.Unmarshal(data, &doc) != nil || len(doc.Content) == 0 {
		return nil
	}
	var lines []string
	var walk func(prefix string, n *yaml.Node)
	walk = func(prefix string, n *yaml.Node) {
		for i := 0; i+1 < len(n.Content); i += 2 {
			key, value := n.Content[i].Value, n.Content[i+1]
			switch {
			case value.Kind != yaml.ScalarNode && len(value.Content) == 0:
			case value.Kind == yaml.MappingNode && prefix != "codes.":
				walk(prefix+key+".", value)
			case value.Kind == yaml.ScalarNode && len(value.Value) <= 60:
				lines = append(lines, prefix+key+": "+value.Value)
			default:
				lines = append(lines, prefix+key)
			}
		}
	}
	walk("", doc.Content[0])
	return lines
}

// CheckSamples tries the texts that the folder's phrases.yaml gives as hits and
// near misses of a sense, and lists what is not as they say.
func (n *Network) CheckSamples() []error {
	if n.over.phrases == nil {
		return nil
	}
	var wrong []error
	for _, id := range keysOf(n.over.phrases.Senses) {
		w := n.over.phrases.Senses[id]
		for _, text := range w.Hits {
			if got := n.sensesIn(text); !strings.Contains(got+" ", id+" ") {
				wrong = append(wrong, &load.Error{File: "phrases.yaml", Problem: fmt.Sprintf("%s: hits: %q is not read as this, but as %s", id, text, orNothing(got))})
			}
		}
		for _, text := range w.Near {
			if strings.Contains(n.sensesIn(text)+" ", id+" ") {
				wrong = append(wrong, &load.Error{File: "phrases.yaml", Problem: fmt.Sprintf("%s: near: %q is read as this; add a guard under not:", id, text)})
			}
		}
	}
	return wrong
}

func orNothing(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}

func (n *Network) sensesIn(text string) string {
	var ids []string
	for _, m := range n.Senses(Wording{Reasons: []string{text}}) {
		ids = append(ids, string(m.Sense))
	}
	return strings.Join(ids, " ")
}
