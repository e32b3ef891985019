package transfer

import (
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/parser"
)

// report is the outcome of a transfer as a NOTIFY tells it: the first line of its
// message/sipfrag body (RFC 3515 2.4.5).
type report struct {
	notify *parser.Message
	line   string
	code   int
	phrase string
}

// lastReport is the last NOTIFY of a REFER with a status line, nil without one.
// Reports of 100 and 18x are on the way, not the end.
func lastReport(d *parser.Dialog) *report {
	var last *report
	for _, t := range d.Transactions {
		if t.Method != "NOTIFY" || t.Parent != nil || t.Request == nil {
			continue
		}
		if r, ok := reportOf(t.Request); ok {
			last = &r
		}
	}
	return last
}

func reportOf(m *parser.Message) (report, bool) {
	event, _, _ := strings.Cut(m.Header("Event"), ";")
	fragment := strings.HasPrefix(strings.ToLower(m.Header("Content-Type")), "message/sipfrag")
	if !fragment || !strings.EqualFold(strings.TrimSpace(event), "refer") && m.Has("Event") {
		return report{}, false
	}
	line, _, _ := strings.Cut(strings.TrimSpace(m.Body), "\n")
	rest, ok := strings.CutPrefix(strings.TrimSpace(line), "SIP/2.0 ")
	if !ok {
		return report{}, false
	}
	number, phrase, _ := strings.Cut(rest, " ")
	code, err := strconv.Atoi(number)
	if err != nil || code < 100 || code > 699 {
		return report{}, false
	}
	return report{notify: m, line: strings.TrimSpace(line), code: code, phrase: phrase}, true
}

// referOf is the REFER of the dialog, nil without one.
func referOf(d *parser.Dialog) *parser.Transaction {
	for _, t := range d.Transactions {
		if t.Method == "REFER" && t.Parent == nil && t.Request != nil {
			return t
		}
	}
	return nil
}

// targetOf is whom the call was to be transferred to.
func targetOf(d *parser.Dialog) string {
	if t := referOf(d); t != nil {
		uri := parser.ParseAddress(t.Request.Header("Refer-To")).URI
		if uri.User != "" {
			return uri.User
		}
		if uri.Host != "" {
			return uri.Host
		}
	}
	return "the new party"
}
