package parser

import (
	"fmt"
	"strconv"
	"strings"
)

// remarks are what is odd about a message although its syntax is right: the
// receiver would refuse it, or treat it as RFC 4475 3.2 to 3.4 describe. Only
// messages that are exactly as sent are looked at.
func (m *Message) remarks() []string {
	if !m.Exact || m.Partial {
		return nil
	}
	var all []string
	say := func(when bool, format string, args ...any) {
		if when {
			all = append(all, fmt.Sprintf(format, args...))
		}
	}
	say(m.Branch == cookie, "the Via branch is nothing but the magic cookie, so it names no transaction")
	say(m.IsRequest() && m.Branch == "" && m.SentBy != "", "the Via has no branch, as before RFC 3261")
	say(m.IsRequest() && m.Header("Max-Forwards") == "0", "Max-Forwards is 0, so no server may pass it on")
	for _, name := range []string{"Via", "From", "To", "Call-ID", "CSeq"} {
		say(!m.Has(name), "the mandatory header %s is missing", name)
	}
	for _, name := range []string{"From", "To", "Call-ID", "CSeq", "Max-Forwards", "Content-Length"} {
		say(len(m.All(name)) > 1, "%s stands there more than once", name)
	}
	for _, name := range []string{"Require", "Proxy-Require"} {
		for _, tag := range m.List(name) {
			say(!optionTags[strings.ToLower(tag)], "%s asks for the extension %s, which no RFC defines", name, tag)
		}
	}
	m.schemeRemarks(say)
	for _, via := range m.Vias() {
		say(via.Host == "255.255.255.255", "a Via names the broadcast address")
	}
	for _, c := range m.Credentials() {
		say(!authSchemes[strings.ToLower(c.Scheme)], "the authentication scheme %s is unknown", c.Scheme)
	}
	kind, _, _ := strings.Cut(strings.ToLower(m.Header("Content-Type")), ";")
	say(m.Body != "" && kind != "" && !bodyTypes[strings.TrimSpace(kind)], "the body is of the unknown type %s", kind)
	accept := strings.ToLower(m.Header("Accept"))
	say(m.Method == "INVITE" && m.IsRequest() && accept != "" && !strings.Contains(accept, "application/sdp") && !strings.Contains(accept, "*/*"),
		"Accept allows no session description in the answer")
	m.contactRemarks(say)
	return all
}

// Whole tells whether the body is there as it was sent, as far as Content-Length
// tells: a paste that lost lines of it proves nothing of what it lacks. Line ends
// that a paste changed are allowed for.
func (m *Message) Whole() bool {
	if m.Partial {
		return false
	}
	declared, err := strconv.Atoi(strings.TrimSpace(m.Header("Content-Length")))
	return err != nil || declared <= m.bodySize+strings.Count(m.Body, "\n")+3
}

func (m *Message) schemeRemarks(say func(bool, string, ...any)) {
	if m.IsRequest() {
		say(!schemes[m.Target().Scheme], "the Request-URI has the scheme %s, which a SIP server need not know", m.Target().Scheme)
	}
	for _, name := range []string{"From", "To"} {
		scheme := ParseAddress(m.Header(name)).URI.Scheme
		say(scheme != "" && !schemes[scheme], "%s has the scheme %s, which a SIP server need not know", name, scheme)
	}
}

func (m *Message) contactRemarks(say func(bool, string, ...any)) {
	for _, value := range m.List("Contact") {
		a := ParseAddress(value)
		say(a.URI.Scheme != "" && !schemes[a.URI.Scheme], "Contact has the scheme %s, which a SIP server need not know", a.URI.Scheme)
		say(a.URI.Headers != "", "the address in Contact carries headers behind ?")
		for _, name := range []string{a.Params, a.URI.Params} {
			for name != "" {
				var part string
				part, name = cutOutside(name, ';')
				key, _, valued := strings.Cut(strings.TrimSpace(part), "=")
				say(key != "" && !valued && !contactFlags[strings.ToLower(key)], "Contact has the parameter %s, which no RFC defines", key)
			}
		}
	}
}

// cookie begins every branch since RFC 3261 8.1.1.7.
const cookie = "z9hG4bK"

func set(names string) map[string]bool {
	all := map[string]bool{}
	for _, name := range strings.Fields(names) {
		all[name] = true
	}
	return all
}

var (
	optionTags = set(`100rel 199 answermode early-session eventlist explicitsub from-change geolocation-http
		geolocation-sip gin gruu histinfo ice join multiple-refer norefersub nosub outbound path policy
		precondition pref privacy recipient-list-invite recipient-list-message recipient-list-subscribe record-aware
		replaces resource-priority sdp-anat sec-agree siprec tdialog timer trickle-ice uui`)
	schemes     = set("sip sips tel urn im pres mailto cid h323")
	authSchemes = set("digest basic bearer ntlm kerberos negotiate tls-dsk pgp akav1 oauth2")
	bodyTypes   = set(`application/sdp application/dtmf application/dtmf-relay application/pidf+xml application/simple-message-summary
		application/dialog-info+xml application/reginfo+xml application/conference-info+xml application/resource-lists+xml
		application/rs-metadata+xml application/isup application/qsig application/media_control+xml application/xpidf+xml
		application/cpim-pidf+xml application/im-iscomposing+xml application/rlmi+xml application/sdp-frag
		application/vnd.etsi.aoc+xml application/vnd.3gpp.sms application/vnd.cisco-servicecontrol application/emergencycalldata.control+xml
		application/x-as-feature-event+xml application/vq-rtcpxr application/trickle-ice-sdpfrag application/octet-stream
		application/pkcs7-mime application/pkcs7-signature application/json application/xml text/xml
		text/plain text/html text/lpidf message/sip message/sipfrag message/cpim message/external-body
		multipart/mixed multipart/alternative multipart/related multipart/signed image/jpeg image/png image/gif`)
	contactFlags = set("lr ob isfocus audio video data control mobility application automata text message uri-parameter +sip.rendering +sip.instance ssl x-ast-orig-host")
)
