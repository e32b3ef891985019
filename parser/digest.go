package parser

import (
	"crypto/md5"
	"crypto/sha256"
	"crypto/sha512"
	"fmt"
	"strconv"
	"strings"

	"github.com/icholy/digest"
)

// Challenge is one WWW-Authenticate or Proxy-Authenticate value (RFC 3261
// 22.4, RFC 7616 3.3).
type Challenge struct {
	// Proxy is true for Proxy-Authenticate.
	Proxy bool
	// Scheme is as sent: Digest, Basic, Bearer, NTLM, ….
	Scheme, Realm, Nonce, Opaque string
	// Algorithm is as sent, "" where the challenge leaves it to MD5.
	Algorithm string
	QOP       []string
	Stale     bool
	Header    Header
}

// Credentials is one Authorization or Proxy-Authorization value. Response and
// cnonce are masked: only that they were there is kept.
type Credentials struct {
	// Proxy is true for Proxy-Authorization.
	Proxy                               bool
	Scheme, Username, Realm, Nonce, URI string
	Algorithm, QOP, NC                  string
	HasResponse, HasCnonce              bool
	// Verified says what a known password proved.
	Verified Verdict
	Header   Header
}

// Verdict is the outcome of verifying a digest.
type Verdict uint8

// The outcomes of verifying a digest. Unverified is the outcome without a known
// password, and wherever the digest cannot be computed from what was pasted.
const (
	Unverified Verdict = iota
	Right
	Wrong
)

// Challenges lists the challenges of a 401 or 407, one per header value.
func (m *Message) Challenges() []Challenge {
	var all []Challenge
	for i := range m.Headers {
		h := m.Headers[i]
		proxy := h.Key == "Proxy-Authenticate"
		if !proxy && h.Key != "WWW-Authenticate" {
			continue
		}
		for _, value := range splitSchemes(h.Value) {
			scheme, params := cutScheme(value)
			c := Challenge{Proxy: proxy, Scheme: scheme, Header: h}
			c.Realm, _ = authParam(params, "realm")
			c.Nonce, _ = authParam(params, "nonce")
			c.Opaque, _ = authParam(params, "opaque")
			c.Algorithm, _ = authParam(params, "algorithm")
			if qop, ok := authParam(params, "qop"); ok {
				for _, q := range strings.Split(qop, ",") {
					c.QOP = append(c.QOP, strings.TrimSpace(q))
				}
			}
			stale, _ := authParam(params, "stale")
			c.Stale = strings.EqualFold(stale, "true")
			all = append(all, c)
		}
	}
	return all
}

// Credentials lists what the request logs in with, one per header.
func (m *Message) Credentials() []Credentials { return m.logins }

// splitSchemes cuts a header that carries several challenges, which RFC 7235
// allows and RFC 3261 does not: "Digest …, Basic realm=…".
func splitSchemes(value string) []string {
	parts := splitList(value)
	var all []string
	for _, part := range parts {
		word, _, spaced := strings.Cut(part, " ")
		if len(all) == 0 || spaced && isToken(word) && !strings.Contains(word, "=") {
			all = append(all, part)
			continue
		}
		all[len(all)-1] += ", " + part
	}
	return all
}

func cutScheme(value string) (scheme, params string) {
	scheme, params, _ = strings.Cut(strings.TrimSpace(value), " ")
	return scheme, params
}

// authParam is the value of an auth-param: comma-separated name=value, quotes
// taken off; single quotes and missing quotes of sloppy stacks included.
func authParam(params, name string) (string, bool) {
	for params != "" {
		var part string
		part, params = cutOutsideQuotes(params, ',')
		key, value, ok := strings.Cut(part, "=")
		if ok && strings.EqualFold(strings.TrimSpace(key), name) {
			return unquote(strings.TrimSpace(value)), true
		}
	}
	return "", false
}

// readCredentials reads an Authorization header before it is masked.
func (m *Message) readCredentials(h *Header, password string) Credentials {
	scheme, params := cutScheme(h.Value)
	c := Credentials{Proxy: h.Key == "Proxy-Authorization", Scheme: scheme}
	c.Username, _ = authParam(params, "username")
	c.Realm, _ = authParam(params, "realm")
	c.Nonce, _ = authParam(params, "nonce")
	c.URI, _ = authParam(params, "uri")
	c.Algorithm, _ = authParam(params, "algorithm")
	c.QOP, _ = authParam(params, "qop")
	c.NC, _ = authParam(params, "nc")
	response, _ := authParam(params, "response")
	cnonce, _ := authParam(params, "cnonce")
	c.HasResponse, c.HasCnonce = response != "", cnonce != ""
	if password != "" && strings.EqualFold(scheme, "Digest") {
		c.Verified = m.verify(&c, response, cnonce, password)
	}
	// Credentials whose separators are wrong run into each other.
	for _, value := range []*string{&c.Username, &c.Realm, &c.Nonce, &c.URI, &c.Algorithm, &c.QOP, &c.NC} {
		*value = scrub(*value)
	}
	return c
}

// verify recomputes a digest response (RFC 7616 3.4.1). auth-int covers the
// body as it was on the wire, which text does not keep: it stays unverified.
func (m *Message) verify(c *Credentials, response, cnonce, password string) Verdict {
	if !isHex(response) || m.Method == "" || strings.EqualFold(c.QOP, "auth-int") {
		return Unverified
	}
	algorithm, session := strings.CutSuffix(strings.ToUpper(c.Algorithm), "-SESS")
	challenge := &digest.Challenge{Realm: c.Realm, Nonce: c.Nonce, Algorithm: algorithm}
	options := digest.Options{Method: m.Method, URI: c.URI, Username: c.Username, Password: password, Cnonce: cnonce}
	if c.QOP != "" {
		count, err := strconv.ParseUint(c.NC, 16, 31)
		if err != nil || count == 0 || cnonce == "" {
			return Unverified
		}
		options.Count, challenge.QOP = int(count), []string{strings.ToLower(c.QOP)}
	}
	if !digest.CanDigest(challenge) || session && cnonce == "" {
		return Unverified
	}
	if session {
		options.A1 = sessionA1(algorithm, c, cnonce, password)
	}
	computed, err := digest.Digest(challenge, options)
	if err != nil {
		return Unverified
	}
	if strings.EqualFold(computed.Response, response) {
		return Right
	}
	return Wrong
}

// sessionA1 is A1 of the -sess algorithms (RFC 7616 3.4.2), which the library
// leaves to its caller.
func sessionA1(algorithm string, c *Credentials, cnonce, password string) string {
	sum := func(s string) string {
		switch algorithm {
		case "SHA-256":
			return fmt.Sprintf("%x", sha256.Sum256([]byte(s)))
		case "SHA-512-256":
			return fmt.Sprintf("%x", sha512.Sum512_256([]byte(s)))
		}
		return fmt.Sprintf("%x", md5.Sum([]byte(s)))
	}
	return sum(sum(c.Username+":"+c.Realm+":"+password) + ":" + c.Nonce + ":" + cnonce)
}

func isHex(s string) bool {
	if len(s) < 32 {
		return false
	}
	for i := 0; i < len(s); i++ {
		c := s[i] | 0x20
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}
