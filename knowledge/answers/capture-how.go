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
	for _, side := range []parser.Side{parser.Caller, parser.Callee} {
		p := s.dialog.ProductAt(side)
		if key, ok := captureKeys[p.Family]; ok {
			r.key = key
			r.fields["product"] = p.Text
			return r
		}
	}
	return r
}

// captureKeys are the products that have their own way, by family.
var captureKeys = map[string]string{
	"asterisk": "asterisk", "freepbx": "asterisk", "issabel": "asterisk", "vitalpbx": "asterisk", "freeswitch": "freeswitch", "fusionpbx": "freeswitch",
	"kamailio": "proxy", "opensips": "proxy", "ser": "proxy", "3cx": "3cx", "cube": "cube", "cucm": "cucm", "fritzbox": "fritzbox",
	"yealink": "phone", "snom": "phone", "polycom": "phone", "grandstream": "phone", "fanvil": "phone", "gigaset": "phone", "audiocodes": "audiocodes", "yeastar": "yeastar",
}
