// Package network holds what one telephone network means by its answers: its
// policies, its meaning of codes, its wording, its names for its own boxes.
//
// The network of the seed article ships inside the program. A folder of YAML
// read over it makes it any other network; the shipped files are never edited.
package network

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

// Sense is what a provider's wording stands for, in kebab case.
type Sense string

// The senses that rules ask for. Where a diagnosis says exactly this, the sense
// bears its id.
const (
	NoCredit            Sense = "account-no-credit"
	CallerIDNotAllowed  Sense = "caller-id-not-allowed"
	SourceIPNotAllowed  Sense = "source-ip-not-allowed"
	DestinationBlocked  Sense = "destination-not-permitted"
	ChannelLimit        Sense = "concurrent-call-limit"
	CallRateLimit       Sense = "call-rate-limit"
	AccountSuspended    Sense = "account-suspended"
	AnalyticsBlock      Sense = "network-blocked-603plus"
	WrongPassword       Sense = "auth-wrong-password"
	UserUnknown         Sense = "reg-user-unknown"
	WrongDomain         Sense = "reg-wrong-domain"
	NotRegistered       Sense = "user-not-registered"
	NumberUnknown       Sense = "number-not-found"
	NumberIncomplete    Sense = "number-incomplete"
	NoRoute             Sense = "no-route-to-destination"
	NumberChanged       Sense = "number-changed"
	AnonymousRefused    Sense = "anonymous-call-refused"
	DoNotDisturb        Sense = "do-not-disturb"
	Busy                Sense = "callee-busy"
	NoAnswer            Sense = "no-answer"
	Declined            Sense = "callee-declined"
	RTPTimeout          Sense = "rtp-timeout-hangup"
	DurationLimit       Sense = "call-duration-limit"
	EmergencyAddress    Sense = "emergency-location-missing"
	TLSRequired         Sense = "tls-required"
	EncryptionRequired  Sense = "srtp-required-not-offered"
	CodecMismatch       Sense = "codec-mismatch-488"
	ContactRefused      Sense = "contact-user-not-aor"
	ContactHostRefused  Sense = "contact-host-not-trunk-fqdn"
	SchemeUnsupported   Sense = "uri-scheme-unsupported"
	AnsweredElsewhere   Sense = "answered-elsewhere"
	NormalClearing      Sense = "normal-clearing"
	SessionTimerExpired Sense = "session-refresh-missing"
	ACKMissing          Sense = "ack-missing"
	PRACKMissing        Sense = "prack-missing"
	TooManyFailedLogins Sense = "banned-after-failed-logins"
)

// Wording is all that an answer, or a BYE or CANCEL, says in words. Fields that
// the message does not have are empty.
type Wording struct {
	Code   int
	Phrase string
	// Warnings and Reasons are the text of each such header, without code,
	// agent and protocol; Headers the values of X- headers by name.
	Warnings, Reasons []string
	Headers           map[string]string
	// Server is the Server or User-Agent value, by which a provider's own
	// suffixes are told from another's.
	Server string
}

// Match is one sense found in a wording.
type Match struct {
	Sense Sense
	// Where is "phrase", "warning", "reason" or the name of a header; Text the
	// whole text of that place, as quoted in a reply.
	Where, Text string
	// Provider and Suffix are set where a provider's own code said it, such as
	// "Telnyx" and "D35".
	Provider, Suffix string
}

// Senses reads the words. A generic phrase of the code itself ("Forbidden")
// has no sense. The strongest match comes first.
func (n *Network) Senses(w Wording) []Match { return nil }

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

// Owns tells whether the answer is of this network.
func (n *Network) Owns(a Answer) Ownership { return NotNamed }
