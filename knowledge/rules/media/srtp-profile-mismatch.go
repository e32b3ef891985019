package media

import (
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/parser"
)

// srtpProfileMismatch finds an answer that does not agree with the offer about
// encryption (RFC 4568 5.1.3). An offer of best effort, RTP/AVP with keys, may be
// answered either way.
func srtpProfileMismatch(c *rules.Case) *rules.Hit {
	x, offer, answer := initial(c.Dialog)
	if x == nil || offer.Port == 0 || answer.Port == 0 || dtls(offer) || dtls(answer) {
		return nil
	}
	variant, at := profileFault(offer, answer)
	switch {
	case variant == "":
		return nil
	case variant == "no-key" && (!x.Answer.Whole() || otherKeys(x.Answer.SDP(), answer)):
		return nil
	case variant == "secure" && (otherKeys(x.Offer.SDP(), offer) || offersProfiles(x.Offer.SDP(), offer)):
		return nil
	}
	h := &rules.Hit{
		Certainty: rules.Certain,
		Evidence:  []rules.Evidence{line(x.Offer, offer), line(x.Answer, answer)},
		Variant:   variant,
		Fields: rules.Fields{
			"to": rules.Shown(c.Dialog.To), "offered": offer.Proto, "answered": answer.Proto, "side": sideName(x.Side.Other()),
			"offer": rules.Number(x.Offer), "answer": rules.Number(x.Answer),
		},
	}
	if at != nil {
		h.Evidence = append(h.Evidence, attr(x.Answer, *at))
	}
	return h
}

// profileFault names what is wrong with the answer, and the key line that shows it.
func profileFault(offer, answer *parser.Media) (string, *parser.Attr) {
	switch {
	case encrypted(offer) && !encrypted(answer):
		return "plain", nil
	case !encrypted(offer) && encrypted(answer) && !offer.Has("crypto"):
		return "secure", nil
	case !encrypted(answer):
		return "", nil
	}
	keys := cryptos(answer)
	if len(keys) == 0 {
		return "no-key", nil
	}
	for _, theirs := range cryptos(offer) {
		if suite(theirs) == suite(keys[0]) {
			return "", nil
		}
	}
	if len(cryptos(offer)) == 0 {
		return "", nil
	}
	return "suite", &keys[0]
}

// offersProfiles tells an offer that names other transports beside that of its m= line,
// of which the answer may choose one (RFC 5939 3.4).
func offersProfiles(s *parser.SDP, m *parser.Media) bool {
	_, ok := s.Attr(m, "pcfg")
	return ok
}

// otherKeys tells a stream whose keys do not stand in a=crypto: they are agreed on in
// the media path by DTLS, which older clients ask for under the plain profile (RFC
// 5763 5), or by ZRTP, or come by MIKEY (RFC 4567).
func otherKeys(s *parser.SDP, m *parser.Media) bool {
	for _, name := range []string{"fingerprint", "zrtp-hash", "key-mgmt"} {
		if _, ok := s.Attr(m, name); ok {
			return true
		}
	}
	return false
}

func cryptos(m *parser.Media) []parser.Attr {
	var all []parser.Attr
	for _, a := range m.Attrs {
		if a.Name == "crypto" {
			all = append(all, a)
		}
	}
	return all
}

// suite is the cipher of a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:….
func suite(a parser.Attr) string {
	f := strings.Fields(a.Value)
	if len(f) < 2 {
		return ""
	}
	return strings.ToUpper(f[1])
}
