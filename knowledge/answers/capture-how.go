package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// captureHow answers how to take a better trace on the product that the trace
// shows.
func captureHow(s *scene) *reply {
	r := say("generic", rules.Fields{"product": ""}).overall()
	for _, word := range s.q.words {
		if named, ok := captureNames[word]; ok {
			r.key, r.fields["product"] = named.key, named.product
			return r
		}
	}
	if s.dialog == nil {
		return r
	}
	r.key, r.fields["product"] = Capture(s.dialog)
	return r
}

// Capture is the way to take a trace where a dialog was seen: a key of
// capture-how.yaml, "generic" where nothing tells, and the product's own name for
// itself, "" where only the log's shape tells. The host that wrote the log comes
// first: whoever pasted it can write more of it. A PBX comes before a phone,
// because it sees more.
func Capture(d *parser.Dialog) (key, product string) {
	first := d.First()
	if key, ok := captureLogs[first.Format]; ok {
		return key, loggingProduct(d, key)
	}
	for _, phones := range []bool{false, true} {
		for _, side := range []parser.Side{parser.Caller, parser.Callee} {
			p := d.ProductAt(side)
			if key, ok := captureKeys[p.Family]; ok && phoneKeys[key] == phones {
				return key, p.Text
			}
		}
	}
	return "generic", ""
}

// loggingProduct is the name of the side whose product writes such logs.
func loggingProduct(d *parser.Dialog, key string) string {
	for _, side := range []parser.Side{parser.Caller, parser.Callee} {
		if p := d.ProductAt(side); captureKeys[p.Family] == key {
			return p.Text
		}
	}
	return logNames[key]
}

// CaptureNamed is the way of the first product that words of a text name, "generic"
// where they name none.
func CaptureNamed(said []string) (key, product string) {
	for _, word := range said {
		if named, ok := captureNames[word]; ok && word != "windows" && word != "linux" {
			return named.key, named.product
		}
	}
	return "generic", ""
}

// captureNames are the products that a question may name, whatever the trace shows.
var captureNames = map[string]struct{ key, product string }{
	"asterisk": {"asterisk", "Asterisk"}, "freepbx": {"asterisk", "FreePBX"}, "issabel": {"asterisk", "Issabel"}, "freeswitch": {"freeswitch", "FreeSWITCH"}, "fusionpbx": {"freeswitch", "FusionPBX"},
	"kamailio": {"proxy", "Kamailio"}, "opensips": {"proxy", "OpenSIPS"}, "3cx": {"3cx", "3CX"}, "cube": {"cube", "a Cisco CUBE"}, "cucm": {"cucm", "CUCM"}, "callmanager": {"cucm", "CUCM"},
	"fritz": {"fritzbox", "the FRITZ!Box"}, "fritzbox": {"fritzbox", "the FRITZ!Box"}, "fritz-box": {"fritzbox", "the FRITZ!Box"}, "avm": {"fritzbox", "the FRITZ!Box"},
	"audiocodes": {"audiocodes", "the AudioCodes SBC"}, "mediant": {"audiocodes", "the AudioCodes SBC"}, "yeastar": {"yeastar", "the Yeastar"}, "teams": {"teams", "Teams"},
	"yealink": {"yealink", "the Yealink"}, "snom": {"snom", "the snom"}, "grandstream": {"grandstream", "the Grandstream"}, "polycom": {"phone", "the Poly phone"}, "poly": {"phone", "the Poly phone"},
	"fanvil": {"phone", "the Fanvil"}, "gigaset": {"phone", "the Gigaset"}, "wireshark": {"windows", "Wireshark"}, "windows": {"windows", "Windows"}, "linux": {"generic", ""},
}

// captureLogs are the logs that only one product writes, by the name of their
// dialect.
var captureLogs = map[string]string{
	"asterisk-pjsip": "asterisk", "asterisk-chan-sip": "asterisk", "freeswitch": "freeswitch", "cisco-cube": "cube",
	"cucm": "cucm", "audiocodes": "audiocodes", "snom": "snom", "expressway": "expressway", "oracle": "oracle", "genesys": "genesys", "broadworks": "broadworks",
}

// logNames name the writer of a log where no message does.
var logNames = map[string]string{
	"asterisk": "Asterisk", "freeswitch": "FreeSWITCH", "cube": "the Cisco router", "cucm": "CUCM", "audiocodes": "the AudioCodes SBC", "snom": "the phone",
	"expressway": "the Expressway", "oracle": "the Oracle SBC", "genesys": "Genesys SIP Server", "broadworks": "BroadWorks",
}

// phoneKeys are the ways that a telephone has.
var phoneKeys = map[string]bool{"phone": true, "yealink": true, "snom": true, "grandstream": true, "softphone": true}

// captureKeys are the products that have their own way, by family.
var captureKeys = map[string]string{
	"asterisk": "asterisk", "freepbx": "asterisk", "issabel": "asterisk", "vitalpbx": "asterisk", "freeswitch": "freeswitch", "fusionpbx": "freeswitch",
	"kamailio": "proxy", "opensips": "proxy", "ser": "proxy", "3cx": "3cx", "cube": "cube", "cucm": "cucm", "fritzbox": "fritzbox", "teams": "teams",
	"wazo": "asterisk", "kazoo": "proxy", "expressway": "expressway", "avaya-sm": "avaya-sm", "avaya-sbc": "avaya-sbc", "ipoffice": "ipoffice", "oracle-sbc": "oracle",
	"lancom": "lancom", "innovaphone": "innovaphone", "grandstream-ucm": "ucm", "broadworks": "broadworks", "genesys": "genesys", "metaswitch": "metaswitch",
	"twilio": "twilio", "telnyx": "telnyx", "auerswald": "web", "bintec": "web", "starface": "web", "agfeo": "web",
	"zoiper": "softphone", "bria": "softphone", "linphone": "softphone", "microsip": "softphone", "acrobits": "softphone", "jitsi": "softphone", "baresip": "softphone",
	"2n": "phone", "akuvox": "phone", "grandstream-ata": "phone", "cisco-spa": "phone", "obihai": "phone", "panasonic-phone": "phone",
	"yealink": "yealink", "snom": "snom", "polycom": "phone", "grandstream": "grandstream", "fanvil": "phone", "gigaset": "phone", "audiocodes": "audiocodes", "yeastar": "yeastar",
}
