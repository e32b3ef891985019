package emergency

import (
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// emergencyCallFailed finds a call to an emergency service that was refused or not
// answered at all. A caller who gives up is no failure of the call, and 933 is a
// test.
func emergencyCallFailed(c *rules.Case) *rules.Hit {
	d := c.Dialog
	t := d.Invite()
	if t == nil || t.Request == nil || t.InDialog || !emergency(c, t.Request) {
		return nil
	}
	switch d.Outcome {
	case parser.Rejected, parser.NoResponse, parser.Redirected:
	default:
		return nil
	}
	if c.Detour(t) != nil || laterAnswered(c, t) {
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Certain, Urgent: true,
		Evidence: []rules.Evidence{rules.Start(t.Request)},
		Fields:   rules.Fields{"to": called(t.Request), "request": rules.Number(t.Request)},
	}
	if t.Final == nil {
		h.Variant = "silent"
		return h
	}
	h.Evidence = append(h.Evidence, rules.Start(t.Final))
	h.Fields["code"], h.Fields["answer"] = strconv.Itoa(t.Code()), rules.Number(t.Final)
	if match, ok := c.Meant(t.Final, network.EmergencyAddress); ok {
		h.Variant = "address"
		h.Fields["words"] = match.Text
		h.Evidence = append(h.Evidence[:1], rules.Quoting(t.Final, match)...)
	}
	return h
}

// byCountry are the emergency numbers of country codes, beside 112 and 911, which
// stand for an emergency almost everywhere.
var byCountry = map[string]string{
	"44": "999", "353": "999", "61": "000", "64": "111", "81": "110 119", "82": "119", "86": "110 119 120", "91": "100 101 102 108",
	"33": "15 17 18", "39": "113 115 118", "49": "110", "34": "091 061", "55": "190 192 193", "43": "122 133 144", "41": "117 118 144",
	"7": "101 102 103", "27": "10111 10177", "852": "999", "65": "995 999", "60": "999", "971": "999",
}

// emergency tells the URN of an emergency service (RFC 5031) or its number.
func emergency(c *rules.Case, m *parser.Message) bool {
	if strings.HasPrefix(strings.ToLower(m.RequestURI), "urn:service:sos") {
		return true
	}
	user := strings.TrimPrefix(m.Target().User, "+"+c.Plan.CountryCode)
	switch user {
	case "911", "112":
		return true
	}
	for _, number := range strings.Fields(byCountry[c.Plan.CountryCode]) {
		if user == number {
			return true
		}
	}
	return false
}

func called(m *parser.Message) string {
	if user := m.Target().User; user != "" {
		return user
	}
	return m.RequestURI
}

// laterAnswered tells whether the same caller reached the service after all.
func laterAnswered(c *rules.Case, failed *parser.Transaction) bool {
	for _, d := range failed.Request.Dialog.Around() {
		t := d.Invite()
		if d.Answer == nil || t == nil || t.Request == nil || parser.Earlier(t.Request, failed.Request) {
			continue
		}
		if emergency(c, t.Request) && c.Plan.Same(t.Request.From().URI.User, failed.Request.From().URI.User) {
			return true
		}
	}
	return false
}
