package network

import (
	"embed"
	"io/fs"

	"github.com/sipwhy/sipwhy/knowledge/load"
)

//go:embed network.yaml phrases.yaml
var files embed.FS

// Load reads the shipped network and a folder's own over it; nil leaves it as
// shipped.
func Load(overlay fs.FS) (*Network, error) {
	n := &Network{}
	data, err := files.ReadFile("network.yaml")
	if err == nil {
		err = load.Decode("network.yaml", data, n)
	}
	return n, err
}

// dictionary is decoded when a wording is first read: most pastes have none.
func (n *Network) dictionary() *dictionary {
	n.once.Do(func() {
		if n.words == nil {
			shipped, _ := shippedPhrases()
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
