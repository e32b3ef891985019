package lifecycle

import (
	"strings"
	"time"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
)

// instantly is how soon no telephone can have answered: what comes faster is the
// next server's own word.
const instantly = 100 * time.Millisecond

// refusedCall is the refusal of a new call, nil for anything else, and for a
// telephone that was called on behalf of a caller whom the PBX then took itself.
func refusedCall(c *rules.Case) *rules.Refused {
	r := c.Refused()
	if r == nil || r.Answer.Method != "INVITE" || r.InDialog || c.TakenAfter(r.Answer.Tx) != nil || c.TookOtherWay(r.Answer.Tx) {
		return nil
	}
	return r
}

// instant tells a refusal that came before any telephone can have been asked.
func instant(r *rules.Refused) bool { return !r.Rang && r.Timed && r.After < instantly }

// ownWords tells a refusal in words that no telephone uses and that came at once, or
// without times and ringing: a server's policy under a user's code, which is another
// diagnosis.
func ownWords(r *rules.Refused) bool {
	return !r.Rang && (!r.Timed || instant(r)) && r.Answer.Q850() == 0 && !plainPhrases[strings.ToLower(r.Answer.Phrase)]
}

// plainPhrases are the reason phrases of RFC 3261 for a user's own refusals, and
// the short forms that telephones send.
var plainPhrases = map[string]bool{
	"": true, "busy": true, "busy here": true, "user busy": true, "busy everywhere": true,
	"decline": true, "declined": true, "temporarily unavailable": true, "temporarily not available": true,
}

// saysDeclined tells a refusal whose phrase is the bare word for rejecting, whatever
// its code.
func saysDeclined(r *rules.Refused) bool {
	switch strings.ToLower(r.Answer.Phrase) {
	case "decline", "declined", "reject", "rejected":
		return true
	}
	return false
}

// means tells whether the answer's wording has this sense, and whether it has
// another one that speaks against it. "Normal clearing" under a refusal says
// nothing either way.
func means(c *rules.Case, r *rules.Refused, senses ...network.Sense) (match network.Match, ok, other bool) {
	for _, sense := range senses {
		if match, ok = c.Says(r.Answer, sense); ok {
			return match, true, false
		}
	}
	for _, m := range c.Senses(r.Answer) {
		other = other || m.Sense != network.NormalClearing
	}
	return network.Match{}, false, other
}
