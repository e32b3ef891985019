package slack

import (
	"slices"
	"strings"
	"testing"

	"github.com/slack-go/slack"
	"gopkg.in/yaml.v3"
)

// decode reads a manifest as slack-go knows it, refusing unknown keys.
func decode(t *testing.T, text string) slack.Manifest {
	t.Helper()
	var m slack.Manifest
	d := yaml.NewDecoder(strings.NewReader(text))
	d.KnownFields(true)
	if err := d.Decode(&m); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	return m
}

func TestManifest(t *testing.T) {
	t.Parallel()
	for _, minimal := range []bool{false, true} {
		text := Manifest(minimal)
		m := decode(t, text)
		var want []string
		for _, s := range Scopes() {
			if s.Needed || !minimal {
				want = append(want, s.Name)
			}
			if s.Why == "" || s.Without == "" {
				t.Errorf("scope %s has no reason", s.Name)
			}
		}
		if got := m.OAuthConfig.Scopes.Bot; !slices.Equal(got, want) {
			t.Errorf("minimal %v: scopes %v, want %v", minimal, got, want)
		}
		events := m.Settings.EventSubscriptions.BotEvents
		for event, scope := range map[string]string{
			"app_mention": "app_mentions:read", "message.im": "im:history",
			"message.channels": "channels:history", "message.groups": "groups:history", "message.mpim": "mpim:history",
		} {
			if slices.Contains(events, event) != slices.Contains(want, scope) {
				t.Errorf("minimal %v: event %s does not go with scope %s", minimal, event, scope)
			}
		}
		if !m.Settings.SocketModeEnabled || !m.Settings.Interactivity.IsEnabled || m.Settings.OrgDeployEnabled || m.Settings.TokenRotationEnabled {
			t.Errorf("settings %+v", m.Settings)
		}
		if c := m.Features.SlashCommands; len(c) != 1 || c[0].Command != command || c[0].ShouldEscape {
			t.Errorf("commands %+v", c)
		}
		if s := m.Features.Shortcuts; len(s) != 2 || s[0].CallbackID != messageShortcut || s[1].CallbackID != globalShortcut {
			t.Errorf("shortcuts %+v", s)
		}
		// Without this line Slack makes the direct messages read-only.
		if !strings.Contains(text, "messages_tab_read_only_enabled: false") || !m.Features.AppHome.MessagesTabEnabled {
			t.Error("direct messages are not open")
		}
		if strings.Contains(text, "#") && strings.Contains(text, "# full") {
			t.Error("a mark of the template is left")
		}
		limits(t, m)
	}
}

// limits holds the manifest within what Slack accepts.
// https://docs.slack.dev/reference/app-manifest
func limits(t *testing.T, m slack.Manifest) {
	t.Helper()
	if n := len(m.Display.Name); n > 35 {
		t.Errorf("name of %d", n)
	}
	if n := len(m.Display.Description); n > 140 {
		t.Errorf("description of %d", n)
	}
	if n := len(m.Display.LongDescription); n < 175 || n > 4000 {
		t.Errorf("long description of %d", n)
	}
	for _, s := range m.Features.Shortcuts {
		if len(s.Name) > 24 || len(s.Description) > 150 {
			t.Errorf("shortcut %q is too long", s.Name)
		}
	}
	for _, c := range m.Features.SlashCommands {
		if len(c.Description) > 2000 || len(c.UsageHint) > 1000 || len(c.Command) > 32 {
			t.Errorf("command %q is too long", c.Command)
		}
	}
}
