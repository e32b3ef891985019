package auth

import (
	"strconv"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// authRetryCSeqNotIncremented finds a login that carries the CSeq number of the
// challenged request, and was refused as a copy of it or not answered (RFC 3261
// 22.2, 8.1.3.5).
func authRetryCSeqNotIncremented(c *rules.Case) *rules.Hit {
	var all []*parser.Login
	for _, l := range c.Dialog.Logins() {
		if !l.AcceptedLater && flawOf(l) == sameNumber {
			all = append(all, l)
		}
	}
	h := flawed(all, rules.Likely)
	if h == nil {
		return nil
	}
	l := all[len(all)-1]
	h.Evidence = []rules.Evidence{rules.Header(l.OfferedBy, "CSeq"), rules.Header(l.Request, "CSeq"), rules.Login(l)}
	h.Fields["cseq"] = strconv.FormatUint(uint64(l.Request.CSeq), 10)
	h.Fields["same"] = "CSeq number"
	if l.Request.Branch == l.OfferedBy.Branch {
		h.Fields["same"] = "CSeq number and branch"
	}
	h.Fields["outcome"] = "nothing came back to it"
	if l.Final != nil {
		h.Evidence = append(h.Evidence[:2], rules.Start(l.Final))
		h.Fields["outcome"] = "it got " + strconv.Itoa(l.Final.Code)
	}
	return h
}

// reusesNumber tells a retry with the number of the challenged request, where its
// outcome is that of a copy: refused as a loop or as bad, ignored, or the very same
// challenge once more.
func reusesNumber(l *parser.Login) bool {
	if l.OfferedBy == nil || l.Request.CSeq != l.OfferedBy.CSeq || l.Accepted() {
		return false
	}
	if l.Final == nil {
		t := l.Request.Tx
		goesOn, timed := l.Request.Dialog.GoesOn(l.Request)
		return len(t.Responses) == 0 && (t.Sendings() >= 3 || timed && goesOn >= 2*settled && l.Request.Dialog.Trace().SeesSender(l.Request.Dst))
	}
	switch l.Final.Code {
	case 400, 482, 500:
		return true
	}
	return l.Again != nil && l.Again.Nonce == l.Offered.Nonce && l.Request.Branch == l.OfferedBy.Branch
}
