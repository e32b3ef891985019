package parser

// knownMisses are the pairs of a dialect and a damage that lose something in at
// least one of the dialogs, and why that is left so.
var knownMisses = map[string]string{
	"c-string line-numbers":              brokenString,
	"c-string smart-quotes":              brokenString,
	"go-string lost-first-letter":        brokenString,
	"go-string smart-dashes":             brokenString,
	"json-log entities-numeric":          brokenString,
	"json-log lost-first-letter":         brokenString,
	"json-log smart-dashes":              brokenString,
	"json-log smart-quotes":              brokenString,
	"python-bytes lost-first-letter":     brokenString,
	"python-bytes smart-dashes":          brokenString,
	"ngrep-byline flattened":             dots,
	"ngrep-byline flattened-bars":        dots,
	"tcpdump-hex slack-sip-links":        dump,
	"tcpdump-hex slack-sip-links-bare":   dump,
	"wireshark-hex slack-sip-links":      dump,
	"wireshark-hex slack-sip-links-bare": dump,
	"cucm-flat folded":                   flatTwice,
	"cucm-flat spaced-sdp":               flatTwice,
	"cucm-flat wrapped":                  flatTwice,
	"python-bytes flattened":             flatTwice,
	"python-bytes flattened-bars":        flatTwice,
}

const (
	dump         = "the columns of a dump are broken: what was done to them hits the bytes"
	brokenString = "the string is no longer one of its language"
	flatTwice    = "a message that was flattened has no line to tell a break from a blank"
	dots         = "one dot at the end of one line is no mark of a carriage return"
)
