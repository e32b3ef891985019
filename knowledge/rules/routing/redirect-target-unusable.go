package routing

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// redirectTargetUnusable finds a redirect to an address that the caller cannot
// reach, and the try that failed for it.
func redirectTargetUnusable(c *rules.Case) *rules.Hit {
	if c.Dialog.Answer != nil {
		return nil
	}
	for _, answer := range redirects(c.Dialog) {
		for _, uri := range targets(answer) {
			why := unusable(answer, uri)
			next := tried(c, answer, uri)
			if why == "" || next == nil || next.Provisional() != nil || next.Final != nil && next.Code() < 400 {
				continue
			}
			h := &rules.Hit{
				Certainty: rules.Likely, Variant: why,
				Evidence: []rules.Evidence{rules.Start(answer), rules.Address(answer, "Contact"), rules.Start(next.Request)},
				Fields: rules.Fields{
					"to": rules.Shown(c.Dialog.To), "target": shown(uri), "code": strconv.Itoa(answer.Code),
					"answer": rules.Number(answer), "next": rules.Number(next.Request), "scheme": rules.Shown(uri.Scheme),
				},
			}
			if next.Final != nil {
				h.Evidence = append(h.Evidence, rules.Start(next.Final))
			}
			return h
		}
	}
	return nil
}

// tried is the INVITE to this very target.
func tried(c *rules.Case, answer *parser.Message, uri parser.URI) *parser.Transaction {
	for _, d := range answer.Dialog.Around() {
		for _, t := range d.Invites {
			if t.Request == nil || t == answer.Tx || !after(answer, t.Request) {
				continue
			}
			if target := t.Request.Target(); sameTarget(c, target, uri) && (target.Host == uri.Host || uri.Host == "") {
				return t
			}
		}
	}
	return nil
}

// unusable names what is wrong with a target: a private address told to a caller
// outside, a scheme that is no call's, or the address that was called already.
func unusable(answer *parser.Message, uri parser.URI) string {
	request := answer.Tx.Request
	switch uri.Scheme {
	case "sip", "sips", "tel", "":
	default:
		return "scheme"
	}
	if request != nil {
		if target := request.Target(); target.User == uri.User && target.Host == uri.Host && uri.Host != "" {
			return "itself"
		}
	}
	if parser.ClassOf(uri.Host) != parser.HostPrivate || answer.Dst == "" || parser.ClassOf(answer.TargetHost()) == parser.HostPrivate {
		return ""
	}
	return "private"
}
