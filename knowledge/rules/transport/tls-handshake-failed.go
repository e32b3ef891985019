package transport

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
	"github.com/sipwhy/sipwhy/parser/capture"
)

// tlsHandshakeFailed finds TLS connections that were ended before any SIP could be sent
// in them: in a capture by their alert or reset, in a log by what OpenSSL says. Where
// the trace has SIP of the same hosts, that tells what matters.
func tlsHandshakeFailed(c *rules.Case) []*rules.Hit {
	var hits []*rules.Hit
	seen := map[string]*handshake{}
	var order []*handshake
	note := func(h handshake) {
		key := strings.Join([]string{h.client, h.server, h.why}, " ")
		if seen[key] == nil {
			seen[key] = &h
			order = append(order, &h)
		}
		seen[key].times++
	}
	for _, f := range c.Trace.NeverSetUp() {
		if !talked(c.Trace, f) {
			note(ofFlow(f))
		}
	}
	for _, f := range c.Trace.Facts {
		if f.Kind == "tls-failed" && len(c.Trace.Messages) == 0 {
			note(ofFact(f))
		}
	}
	for _, h := range order[:min(len(order), fewCut)] {
		hits = append(hits, h.hit())
	}
	return hits
}

// handshake is one that failed: between whom, who ended it and why.
type handshake struct {
	client, server, refuser, other, why string
	reason                              tlsReason
	certainty                           rules.Certainty
	evidence                            rules.Evidence
	times                               int
}

// tlsReason is what a failed handshake is about, the name of its words' variant.
type tlsReason string

const (
	anyReason     tlsReason = ""
	badPeer       tlsReason = "certificate"
	noVersion     tlsReason = "versions"
	noName        tlsReason = "name"
	noClientProof tlsReason = "client-certificate"
	noTLS         tlsReason = "no-tls"
)

// alertReasons sorts the alerts of RFC 8446 6.2 and RFC 6066 by what to look at.
var alertReasons = map[uint8]tlsReason{
	40: noVersion, 47: noVersion, 70: noVersion, 71: noVersion, 86: noVersion,
	42: badPeer, 43: badPeer, 44: badPeer, 45: badPeer, 46: badPeer, 48: badPeer,
	112: noName, 116: noClientProof,
}

// opensslReasons sorts OpenSSL's words. Those with "alert" are what the other side sent;
// the rest is what this one found.
var opensslReasons = []struct {
	words  string
	reason tlsReason
}{
	{"alert certificate required", noClientProof}, {"peer did not return a certificate", noClientProof},
	{"alert unrecognized name", noName},
	{"alert handshake failure", noVersion}, {"alert protocol version", noVersion}, {"alert insufficient security", noVersion},
	{"unsupported protocol", noVersion}, {"no shared cipher", noVersion}, {"no protocols available", noVersion}, {"version too low", noVersion},
	{"unknown ca", badPeer}, {"certificate", badPeer},
	{"wrong version number", noTLS}, {"unknown protocol", noTLS}, {"http request", noTLS}, {"packet length too long", noTLS},
}

func ofFlow(f *capture.TLSFlow) handshake {
	h := handshake{client: f.Client.Addr().Unmap().String(), server: f.Server.String(), refuser: "the client", other: "the server", certainty: rules.Certain}
	if f.ByServer {
		h.refuser, h.other = h.other, h.refuser
	}
	h.why, h.reason = "alert "+strconv.Itoa(int(f.Alert)), alertReasons[f.Alert]
	if name := f.AlertName(); name != "" {
		h.why += ", " + name
	}
	said := "TLS " + h.why + " by " + h.refuser
	if f.Alert == 0 {
		// A reset gives no reason; a firewall sends one in the server's name.
		h.refuser, h.other, h.why, h.reason, h.certainty = "the server", "the client", "a reset right after the first message", noTLS, rules.Likely
		said = "TCP reset after the ClientHello"
	}
	h.evidence = rules.Evidence{Part: 1, Text: fmt.Sprintf("%s -> %s: %s", f.Client, f.Server, said)}
	return h
}

func ofFact(f parser.Fact) handshake {
	h := handshake{client: "this system", server: "the other side", refuser: "this system", other: "the other side", why: f.Cause, certainty: rules.Certain}
	if f.Peer != "" {
		h.server = f.Peer
	}
	lower := strings.ToLower(f.Cause)
	for _, r := range opensslReasons {
		if strings.Contains(lower, r.words) {
			h.reason = r.reason
			break
		}
	}
	if strings.Contains(lower, "alert ") {
		h.refuser, h.other = h.other, h.refuser
	}
	if h.why == "" {
		h.why = "the log names no reason"
	}
	h.evidence = rules.Evidence{Part: f.Part, Line: f.Line, Text: f.Text}
	return h
}

// talked tells whether the trace has SIP between the hosts of a connection.
func talked(t *parser.Trace, f *capture.TLSFlow) bool {
	client, server := f.Client.Addr().Unmap().String(), f.Server.Addr().Unmap().String()
	for _, m := range t.Messages {
		src, dst := m.SourceHost(), m.TargetHost()
		if src == client && dst == server || src == server && dst == client {
			return true
		}
	}
	return false
}

func (h *handshake) hit() *rules.Hit {
	times := ""
	if h.times > 1 {
		times = ", " + strconv.Itoa(h.times) + " times"
	}
	return &rules.Hit{
		Certainty: h.certainty, OfCapture: true, Variant: string(h.reason),
		Evidence: []rules.Evidence{h.evidence},
		Fields: rules.Fields{
			"client": h.client, "server": h.server, "refuser": h.refuser, "other": h.other, "why": h.why + times,
		},
	}
}
