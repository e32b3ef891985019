package parser

// knownMisses are the pairs of a dialect and a damage that lose something in at
// least one of the dialogs, and why that is left so.
var knownMisses = map[string]string{
	"c-string line-numbers":              brokenString,
	"c-string smart-quotes":              brokenString,
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
	"docker-json entities-numeric":       brokenString,
	"docker-json smart-quotes":           brokenString,
	"homer-json entities-numeric":        brokenString,
	"homer-json smart-dashes":            brokenString,
	"homer-json smart-quotes":            brokenString,
	"journal-json entities-numeric":      brokenString,
	"journal-json smart-quotes":          brokenString,
	"base64-record html-spans":           hidden,
	"byte-array html-spans":              hidden,
	"byte-array no-break-spaces":         hidden,
	"byte-array quoted-printable":        hidden,
	"c-array html-breaks":                hidden,
	"c-array html-paragraphs":            hidden,
	"c-array html-spans":                 hidden,
	"c-array line-numbers":               hidden,
	"c-array no-break-spaces":            hidden,
	"c-array quoted-bar":                 hidden,
	"c-array quoted-escaped":             hidden,
	"docker-json line-numbers":           hidden,
	"docker-json quoted-bar":             hidden,
	"docker-json quoted-escaped":         hidden,
	"hex-string html-spans":              hidden,
	"hex-string quoted-printable":        hidden,
	"journal-json line-numbers":          hidden,
	"journal-json quoted-bar":            hidden,
	"journal-json quoted-escaped":        hidden,
	"url-encoded html-spans":             hidden,
	"url-encoded quoted-printable":       hidden,
	"url-encoded slack-text-twice":       hidden,
	"hexdump-c slack-sip-links":          dump,
	"hexdump-c slack-sip-links-bare":     dump,
	"xxd slack-sip-links":                dump,
	"xxd slack-sip-links-bare":           dump,
	"byte-array terminal-120":            framed,
	"byte-array terminal-97":             framed,
	"kibana-csv terminal-97":             framed,
	"phone-log terminal-120":             framed,
	"phone-log terminal-97":              framed,
	"psql-rows terminal-120":             framed,
	"psql-rows terminal-97":              framed,
	"psql-rows wrapped":                  framed,
	"softphone terminal-120":             framed,
	"sonus-trc terminal-97":              chance,
	"yaml-block wrong-length":            longBody,
}

const (
	dump         = "the columns of a dump are broken: what was done to them hits the bytes"
	brokenString = "the string is no longer one of its language"
	flatTwice    = "a message that was flattened has no line to tell a break from a blank"
	hidden       = "nothing shows SIP before the records or bytes are taken apart, which what lies over them prevents"
	framed       = "a terminal cut lines that have marks at their beginning or end, which its pieces lack"
	chance       = "one line was cut, and lines that were not are as long, or the blank at the cut is lost"
	longBody     = "a body that says it is longer goes on with what follows"
	dots         = "one dot at the end of one line is no mark of a carriage return"
)
