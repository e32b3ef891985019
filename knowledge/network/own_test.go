package network

import "testing"

func TestOwns(t *testing.T) {
	named := &Network{Own: Own{
		Domains: []string{"sip.ours.example"}, Realms: []string{"ours.example"},
		Addresses: []string{"203.0.113.0/28", "2001:db8::7"}, Servers: []string{"OurSBC"},
	}}
	tests := []struct {
		name string
		n    *Network
		a    Answer
		want Ownership
	}{
		{"nothing named", &Network{}, Answer{Domain: "sip.ours.example", Server: "OurSBC/1"}, NotNamed},
		{"domain", named, Answer{Domain: "SIP.ours.example"}, Ours},
		{"subdomain", named, Answer{Domain: "la.sip.ours.example"}, Ours},
		{"ends alike", named, Answer{Domain: "notours.example"}, Foreign},
		{"realm", named, Answer{Realm: "ours.example", Domain: "192.0.2.1"}, Ours},
		{"address in range", named, Answer{Source: "203.0.113.9"}, Ours},
		{"address outside", named, Answer{Source: "203.0.113.99"}, Foreign},
		{"address in IPv6", named, Answer{Source: "[2001:db8:0::7]"}, Ours},
		{"mapped address", named, Answer{Source: "::ffff:203.0.113.9"}, Ours},
		{"address as domain", named, Answer{Domain: "203.0.113.9"}, Ours},
		{"server", named, Answer{Server: "oursbc 7.2"}, Ours},
		{"another carrier", named, Answer{Domain: "sip.other.example", Realm: "other.example", Source: "198.51.100.1", Server: "Other/1"}, Foreign},
		{"own domain, another's server", named, Answer{Domain: "sip.ours.example", Server: "Other/1"}, Ours},
		{"nothing to compare", &Network{Own: Own{Servers: []string{"OurSBC"}}}, Answer{Source: "203.0.113.9"}, NotNamed},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := test.n.Owns(test.a); got != test.want {
				t.Errorf("got %d, want %d", got, test.want)
			}
		})
	}
}

func TestHostName(t *testing.T) {
	n := &Network{Hosts: []Host{{Name: "our edge", Match: []string{"203.0.113.0/28", "edge.ours.example"}}}}
	for host, want := range map[string]string{"203.0.113.7": "our edge", "edge.ours.example": "our edge", "203.0.113.77": "", "other.example": "", "": ""} {
		if got, ok := n.HostName(host); got != want || ok != (want != "") {
			t.Errorf("%q is called %q", host, got)
		}
	}
}
