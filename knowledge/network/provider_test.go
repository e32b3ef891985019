package network

import (
	"io/fs"
	"testing"
)

func TestProviderLookup(t *testing.T) {
	n, err := Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		query string
		want  []string
	}{
		{"telnyx D35", []string{"Telnyx D35"}},
		{"What does Telnyx code d35 mean", []string{"Telnyx D35"}},
		{"D35", []string{"Telnyx D35"}},
		{"403 Caller Origination Number is Invalid D35", []string{"Telnyx D35"}},
		{"403 D35 telnyx", []string{"Telnyx D35"}},
		{"teams 560403", []string{"Microsoft Teams 560403"}},
		{"teams 560486", []string{"Microsoft Teams 560*"}},
		{"direct routing 510560", []string{"Microsoft Teams 510560"}},
		{"twilio 32201", []string{"Twilio 32201"}},
		{"commio funds required", []string{"Commio Funds Required"}},
		{"503 Funds Required", []string{"Commio Funds Required"}},
		{"sip.us 403", []string{"SIP.US 403"}},
		{"didww 480", []string{"DIDWW 480"}},
		{"zapappi 500", []string{"other providers Zapappi 500"}},
		{"403", nil},
		{"forbidden", nil},
		{"telnyx X99", nil},
		{"", nil},
	}
	for _, test := range tests {
		t.Run(test.query, func(t *testing.T) {
			got := n.Provider(test.query)
			if len(got) != len(test.want) {
				t.Fatalf("got %v, want %v", got, test.want)
			}
			for i, e := range got {
				if name := e.Provider + " " + e.Key; name != test.want[i] || e.Says == "" || e.Source == "" || e.Date == "" {
					t.Errorf("got %+v, want %s", e, test.want[i])
				}
			}
		})
	}
	if all := n.Provider("telnyx"); len(all) < 50 {
		t.Errorf("a name alone gives all that is known: %d", len(all))
	}
	if all := n.Provider("telnyx 503"); len(all) != 9 {
		t.Errorf("a name and a SIP code give what it is used for there: %v", all)
	}
	if len(n.Providers()) < 100 {
		t.Error("the list is short")
	}
}

// TestProviderInTraces proves that a meaning of one provider is never said of
// another.
func TestProviderInTraces(t *testing.T) {
	n, err := Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name  string
		w     Wording
		sense Sense
		key   string
	}{
		{"by server", Wording{Code: 403, Phrase: "Forbidden D36", Server: "Telnyx SIP Proxy"}, CallerIDNotAllowed, "D36"},
		{"by host", Wording{Code: 486, Phrase: "User busy D4", Hosts: []string{"sip.telnyx.com"}}, ChannelLimit, "D4"},
		{"by phrase and suffix", Wording{Code: 403, Phrase: "Caller Origination Number is Invalid D35"}, CallerIDNotAllowed, "D35"},
		{"suffix of nobody", Wording{Code: 403, Phrase: "Forbidden D36"}, "", ""},
		{"suffix of another", Wording{Code: 403, Phrase: "Forbidden D36", Server: "Other/2"}, "", ""},
		{"another code", Wording{Code: 500, Phrase: "Error D36", Server: "Telnyx"}, "", ""},
		{"teams", Wording{Code: 403, Phrase: "Forbidden", Reasons: []string{"6d1f;510560;0"}, Server: "Microsoft.PSTNHub.SIPProxy v.2026"}, DestinationBlocked, "510560"},
		{"teams' number elsewhere", Wording{Code: 403, Phrase: "Forbidden", Reasons: []string{"6d1f;510560;0"}}, "", ""},
		{"header", Wording{Code: 403, Headers: map[string]string{"X-Twilio-Error": "32201 IP address"}, Hosts: []string{"ours.pstn.twilio.com"}}, SourceIPNotAllowed, "32201"},
		{"name in a header", Wording{Code: 403, Headers: map[string]string{"X-Display-Name": "No Credit Ltd"}}, "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := n.Senses(test.w)
			switch {
			case test.sense == "":
				if len(got) > 0 {
					t.Errorf("nothing is said, got %+v", got)
				}
			case len(got) == 0 || got[0].Sense != test.sense || got[0].Suffix != test.key || got[0].Provider == "" || got[0].Text == "":
				t.Errorf("got %+v, want %s by %s", got, test.sense, test.key)
			}
		})
	}
}

func TestShippedProviders(t *testing.T) {
	names, err := fs.Glob(files, "providers/*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatal("no providers", err)
	}
	for _, name := range names {
		p, err := shippedProvider(name)
		if err != nil {
			t.Error(err)
			continue
		}
		for _, m := range p.mistakes() {
			t.Errorf("%s: %s", name, m.problem)
		}
		if p.Name == "" || p.Date == "" {
			t.Errorf("%s: name or date is missing", name)
		}
	}
}
