// Package reference says what everything in a SIP trace means: response codes,
// causes, warnings, methods, headers, parameters, SDP, codecs, timers and terms.
//
// The words are YAML files beside this one, a file or a few for each kind of
// entry, to be corrected by whoever knows better. Each file maps the key of an
// entry, as its registry writes it, to what is said of it:
//
//	"487":
//	  name: Request Terminated
//	  also: [cancelled call, ORIGINATOR_CANCEL]
//	  says: One or two sentences: what it means.
//	  causes: [the usual one, the next, the third]
//
// The key stands at the start of its line, in quotes where it is a number; name
// and also are indented by two blanks and stay on one line each, because an
// index of them is read without decoding the rest. An entry is decoded, and
// checked strictly, when it is first asked for. A test decodes all of them.
package reference

// Kind says what sort of thing an entry explains.
type Kind string

// The kinds of entries.
const (
	Response       Kind = "response"
	Class          Kind = "class"
	Warning        Kind = "warning"
	Cause          Kind = "q850"
	Method         Kind = "method"
	Header         Kind = "header"
	Parameter      Kind = "parameter"
	SDP            Kind = "sdp"
	Payload        Kind = "payload"
	Transport      Kind = "transport"
	OptionTag      Kind = "option-tag"
	ReasonProtocol Kind = "reason-protocol"
	Timer          Kind = "timer"
	Term           Kind = "term"
	Provider       Kind = "provider"
	Diagnosis      Kind = "diagnosis"
)

// shelf is the place of one kind: its entries lie in <stem>.yaml and in
// <stem>-<anything>.yaml.
type shelf struct {
	kind Kind
	stem string
}

// shelves lists the kinds that have files here, in the order of a list. What a
// diagnosis or a provider says comes from elsewhere, see Extra.
var shelves = []shelf{
	{Response, "responses"},
	{Class, "classes"},
	{Cause, "q850"},
	{Warning, "warnings"},
	{Method, "methods"},
	{Header, "headers"},
	{Parameter, "parameters"},
	{SDP, "sdp"},
	{Payload, "payloads"},
	{Transport, "transports"},
	{OptionTag, "option-tags"},
	{ReasonProtocol, "reason-protocols"},
	{Timer, "timers"},
	{Term, "terms"},
}

// Entry is what is said of one thing. Sentences may carry the marks *strong* and
// `quoted`.
type Entry struct {
	Kind Kind `yaml:"-"`
	// Key is what the registry calls it: the number of a code, cause, warning or
	// static payload; the name of a header, parameter, method, attribute or
	// encoding, spelt as there.
	Key string `yaml:"-"`
	// Name is the registry's phrase or name; Also lists other ways to write the key
	// or the name which mean just this: compact forms, old phrases, abbreviations,
	// what a vendor calls it.
	Name string   `yaml:"name"`
	Also []string `yaml:"also,omitempty"`
	// Says is what it means, in one or two sentences.
	Says string `yaml:"says"`
	// Sender is who sends it, and why.
	Sender string `yaml:"sender,omitempty"`
	// By says what it means by the method that it answers, where that differs; In
	// what a parameter does in each header.
	By map[string]string `yaml:"by,omitempty"`
	In map[string]string `yaml:"in,omitempty"`
	// Example is a line of a message that shows it, as on the wire.
	Example string `yaml:"example,omitempty"`
	// Causes are the usual causes, the most frequent first.
	Causes []string `yaml:"causes,omitempty"`
	// Check is what to look at first, Fix what to do, a step a line.
	Check string   `yaml:"check,omitempty"`
	Fix   []string `yaml:"fix,omitempty"`
	// Retry tells whether, when and how to try again.
	Retry string `yaml:"retry,omitempty"`
	// Confused is what it is often taken for.
	Confused string `yaml:"confused,omitempty"`
	// Differs gives the difference to another entry in one sentence, by what one
	// would ask for it: "407", "q850 17". One side of a pair has it.
	Differs map[string]string `yaml:"differs,omitempty"`
	// Cites are RFC sections ("RFC 3261 21.4.25"), other documents, or "practice:
	// who does so".
	Cites []string `yaml:"cites"`
	// See names related entries, each as one would ask for it.
	See []string `yaml:"see,omitempty"`
	// Words are what people say who mean this, for the search.
	Words []string `yaml:"words,omitempty"`
	// Unregistered is true for what is seen in the wild and stands in no registry.
	Unregistered bool `yaml:"unregistered,omitempty"`
	// First names the entry that answers best who asks by this one's name; this one
	// then comes second.
	First string `yaml:"first,omitempty"`
	// Common is true where a bare number or name that fits several entries most
	// likely means this one.
	Common bool `yaml:"common,omitempty"`
}
