package network

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

//go:embed skeleton
var skeleton embed.FS

// Init writes a commented folder to start a network of one's own from. It makes
// the folder where it does not exist, and refuses one with anything in it: what
// somebody wrote is never overwritten.
func Init(dir string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return fmt.Errorf("%s cannot be used as the network's folder: %w", dir, err)
	case len(entries) > 0:
		return fmt.Errorf("%s is not empty: name a new folder, or an empty one", dir)
	}
	root, err := fs.Sub(skeleton, "skeleton")
	if err != nil {
		return err
	}
	return fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		target := filepath.Join(dir, filepath.FromSlash(name))
		if d.IsDir() {
			return os.MkdirAll(target, 0o755)
		}
		data, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		return create(target, data)
	})
}

// create writes a file that must not exist yet.
func create(name string, data []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}
