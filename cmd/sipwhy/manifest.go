package main

import (
	"io"

	"github.com/sipwhy/sipwhy/bot/slack"
)

// ManifestCmd prints the app manifest, to be pasted at api.slack.com/apps under
// "Create New App", "From a manifest".
type ManifestCmd struct {
	Minimal bool `help:"Ask for fewer scopes: answer mentions, direct messages, /sipcode and shortcuts, and read no channel."`
}

// Run prints the manifest as YAML.
func (c *ManifestCmd) Run(s streams) error {
	_, err := io.WriteString(s.out, slack.Manifest(c.Minimal))
	return err
}
