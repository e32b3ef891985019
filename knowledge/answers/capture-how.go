package answers

import (
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// captureHow answers how to take a better trace on the product that the trace
// shows.
func captureHow(s *scene) *reply {
	r := say("generic", rules.Fields{"product": ""}).overall()
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
			if key, ok := captureKeys[p.Family]; ok && (key == "phone") == phones {
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

// captureLogs are the logs that only one product writes, by the name of their
// dialect.
var captureLogs = map[string]string{
	"asterisk-pjsip": "asterisk", "asterisk-chan-sip": "asterisk", "freeswitch": "freeswitch", "cisco-cube": "cube",
	"cucm": "cucm", "audiocodes": "audiocodes", "snom": "phone",
}

// logNames name the writer of a log where no message does.
var logNames = map[string]string{
	"asterisk": "Asterisk", "freeswitch": "FreeSWITCH", "cube": "the Cisco router", "cucm": "CUCM", "audiocodes": "the AudioCodes SBC", "phone": "the phone",
}

// captureKeys are the products that have their own way, by family.
var captureKeys = map[string]string{
	"asterisk": "asterisk", "freepbx": "asterisk", "issabel": "asterisk", "vitalpbx": "asterisk", "freeswitch": "freeswitch", "fusionpbx": "freeswitch",
	"kamailio": "proxy", "opensips": "proxy", "ser": "proxy", "3cx": "3cx", "cube": "cube", "cucm": "cucm", "fritzbox": "fritzbox", "teams": "teams",
	"yealink": "phone", "snom": "phone", "polycom": "phone", "grandstream": "phone", "fanvil": "phone", "gigaset": "phone", "audiocodes": "audiocodes", "yeastar": "yeastar",
}
