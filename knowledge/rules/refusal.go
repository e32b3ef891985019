package rules

import (
	"slices"
	"strconv"
	"time"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/parser"
)

// Refused is what there is to know of a refused request before asking why.
type Refused struct {
	// Answer is the final response, Request what it answers (nil where the trace
	// lacks it).
	Answer, Request *parser.Message
	// Login is the request's login, nil where it carries no credentials.
	Login *parser.Login
	// Challenged is true where a 401 or 407 was seen for this account or from this
	// sender, in this dialog or another of the trace.
	Challenged bool
	// Rang is true where a 18x came before: the far end had the call. A 183 right
	// before the refusal is the network's own, which plays its reason.
	Rang bool
	// InDialog is true for a request inside a call.
	InDialog bool
	// After is the time from the request to the answer; Timed tells whether times
	// are known.
	After time.Duration
	Timed bool
	// From is the user of the From header; Identity the user that most providers
	// read, and IdentityHeader where it stands.
	From, Identity, IdentityHeader string
	// Account is the digest username, "" without a login.
	Account string
}

// Refused describes the final refusal of the dialog, nil where it has none or its
// last answer is an unanswered challenge, or only gives another leg's refusal back:
// the reason is that leg's.
func (c *Case) Refused() *Refused {
	if !c.asked {
		c.refused, c.asked = c.refusal(), true
	}
	return c.refused
}

func (c *Case) refusal() *Refused {
	answer := c.Dialog.Refusal()
	if answer == nil || answer.Tx == nil || c.PassedOn(answer.Tx) != nil {
		return nil
	}
	r := &Refused{Answer: answer, Request: answer.Tx.Request, InDialog: answer.Tx.InDialog}
	r.Rang = rang(answer)
	source := r.Request
	if source == nil {
		source = answer
	}
	r.From = source.From().URI.User
	r.Identity, r.IdentityHeader = Identity(source)
	r.After, r.Timed = parser.Between(r.Request, answer)
	if r.Request != nil && len(r.Request.Headers) == 0 {
		// An arrow of a call flow: what it carried is not in the trace.
		r.Request = nil
	}
	for _, l := range c.Dialog.Logins() {
		if r.Request != nil && l.Request == r.Request && (r.Login == nil || l.Seen != nil) {
			r.Login, r.Account = l, l.Credentials.Username
		}
	}
	r.Challenged = c.challenged(source)
	return r
}

// soonest is how soon after it hears of a call a person can refuse it.
const soonest = 500 * time.Millisecond

// rang tells whether somebody was asked before the answer.
func rang(answer *parser.Message) bool {
	for _, r := range answer.Tx.Responses {
		if r.Code <= 100 || r.Code >= 200 {
			continue
		}
		// A log of whole seconds cannot tell.
		coarse := r.Time.Nanosecond() == 0 && answer.Time.Nanosecond() == 0
		if after, timed := parser.Between(r, answer); r.Code != 183 || !timed || coarse || after >= soonest {
			return true
		}
	}
	return false
}

// challenged tells whether anything in the trace shows that this sender or
// account is asked to log in.
func (c *Case) challenged(m *parser.Message) bool {
	if c.Dialog.Traits&parser.HasChallenge != 0 {
		return true
	}
	user := m.From().URI.User
	if user == "" {
		return false
	}
	for _, other := range c.Trace.ChallengesTo(m.SourceHost(), m) {
		if c.Plan.Same(other.From().URI.User, user) {
			return true
		}
	}
	return false
}

// OwnPBX tells a telephone that its own PBX refused, where no provider's account is in
// play: a product that only PBXs are built of, or one in the same private network.
func (r *Refused) OwnPBX() bool {
	if r.Request == nil {
		return false
	}
	answering := parser.ProductOf(r.Answer.Product())
	if answering.Role != parser.RolePBX {
		return false
	}
	switch parser.ProductOf(r.Request.Header("User-Agent")).Role {
	case parser.RolePhone, parser.RoleSoftphone, parser.RoleATA:
	default:
		return false
	}
	switch answering.Family {
	case "asterisk", "freeswitch", "broadworks", "netsapiens":
		return parser.ClassOf(r.Request.TargetHost()) == parser.HostPrivate
	}
	return true
}

