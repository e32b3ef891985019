package answers

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// device answers which product each side says it is.
func device(s *scene) *reply {
	if s.dialog == nil {
		return looseDevice(s)
	}
	if s.q.product != nil {
		return s.productAsked()
	}
	d := s.dialog
	if s.asked != nil && s.asked.Product() != "" {
		return say("message", rules.Fields{"n": rules.Number(s.asked), "product": s.asked.Product(), "side": sideName(d.SideOf(s.asked))}).of(d, s.asked)
	}
	caller, callee := d.ProductAt(parser.Caller).Text, d.ProductAt(parser.Callee).Text
	f := rules.Fields{"caller": caller, "callee": callee, "n": rules.Number(productAt(d, parser.Caller)), "m": rules.Number(productAt(d, parser.Callee))}
	// The phone that took a forked call names itself behind the proxy.
	if s.q.has("scanner", "intrude") {
		if found := scannerOf(s); found != nil {
			d = found
			f["caller"] = d.ProductAt(parser.Caller).Text
			f["n"] = rules.Number(productAt(d, parser.Caller))
			return say("caller", f).of(d, nil)
		}
	}
	side := s.sideMeant()
	switch {
	case side == parser.Caller && caller != "":
		return say("caller", f).of(d, productAt(d, parser.Caller))
	case side == parser.Callee && callee != "":
		return say("callee", f).of(d, productAt(d, parser.Callee))
	case caller != "" && callee != "":
		return say("both", f).of(d, productAt(d, parser.Caller))
	case caller != "":
		return say("caller", f).of(d, productAt(d, parser.Caller))
	case callee != "":
		return say("callee", f).of(d, productAt(d, parser.Callee))
	}
	return cannot("unnamed", nil).of(d, nil)
}

// productAt is the message in which a side first names its product.
func productAt(d *parser.Dialog, side parser.Side) *parser.Message {
	for _, m := range d.Messages {
		if m.Tx != nil && m.Tx.Parent == nil && d.SideOf(m) == side && m.Product() != "" {
			return m
		}
	}
	return nil
}

func looseDevice(s *scene) *reply {
	for _, m := range s.trace.Messages {
		if m.Product() != "" {
			return say("message", rules.Fields{"n": rules.Number(m), "product": m.Product(), "side": "its sender"}).overall()
		}
	}
	return cannot("unnamed", nil).overall()
}

// sideMeant is the side that the question speaks of, NoSide where it speaks of
// both or none.
func (s *scene) sideMeant() parser.Side {
	// Who says "our" may be of the customer or of the provider: both sides are told.
	if s.q.has("us", "ourside") && !s.q.has("caller", "callee") {
		return parser.NoSide
	}
	caller := s.q.has("caller") || s.q.word("caller", "calling")
	callee := s.q.has("callee", "them") || s.q.word("callee", "called")
	switch {
	case caller && !callee:
		return parser.Caller
	case callee && !caller:
		return parser.Callee
	}
	if s.dialog == nil {
		return parser.NoSide
	}
	if s.q.pointsBack() && s.Message != nil && s.Message.Dialog == s.dialog {
		return s.dialog.SideOf(s.Message)
	}
	for _, side := range []parser.Side{parser.Caller, parser.Callee} {
		role := s.dialog.ProductAt(side).Role
		switch {
		case s.q.has("provider", "sbc") && (role == parser.RoleSBC || role == parser.RoleCarrier || role == parser.RoleProxy),
			s.q.has("pbx") && role == parser.RolePBX:
			return side
		}
	}
	return parser.NoSide
}

// scannerOf is the first dialog of a scanner (RFC 3261 has no word for it: they
// name themselves).
func scannerOf(s *scene) *parser.Dialog {
	for _, d := range s.dialogs() {
		if isScanner(d) {
			return d
		}
	}
	return nil
}

func isScanner(d *parser.Dialog) bool {
	for _, m := range d.Messages {
		if m.IsRequest() && parser.ProductOf(m.Product()).Role == parser.RoleScanner {
			return true
		}
		if m.IsRequest() && strings.Contains(strings.ToLower(m.Header("From")), "sipvicious") {
			return true
		}
	}
	return false
}
