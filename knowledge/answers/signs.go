package answers

import (
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// A sign is what a dialog plainly shows of itself, in the protocol's own terms.
// It answers a question about a trace that no diagnosis speaks of.
type sign struct {
	key      string
	fields   rules.Fields
	evidence []rules.Evidence
}

// signWords are the words of one sign, from signs.yaml.
type signWords struct {
	Title     string   `yaml:"title"`
	Says      string   `yaml:"says"`
	Certainty string   `yaml:"certainty"`
	Who       string   `yaml:"who"`
	Actor     string   `yaml:"actor"`
	Fix       []string `yaml:"fix"`
	Settles   string   `yaml:"settles,omitempty"`
	Sure      string   `yaml:"sure"`
	Cites     []string `yaml:"cites"`
}

// signOf is the first sign that a dialog shows, nil where it shows none. The
// more special a sign, the earlier it is looked for.
func (s *scene) signOf(d *parser.Dialog) *sign {
	for _, look := range []func(*scene, *parser.Dialog) *sign{
		looped, notPRACKed, notACKed, byeRefused, transferFailed, nonceLoop, inboundChallenged, tooBrief,
		emergencyRefused, networkBlocked, codecRefused, busy, noAnswer, declined, numberUnknown, congested,
		unanswered, refused, privateMedia,
	} {
		if found := look(s, d); found != nil {
			return found
		}
	}
	return nil
}

func looped(_ *scene, d *parser.Dialog) *sign {
	m := d.Refusal()
	if m == nil || m.Code != 482 && m.Code != 483 {
		return nil
	}
	hosts := loopHosts(m)
	if len(hosts) == 0 {
		return nil
	}
	return &sign{"routing-loop", rules.Fields{"code": strconv.Itoa(m.Code), "hosts": words.Enumerate(hosts), "to": rules.Shown(d.To)},
		[]rules.Evidence{rules.Start(m), rules.Header(m, "Via")}}
}

// loopHosts are the hosts that a message's Via lines name more than once.
func loopHosts(m *parser.Message) []string {
	count := map[string]int{}
	var hosts []string
	for _, v := range m.Vias() {
		host := v.SentBy()
		count[host]++
		if count[host] == 2 {
			hosts = append(hosts, v.Host)
		}
	}
	return hosts
}

func notPRACKed(_ *scene, d *parser.Dialog) *sign {
	if d.Kind != parser.Call || d.Answer != nil {
		return nil
	}
	m := unconfirmed(d)
	if m == nil {
		return nil
	}
	sent := m.Tx.Resent(m)
	if len(sent) < 3 {
		return nil
	}
	return &sign{"prack-missing", rules.Fields{"n": rules.Number(m), "count": strconv.Itoa(len(sent))},
		[]rules.Evidence{rules.Start(m), rules.Header(m, "Require")}}
}

// unconfirmed is a reliable provisional response that no PRACK names, nil without
// one (RFC 3262 3).
func unconfirmed(d *parser.Dialog) *parser.Message {
	for _, t := range d.Invites {
		for _, r := range t.Responses {
			if r.Reliable() && prackOf(d, r) == nil {
				return r
			}
		}
	}
	return nil
}

// prackOf is the PRACK that confirms a reliable provisional response.
func prackOf(d *parser.Dialog, r *parser.Message) *parser.Message {
	for _, t := range d.Transactions {
		if t.Method != "PRACK" || t.Request == nil {
			continue
		}
		rseq, _, _ := strings.Cut(strings.TrimSpace(t.Request.Header("RAck")), " ")
		if rseq == "" || rseq == strings.TrimSpace(r.Header("RSeq")) {
			return t.Request
		}
	}
	return nil
}

func notACKed(_ *scene, d *parser.Dialog) *sign {
	if d.Answer == nil || d.ACK != nil {
		return nil
	}
	sent := d.Answer.Tx.Resent(d.Answer)
	if len(sent) < 3 {
		return nil
	}
	contact := d.Answer.Contact().URI
	key := "ack-missing"
	if parser.ClassOf(contact.Host) == parser.HostPrivate && parser.ClassOf(d.Answer.TargetHost()) == parser.HostPublic {
		key = "ack-missing-private"
	}
	host := d.Answer.SourceHost()
	if host == "" {
		host = "the answering side"
	}
	shown := contact.HostPort()
	if shown == "" {
		shown = "an address that the trace does not show"
	}
	return &sign{key, rules.Fields{"n": rules.Number(d.Answer), "count": strconv.Itoa(len(sent)), "contact": shown, "host": host},
		[]rules.Evidence{rules.Start(d.Answer), rules.Header(d.Answer, "Contact")}}
}

func byeRefused(_ *scene, d *parser.Dialog) *sign {
	if d.Bye == nil || d.Answer == nil {
		return nil
	}
	t := d.Bye.Tx
	if t.Final == nil || t.Code() != 481 || racingBye(d) {
		return nil
	}
	f := rules.Fields{"n": rules.Number(d.Bye), "code": strconv.Itoa(t.Code())}
	evidence := []rules.Evidence{rules.Header(d.Bye, "From"), rules.Start(t.Final)}
	if d.Bye.FromTag == "" && !d.Bye.Partial {
		f["from"] = "From: " + d.Bye.Header("From")
		return &sign{"bye-refused-tag", f, evidence}
	}
	return &sign{"bye-refused", f, evidence}
}

// racingBye tells whether both sides hung up at once: each sent a BYE.
func racingBye(d *parser.Dialog) bool {
	sides := map[parser.Side]bool{}
	for _, t := range d.Roots("BYE") {
		sides[t.Side] = true
	}
	return sides[parser.Caller] && sides[parser.Callee]
}

func transferFailed(_ *scene, d *parser.Dialog) *sign {
	x := transferOf(d)
	if x == nil || x.report == nil || x.code < 300 {
		return nil
	}
	return &sign{"transfer-failed", rules.Fields{"target": x.target, "answer": x.answer, "n": rules.Number(x.report)},
		[]rules.Evidence{rules.Header(x.refer, "Refer-To"), rules.BodyLine(x.report, x.report.BodyLine, x.answer)}}
}

func nonceLoop(_ *scene, d *parser.Dialog) *sign {
	if d.Outcome != parser.Rejected {
		return nil
	}
	old := 0
	for _, l := range d.Logins() {
		if l.Offered == nil || l.Current() || !l.Offered.Stale {
			continue
		}
		if old++; old < 2 {
			continue
		}
		m, challenge := firstStale(d)
		return &sign{"nonce-loop", rules.Fields{"old": l.Credentials.Nonce, "new": challenge.Nonce, "n": rules.Number(m)},
			[]rules.Evidence{rules.HeaderLine(m, challenge.Header), rules.HeaderLine(l.Request, l.Credentials.Header)}}
	}
	return nil
}

// firstStale is the first challenge that says that a nonce is too old.
func firstStale(d *parser.Dialog) (*parser.Message, parser.Challenge) {
	for _, m := range d.Messages {
		for _, c := range m.Challenges() {
			if c.Stale {
				return m, c
			}
		}
	}
	return nil, parser.Challenge{}
}

func inboundChallenged(_ *scene, d *parser.Dialog) *sign {
	if d.Kind != parser.Call || d.Outcome != parser.Challenged || d.Decisive == nil || d.Decisive.Final == nil {
		return nil
	}
	m := d.Decisive.Final
	role := parser.ProductOf(m.Product()).Role
	if role != parser.RolePBX || parser.ProductOf(d.First().Product()).Role == parser.RolePhone || len(d.Decisive.ACKs) == 0 {
		return nil
	}
	source, _ := d.Host(parser.Caller)
	host, _ := d.Host(parser.Callee)
	return &sign{"inbound-challenged", rules.Fields{"code": strconv.Itoa(m.Code), "source": rules.Shown(parser.HostOf(source)), "host": rules.Shown(parser.HostOf(host))},
		[]rules.Evidence{rules.Start(m), rules.Header(m, "WWW-Authenticate")}}
}

func tooBrief(_ *scene, d *parser.Dialog) *sign {
	m := d.Refusal()
	if m == nil || m.Code != 423 || m.Tx.Request == nil {
		return nil
	}
	asked := askedExpiry(m.Tx.Request)
	if asked == 0 || m.Header("Min-Expires") == "" {
		return nil
	}
	return &sign{"interval-too-brief", rules.Fields{"asked": strconv.Itoa(asked), "least": m.Header("Min-Expires"), "n": rules.Number(m)},
		[]rules.Evidence{rules.Header(m.Tx.Request, "Expires"), rules.Header(m, "Min-Expires")}}
}

func privateMedia(_ *scene, d *parser.Dialog) *sign {
	if d.Answer == nil {
		return nil
	}
	side, m := privateSide(d)
	if m == nil {
		return nil
	}
	addr, _ := d.MediaAddress(side)
	host, _ := d.Host(side)
	return &sign{"private-media", rules.Fields{
		"side": sideLabel(d, side), "addr": parser.HostOf(addr), "n": rules.Number(m), "source": rules.Shown(parser.HostOf(host)), "host": parser.HostOf(addr),
	}, []rules.Evidence{rules.SDPLine(m, "c=")}}
}

// privateSide is the side that asks for its audio at a private address although
// the other side is beyond its network, with the message that says so.
func privateSide(d *parser.Dialog) (parser.Side, *parser.Message) {
	for _, side := range []parser.Side{parser.Caller, parser.Callee} {
		addr, m := d.MediaAddress(side)
		if m == nil || parser.ClassOf(parser.HostOf(addr)) != parser.HostPrivate || usesICE(m) {
			continue
		}
		source, inferred := d.Host(side)
		far, _ := d.Host(side.Other())
		farMedia, _ := d.MediaAddress(side.Other())
		public := parser.ClassOf(parser.HostOf(source)) == parser.HostPublic && !inferred
		if public || parser.ClassOf(parser.HostOf(far)) == parser.HostPublic && parser.ClassOf(parser.HostOf(farMedia)) == parser.HostPublic {
			return side, m
		}
	}
	return parser.NoSide, nil
}

// usesICE tells a session description whose candidates override its address (RFC
// 8839).
func usesICE(m *parser.Message) bool {
	sdp := m.SDP()
	if sdp == nil {
		return false
	}
	for i := range sdp.Media {
		if sdp.Media[i].Has("candidate") {
			return true
		}
	}
	return false
}