// Downstream tells whether the refusal seems to come from behind the provider:
// slow, or with the Server value of another box than the one that challenged.
func (r *Refused) Downstream() bool {
	if r.Timed && r.After > 3*time.Second {
		return true
	}
	if r.Login == nil || r.Login.OfferedBy == nil {
		return false
	}
	here, there := r.Login.OfferedBy.Header("Server"), r.Answer.Header("Server")
	return here != "" && there != "" && here != there
}

// Meant is the sense that decides what the words of m mean, where it is one of
// these. Of several senses the strongest counts: "no credit for international
// calls" is about money.
func (c *Case) Meant(m *parser.Message, senses ...network.Sense) (network.Match, bool) {
	all := c.Senses(m)
	if len(all) == 0 {
		return network.Match{}, false
	}
	for _, sense := range senses {
		if all[0].Sense == sense {
			return all[0], true
		}
	}
	return network.Match{}, false
}

// NewRequest is the refusal of a request that starts something, by one of these
// methods; nil for anything else, and for what a scanner tries.
func (c *Case) NewRequest(methods ...string) *Refused {
	r := c.Refused()
	if r == nil || r.InDialog || !slices.Contains(methods, r.Answer.Method) || c.Hostile(c.Dialog) {
		return nil
	}
	return r
}

// Named builds the hit of a refusal that gives its reason in words. Where a
// provider's own code said it, the fields tell whose code and what it means there,
// and the variant is "provider".
func (c *Case) Named(r *Refused, match network.Match) *Hit {
	h := &Hit{
		Certainty: Certain,
		Evidence:  Quoting(r.Answer, match),
		Fields: Fields{
			"to": Shown(c.Dialog.Dialled), "code": strconv.Itoa(r.Answer.Code), "words": match.Text, "answer": Number(r.Answer),
			"from_user": Shown(r.From), "identity": Shown(r.Identity), "identity_header": Shown(r.IdentityHeader),
			"account": Shown(r.Account), "call_id": c.Dialog.CallID,
		},
		Variant: "worded",
	}
	if r.Account == "" {
		h.Fields["account"] = Shown(r.From)
	}
	if match.Suffix == "" {
		return h
	}
	for _, entry := range c.Network.Provider(match.Provider + " " + match.Suffix) {
		h.Variant = "provider"
		h.Fields["provider"], h.Fields["suffix"], h.Fields["meaning"] = match.Provider, match.Suffix, entry.Says
	}
	return h
}

// Quoting is an answer's first line and the line that carries the words.
func Quoting(m *parser.Message, match network.Match) []Evidence {
	evidence := []Evidence{Start(m)}
	if where := Where(m, match); where.Line != evidence[0].Line || where.Text != evidence[0].Text {
		evidence = append(evidence, where)
	}
	return evidence
}

// Bare tells a refusal that only its number explains: no words, and no Q.850 cause
// that says anything.
func (c *Case) Bare(r *Refused) bool {
	if c.Worded(r.Answer) {
		return false
	}
	switch r.Answer.Q850() {
	case 0, 16, 31, 127:
		return true
	}
	return false
}

// OwnWords is what an answer says in words that have no known sense, nil and false
// where it says nothing or something known.
func (c *Case) OwnWords(m *parser.Message) (network.Match, bool) {
	if c.Worded(m) {
		return network.Match{}, false
	}
	return c.Network.Unplaced(WordingOf(m))
}

// Wordless adds the fields by which a rule tells that an answer gives no reason:
// "why" for a headline, "wordless" behind the answer's number. Words without a known
// sense are quoted, and are evidence: a reader may know what they mean.
func (c *Case) Wordless(h *Hit, answer *parser.Message) {
	h.Fields["why"], h.Fields["wordless"] = "without saying why", "gives no reason in words"
	match, ok := c.OwnWords(answer)
	if !ok {
		return
	}
	h.Fields["why"] = "in words of its own"
	h.Fields["wordless"] = `says only "` + match.Text + `", which names no cause that is known here`
	if match.Where != "phrase" {
		h.Evidence = append(h.Evidence, Where(answer, match))
	}
}
