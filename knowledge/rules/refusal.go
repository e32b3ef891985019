package rules

import (
	"slices"
	"strconv"
	"strings"
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

// Identity is the user that a provider takes for the caller, in the usual order
// of trust: P-Preferred-Identity, P-Asserted-Identity, Remote-Party-ID, From (RFC
// 3325 9), and the header that it stands in.
func Identity(m *parser.Message) (user, header string) {
	for _, name := range []string{"P-Preferred-Identity", "P-Asserted-Identity", "Remote-Party-ID", "From"} {
		for _, value := range m.List(name) {
			uri := parser.ParseAddress(value).URI
			if uri.User != "" {
				return uri.User, name
			}
		}
	}
	return "", ""
}

// FromDiffers tells whether From presents another number than the account that
// logs in, formats aside.
func (c *Case) FromDiffers(r *Refused) bool {
	return r.Login != nil && r.From != "" && r.Account != "" && !c.Plan.Same(r.From, r.Account) && !mayAgree(r.From, r.Account)
}

// FromAgrees tells whether From presents the very account that logs in. What a paste
// masks agrees with nothing for certain.
func (c *Case) FromAgrees(r *Refused) bool {
	return c.Plan.Same(r.From, r.Account) && !Masked(r.From) && !Masked(r.Account)
}

// IdentityMatches tells whether another header than From presents the account.
func (c *Case) IdentityMatches(r *Refused) bool {
	return r.Login != nil && r.IdentityHeader != "From" && c.Plan.Same(r.Identity, r.Account)
}

// Elsewhere compares a refused call with the calls of the same sender in the same
// trace that got through.
type Elsewhere struct {
	// SameFrom is a call with the same From to another number, OtherFrom one with
	// another From, SameMismatch one whose From differed from its account too.
	SameFrom, OtherFrom, SameMismatch *parser.Dialog
}

// Elsewhere finds calls that got through.
func (c *Case) Elsewhere(r *Refused) Elsewhere {
	var e Elsewhere
	if r.Request == nil {
		return e
	}
	for _, d := range c.Dialog.Around() {
		if d == c.Dialog || d.Kind != parser.Call || !through(d) || len(d.Invites) == 0 || d.Invites[0].Request == nil {
			continue
		}
		invite := d.Invite().Request
		if invite == nil || invite.Src != r.Request.Src || invite.Dst != r.Request.Dst {
			continue
		}
		if c.Plan.Same(d.From, r.From) {
			e.SameFrom = d
		} else {
			e.OtherFrom = d
		}
		for _, l := range d.Logins() {
			if l.Accepted() && !c.Plan.Same(l.Request.From().URI.User, l.Credentials.Username) {
				e.SameMismatch = d
			}
		}
	}
	return e
}

// through tells whether a call got past the provider's checks: it rang or was
// answered.
func through(d *parser.Dialog) bool {
	return d.Outcome == parser.Answered || d.Ringing != nil
}

// International tells a number dialled with an international prefix or, under a
// plan with a country code, with another country's code.
func (c *Case) International(user string) bool {
	digits, ok := parser.Digits(user)
	if !ok {
		return false
	}
	code := c.Plan.CountryCode
	switch {
	case strings.HasPrefix(digits, "011") && len(digits) > 11:
		return code == "" || !strings.HasPrefix(digits[3:], code)
	case strings.HasPrefix(digits, "00") && len(digits) > 9:
		return code == "" || !strings.HasPrefix(digits[2:], code)
	case digits[0] == '+':
		return code != "" && !strings.HasPrefix(digits[1:], code)
	}
	return false
}

// Premium tells the prefixes that carriers rate apart: 900 and 976 in the North
// American plan.
func (c *Case) Premium(user string) bool {
	digits, ok := parser.Digits(user)
	if !ok || c.Plan.CountryCode != "1" {
		return false
	}
	national := strings.TrimPrefix(c.Plan.E164(digits), "1")
	return len(national) == 10 && (strings.HasPrefix(national, "900") || national[3:6] == "976")
}

// IsNumber tells a telephone number of at least seven digits from a name or an
// extension.
func IsNumber(user string) bool {
	digits, ok := parser.Digits(user)
	return ok && len(strings.TrimPrefix(digits, "+")) >= 7
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

// OtherHost is a call or registration of the same sender with the same server that
// works and that names the server differently from the refused request, which has
// no login. Nil without one, or where requests to the refused name work as well.
func (c *Case) OtherHost(r *Refused) *parser.Message {
	if r.Request == nil || r.Login != nil || r.Challenged {
		return nil
	}
	mine := r.Request.Target().Host
	var other *parser.Message
	for _, d := range c.Dialog.Around() {
		if d == c.Dialog || !through(d) && d.Outcome != parser.Registered || d.Decisive == nil {
			continue
		}
		m := d.Decisive.Request
		if m == nil || m.Dst == "" || m.SourceHost() != r.Request.SourceHost() || m.Dst != r.Request.Dst {
			continue
		}
		switch host := m.Target().Host; {
		case strings.EqualFold(host, mine):
			return nil
		case host != "" && parser.ClassOf(host) == parser.HostUnknown && other == nil:
			other = m
		}
	}
	return other
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

// Anonymous tells a call whose caller withholds the number, and the line that does
// it (RFC 3323 4.1, RFC 3325 9.1).
func Anonymous(m *parser.Message) (Evidence, bool) {
	if m == nil {
		return Evidence{}, false
	}
	for _, h := range m.All("Privacy") {
		for _, value := range strings.FieldsFunc(strings.ToLower(h.Value), func(r rune) bool { return r == ';' || r == ',' || r == ' ' }) {
			if value == "id" || value == "user" || value == "header" {
				return HeaderLine(m, h), true
			}
		}
	}
	from := m.From().URI
	if strings.EqualFold(from.User, "anonymous") || strings.EqualFold(from.Host, "anonymous.invalid") {
		return Address(m, "From"), true
	}
	return Evidence{}, false
}
