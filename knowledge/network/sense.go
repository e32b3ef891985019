package network

// Sense is what a provider's wording stands for, in kebab case.
type Sense string

// The senses that rules ask for. Where a diagnosis says exactly this, the sense
// bears its id.
const (
	NoCredit            Sense = "account-no-credit"
	CallerIDNotAllowed  Sense = "caller-id-not-allowed"
	FromMismatch        Sense = "auth-id-from-mismatch-rejected"
	SourceIPNotAllowed  Sense = "source-ip-not-allowed"
	TechPrefix          Sense = "tech-prefix-missing"
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
	NumberFormat        Sense = "number-format-suspect"
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

// ranked lists every sense, the one that decides first: of "Account suspended:
// insufficient balance" the money is the reason, and of "spam: caller ID not
// verified" the block is.
var ranked = []Sense{
	EmergencyAddress, AnsweredElsewhere, RTPTimeout, PRACKMissing, ACKMissing, SessionTimerExpired,
	NoCredit, AnalyticsBlock, TooManyFailedLogins, CallRateLimit, ChannelLimit, AnonymousRefused, ContactHostRefused,
	ContactRefused, FromMismatch, CallerIDNotAllowed, AccountSuspended, TechPrefix, SourceIPNotAllowed, TLSRequired, EncryptionRequired,
	SchemeUnsupported, WrongDomain, WrongPassword, DestinationBlocked, NumberChanged, NumberIncomplete, NumberFormat,
	NotRegistered, NoRoute, NumberUnknown, UserUnknown, CodecMismatch, DurationLimit, DoNotDisturb, Declined, Busy,
	NoAnswer, NormalClearing,
}

// AllSenses lists the senses that phrases.yaml may name.
func AllSenses() []string {
	all := make([]string, len(ranked))
	for i, s := range ranked {
		all[i] = string(s)
	}
	return all
}
