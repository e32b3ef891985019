package answers

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// refusalFields are the fields that the words of any refusal may use.
func refusalFields(d *parser.Dialog, m *parser.Message) rules.Fields {
	return rules.Fields{
		"code": strconv.Itoa(m.Code), "phrase": rules.Shown(m.Phrase), "n": rules.Number(m), "to": rules.Shown(d.To), "from": rules.Shown(d.From),
		"method": rules.Shown(m.Method), "who": whoSent(d, m), "reason": reasonClause(m), "ring": ringClause(d),
	}
}

// reasonClause quotes the other side's own words: ` ("User busy", Q.850 17)`, "\u2060"
// where it has none, so that the sentence stays whole.
func reasonClause(m *parser.Message) string {
	for _, w := range m.Warnings() {
		if w.Text != "" {
			return fmt.Sprintf(` ("%s", Warning %d)`, w.Text, w.Code)
		}
	}
	for _, r := range m.Reasons() {
		switch {
		case r.Text != "" && r.Cause != 0:
			return fmt.Sprintf(` ("%s", %s %d)`, r.Text, r.Protocol, r.Cause)
		case r.Text != "":
			return fmt.Sprintf(` ("%s")`, r.Text)
		case r.Cause != 0:
			return fmt.Sprintf(` (%s %d)`, r.Protocol, r.Cause)
		}
	}
	return nothing
}

// nothing stands for an empty clause inside a sentence: a word joiner, which is
// not seen.
const nothing = "\u2060"

func ringClause(d *parser.Dialog) string {
	switch {
	case d.RingTime > 0:
		return "for " + rules.Seconds(d.RingTime)
	case d.Ringing != nil:
		return "for a while"
	}
	return "not at all"
}

func refusal(key string, d *parser.Dialog, m *parser.Message, more rules.Fields) *sign {
	f := refusalFields(d, m)
	for name, value := range more {
		f[name] = value
	}
	evidence := []rules.Evidence{rules.Start(m)}
	for _, header := range []string{"Warning", "Reason"} {
		if m.Has(header) {
			evidence = append(evidence, rules.Header(m, header))
		}
	}
	return &sign{key, f, evidence}
}

// refusedCall is the refusal of a call, nil for anything else.
func refusedCall(d *parser.Dialog) *parser.Message {
	if d.Kind != parser.Call {
		return nil
	}
	m := d.Refusal()
	if m == nil || m.Method != "INVITE" {
		return nil
	}
	return m
}

func emergencyRefused(_ *scene, d *parser.Dialog) *sign {
	m := refusedCall(d)
	if m == nil || !isEmergency(d) {
		return nil
	}
	return refusal("emergency-refused", d, m, nil)
}

// isEmergency tells a call to an emergency number or service (RFC 5031).
func isEmergency(d *parser.Dialog) bool {
	for _, user := range []string{d.Dialled, d.To} {
		digits, ok := parser.Digits(user)
		if ok && slices.Contains([]string{"911", "933", "112", "999", "000", "110"}, digits) {
			return true
		}
	}
	m := d.Request()
	return m != nil && strings.HasPrefix(strings.ToLower(m.RequestURI), "urn:service:sos")
}

func networkBlocked(_ *scene, d *parser.Dialog) *sign {
	m := refusedCall(d)
	if m == nil || m.Code != 603 && m.Code != 607 && m.Code != 608 {
		return nil
	}
	url := redressURL(m)
	said := strings.ToLower(m.Phrase)
	if m.Code == 603 && url == "" && !strings.Contains(said, "block") {
		return nil
	}
	if url == "" {
		url = "the answer names no address; start with the provider of the caller number"
	}
	return refusal("network-blocked", d, m, rules.Fields{"url": url})
}

// redressURL is the address at which an answer says that one may complain (RFC
// 8688, ATIS-1000099).
func redressURL(m *parser.Message) string {
	var texts []string
	for _, r := range m.Reasons() {
		texts = append(texts, r.Text)
	}
	texts = append(texts, m.Header("Call-Info"), m.Header("Error-Info"))
	for _, text := range texts {
		for _, scheme := range []string{"https://", "http://", "mailto:", "tel:"} {
			if i := strings.Index(text, scheme); i >= 0 {
				url, _, _ := strings.Cut(text[i:], ";")
				return strings.TrimRight(strings.Trim(strings.Fields(url)[0], `"<>`), ",")
			}
		}
	}
	return ""
}

func codecRefused(_ *scene, d *parser.Dialog) *sign {
	m := refusedCall(d)
	if m == nil || m.Code != 488 && m.Code != 606 && m.Code != 415 || m.Tx.Request == nil || m.Tx.Request.SDP() == nil {
		return nil
	}
	wish := nothing
	if words := wishes(m); words != "" {
		wish = ` and says what it takes: "` + words + `"`
	}
	sign := refusal("codec-refused", d, m, rules.Fields{"offered": codecList(m.Tx.Request), "host": whoSent(d, m), "wish": wish})
	sign.evidence = append([]rules.Evidence{rules.SDPLine(m.Tx.Request, "m=audio")}, sign.evidence...)
	return sign
}

