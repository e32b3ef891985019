// Package network holds what one telephone network means by its answers: its
// policies, its meaning of codes, its wording, its names for its own boxes.
//
// The network of the seed article ships inside the program. A folder of YAML
// read over it makes it any other network; the shipped files are never edited.
package network

import "sync"

// Network is the knowledge of one network.
type Network struct {
	// Name is what a reply calls this network, such as "our network".
	Name string `yaml:"name"`
	// Own is what marks an answer as this network's own. Where nothing is named
	// here, the meanings below are offered for any answer and lift no certainty
	// above likely.
	Own Own `yaml:"own"`
	// Policies are the rules of this network that no RFC knows.
	Policies Policies `yaml:"policies"`
	// Codes says what a response code means here, by number.
	Codes map[string]Meaning `yaml:"codes"`
	// BillingURL is where an account is topped up; empty for the words alone.
	BillingURL string `yaml:"billing_url"`
	// Contact is whom to ask, Escalation what to hand over when asking.
	Contact    string `yaml:"contact"`
	Escalation string `yaml:"escalation"`
	// Hosts are names for this network's own boxes and address ranges.
	Hosts []Host `yaml:"hosts"`
	// Numbers is how this network writes telephone numbers.
	Numbers Numbers `yaml:"numbers"`

	once  sync.Once
	words *dictionary
	over  overlay

	packsOnce     sync.Once
	providerFiles []*providerFile
	// keys and families find the entries for a word.
	keys, families map[string][]keyRef
}

// Own lists what only this network's answers carry.
type Own struct {
	Domains   []string `yaml:"domains"`
	Realms    []string `yaml:"realms"`
	Addresses []string `yaml:"addresses"`
	Servers   []string `yaml:"servers"`
}

// Policies of a network.
type Policies struct {
	// FromMustEqualDigestUser: a call is refused when the caller number is not
	// the account that logs in.
	FromMustEqualDigestUser bool `yaml:"from_must_equal_digest_user"`
	// ForbiddenMayMeanPassword: a wrong password may be answered with 403.
	ForbiddenMayMeanPassword bool `yaml:"forbidden_may_mean_password"`
	// DeclineMayMeanNoCredit: 603 before any ringing may mean no credit.
	DeclineMayMeanNoCredit bool `yaml:"decline_may_mean_no_credit"`
	// IPAuthenticated: trunks are recognised by address, without a login.
	IPAuthenticated bool `yaml:"ip_authenticated"`
	// TechPrefix is the prefix that calls of an IP trunk must carry.
	TechPrefix string `yaml:"tech_prefix"`
}

// Meaning is what a code means on this network, apart from the RFC.
type Meaning struct {
	// Says is one or two sentences; Fix what to do, one step a line.
	Says string   `yaml:"says"`
	Fix  []string `yaml:"fix"`
}

// Host names an own box or range.
type Host struct {
	// Name is read as in "that is our edge in Los Angeles".
	Name string `yaml:"name"`
	// Match holds addresses, prefixes such as 203.0.113.0/24, or host names.
	Match []string `yaml:"match"`
}

// Numbers is a network's number plan, as far as telling two spellings of one
// number apart needs it.
type Numbers struct {
	// CountryCode without +, such as "1".
	CountryCode string `yaml:"country_code"`
	// TrunkPrefix is dialled before a national number, such as "0"; International
	// before a country code, such as "011" or "00".
	TrunkPrefix   string `yaml:"trunk_prefix"`
	International string `yaml:"international"`
	// Format is how this network wants numbers, in words: "10 digits".
	Format string `yaml:"format"`
}

// Ownership tells whose answer this is.
type Ownership uint8

// The answers to "is it ours?".
const (
	// NotNamed: the network does not say what is its own.
	NotNamed Ownership = iota
	// Ours: a domain, realm, address or Server value of this network.
	Ours
	// Foreign: none of them, although the network names its own.
	Foreign
)

// Answer is what of an answer tells whose it is.
type Answer struct {
	// Domain is the Request-URI or From host, Realm that of the challenge,
	// Source the address that sent it, Server its Server value.
	Domain, Realm, Source, Server string
}