// wishes are the words of a Warning about media.
func wishes(m *parser.Message) string {
	for _, w := range m.Warnings() {
		if w.Text != "" {
			return w.Text
		}
	}
	return ""
}

func busy(_ *scene, d *parser.Dialog) *sign {
	m := refusedCall(d)
	if m == nil || m.Code != 486 && m.Code != 600 && m.Q850() != 17 {
		return nil
	}
	return refusal("busy", d, m, nil)
}

func noAnswer(_ *scene, d *parser.Dialog) *sign {
	m := refusedCall(d)
	if m == nil || d.Ringing == nil {
		return nil
	}
	switch {
	case m.Q850() == 19 || m.Q850() == 18, m.Code == 408, m.Code == 480 && m.Q850() == 0:
		return refusal("no-answer", d, m, nil)
	}
	return nil
}

func declined(_ *scene, d *parser.Dialog) *sign {
	m := refusedCall(d)
	if m == nil || d.Ringing == nil || m.Code != 603 && (m.Q850() != 21 || m.Code < 480) {
		return nil
	}
	return refusal("declined", d, m, nil)
}

func numberUnknown(s *scene, d *parser.Dialog) *sign {
	m := refusedCall(d)
	if m == nil {
		return nil
	}
	switch {
	case m.Code == 404, m.Code == 604, m.Code == 484, m.Q850() == 1 || m.Q850() == 28 || m.Q850() == 3:
	default:
		return nil
	}
	digits, advice := s.numberFormat(d)
	return refusal("number-unknown", d, m, rules.Fields{"digits": digits, "advice": advice})
}

// numberFormat tells how a number was dialled and what to try: compared with the
// other calls of the trace where they got through.
func (s *scene) numberFormat(d *parser.Dialog) (digits, advice string) {
	number, ok := parser.Digits(d.To)
	if !ok {
		return "it was dialled as " + rules.Shown(d.To), "compare it with the number that the called party gives."
	}
	n := len(strings.TrimPrefix(number, "+"))
	digits = fmt.Sprintf("it was dialled with %d digits", n)
	for _, other := range s.calls() {
		there, ok := parser.Digits(other.To)
		if other == d || !ok || other.Outcome != parser.Answered {
			continue
		}
		if k := len(strings.TrimPrefix(there, "+")); k != n {
			return fmt.Sprintf("%s, the call that went through with %d", digits, k), fmt.Sprintf("dial it with %d digits, with the area code (or let the outbound route add it).", k)
		}
	}
	if n == 7 {
		return digits, "7 digits lack the area code; dial it with the area code (or let the outbound route add it)."
	}
	return digits, "compare it digit by digit with the number that the called party gives, and with the format that the provider wants (area code, country code, +)."
}

func congested(_ *scene, d *parser.Dialog) *sign {
	m := refusedCall(d)
	if m == nil || m.Code < 480 {
		return nil
	}
	switch q := m.Q850(); {
	case q == 34 || q == 41 || q == 42 || q == 44 || q == 47, m.Code == 503 && q == 0:
		return refusal("congestion", d, m, nil)
	}
	return nil
}

// udpLimit is the size in bytes above which a request over UDP is at risk of
// being fragmented (RFC 3261 18.1.1).
const udpLimit = 1300

func unanswered(_ *scene, d *parser.Dialog) *sign {
	if d.Outcome != parser.NoResponse || d.Decisive == nil || d.Decisive.Request == nil {
		return nil
	}
	m := d.Decisive.Request
	f := rules.Fields{
		"n": rules.Number(m), "method": m.Method, "count": strconv.Itoa(d.Decisive.Sendings()), "size": strconv.Itoa(m.Size), "host": farHost(m),
	}
	key := "no-answer-at-all"
	if m.Size > udpLimit && overUDP(m) {
		key = "too-big"
	}
	return &sign{key, f, []rules.Evidence{rules.Start(m)}}
}

func overUDP(m *parser.Message) bool {
	if m.Transport != "" {
		return m.Transport == "udp"
	}
	vias := m.Vias()
	return len(vias) > 0 && strings.EqualFold(vias[0].Transport, "UDP")
}

// farHost is where a request went.
func farHost(m *parser.Message) string {
	if m.Dst != "" {
		return m.Dst
	}
	if uri := m.Target(); uri.Host != "" {
		return uri.HostPort()
	}
	return "the other side"
}

func refused(_ *scene, d *parser.Dialog) *sign {
	m := d.Refusal()
	if m == nil || d.Kind == parser.Ping {
		return nil
	}
	if reasonClause(m) != nothing {
		return refusal("refused-worded", d, m, nil)
	}
	return refusal("refused", d, m, nil)
}
