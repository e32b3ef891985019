package parser

import (
	"crypto/md5"
	"crypto/sha256"
	"crypto/sha512"
	"fmt"
	"strconv"
	"strings"
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
	// Cut is true where the line ends within a value or lacks what every digest has: the
	// log cut it, and what would follow is unknown.
	Cut bool
	// Verified says what a known password proved.
	Verified Verdict
	Header   Header
}

// announces tells credentials that answer no challenge: they name the account so
// that the registrar finds it, with neither nonce nor response (3GPP TS 24.229
// 5.1.1.2).
func (c *Credentials) announces() bool {
	return c.Nonce == "" && !c.HasResponse && strings.EqualFold(c.Scheme, "Digest")
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
	if kept := m.asked.Load(); kept != nil {
		return *kept
	}
	all := m.readChallenges()
	m.asked.Store(&all)
	return all
}

func (m *Message) readChallenges() []Challenge {
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
			var room [12]authPair
			given := readAuthParams(params, room[:])
			c.Realm, _ = given.get("realm")
			c.Nonce, _ = given.get("nonce")
			c.Opaque, _ = given.get("opaque")
			c.Algorithm, _ = given.get("algorithm")
			if qop, ok := given.get("qop"); ok {
				for _, q := range strings.Split(qop, ",") {
					c.QOP = append(c.QOP, strings.TrimSpace(q))
				}
			}
			stale, _ := given.get("stale")
			c.Stale = strings.EqualFold(stale, "true")
			all = append(all, c)
		}
	}
	return all
}

// Credentials lists what the request logs in with, one per header.
func (m *Message) Credentials() []Credentials { return m.logins }

// cutShort tells parameters that end within a quoted value, or in a name without one.
func cutShort(value string) bool {
	if strings.Count(value, `"`)%2 == 1 || strings.HasSuffix(value, "=") {
		return true
	}
	at := strings.LastIndexByte(value, ',')
	return at >= 0 && strings.IndexByte(value[at:], '=') < 0 && strings.Contains(value, "=")
}

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

// authParams are auth-params, comma-separated name=value, as they stand.
type authParams []authPair

type authPair struct{ name, value string }

// readAuthParams takes them apart once; room is where to.
func readAuthParams(params string, room []authPair) authParams {
	all := room[:0]
	for params != "" {
		var part string
		part, params = cutOutsideQuotes(params, ',')
		if i := strings.IndexByte(part, '='); i >= 0 {
			all = append(all, authPair{strings.TrimSpace(part[:i]), part[i+1:]})
		}
	}
	return all
}

// get is the value of the first of this name, quotes taken off; single quotes and
// missing quotes of sloppy stacks included.
func (p authParams) get(name string) (string, bool) {
	for i := range p {
		if strings.EqualFold(p[i].name, name) {
			return unquote(strings.TrimSpace(p[i].value)), true
		}
	}
	return "", false
}

// authParam is one of them.
func authParam(params, name string) (string, bool) {
	var room [12]authPair
	return readAuthParams(params, room[:]).get(name)
}

// readCredentials reads an Authorization header before it is masked.
func (m *Message) readCredentials(h *Header, password string) Credentials {
	scheme, params := cutScheme(h.Value)
	c := Credentials{Proxy: h.Key == "Proxy-Authorization", Scheme: scheme}
	var room [16]authPair
	given := readAuthParams(params, room[:])
	c.Username, _ = given.get("username")
	c.Realm, _ = given.get("realm")
	c.Nonce, _ = given.get("nonce")
	c.URI, _ = given.get("uri")
	c.Algorithm, _ = given.get("algorithm")
	c.QOP, _ = given.get("qop")
	c.NC, _ = given.get("nc")
	response, _ := given.get("response")
	cnonce, _ := given.get("cnonce")
	c.HasResponse, c.HasCnonce = response != "", cnonce != ""
	hashed, _ := given.get("userhash")
	if password != "" && strings.EqualFold(scheme, "Digest") && !strings.EqualFold(hashed, "true") {
		c.Verified = m.verify(&c, response, cnonce, password)
	}
	// Credentials whose separators are wrong run into each other.
	for _, value := range []*string{&c.Username, &c.Realm, &c.Nonce, &c.URI, &c.Algorithm, &c.QOP, &c.NC} {
		*value = scrub(*value)
	}
	return c
}

// verify recomputes a digest response (RFC 7616 3.4.1). nc is hashed as it was
// sent: stacks that write 0000000A hash just that.
func (m *Message) verify(c *Credentials, response, cnonce, password string) Verdict {
	algorithm, session := strings.CutSuffix(strings.ToUpper(c.Algorithm), "-SESS")
	hash := hashes[algorithm]
	switch {
	case !isHex(response), m.Method == "", hash == nil, c.Username == "":
		return Unverified
	case isMasked(c.Username), isMasked(c.Realm), isMasked(c.Nonce), isMasked(c.URI):
		return Unverified // whoever pasted it masked what was hashed
	case (c.QOP != "" || session) && cnonce == "", c.QOP != "" && !isCount(c.NC):
		return Unverified
	}
	a1 := hash(c.Username + ":" + c.Realm + ":" + password)
	if session {
		a1 = hash(a1 + ":" + c.Nonce + ":" + cnonce)
	}
	a2 := m.Method + ":" + c.URI
	integrity := strings.EqualFold(c.QOP, "auth-int")
	if integrity {
		// The body was hashed as it was on the wire, with its CRLF.
		a2 += ":" + hash(strings.ReplaceAll(m.Body, "\n", "\r\n"))
	}
	middle := c.Nonce
	if c.QOP != "" {
		middle += ":" + c.NC + ":" + cnonce + ":" + c.QOP
	}
	switch {
	case strings.EqualFold(hash(a1+":"+middle+":"+hash(a2)), response):
		return Right
	case integrity && m.Body != "":
		// Text does not keep every byte of a body, so a difference proves nothing.
		return Unverified
	}
	return Wrong
}

// isMasked tells a value in which characters were masked: xxx, ***, … or [removed].
func isMasked(s string) bool {
	low := strings.ToLower(s)
	for _, mask := range [...]string{"xxx", "***", "###", "…", "x.x", "<", "[removed", "[redacted", "redacted"} {
		if strings.Contains(low, mask) {
			return true
		}
	}
	return false
}

// hashes are the digest algorithms by name without -sess; none means MD5.
var hashes = map[string]func(string) string{
	"":            md5Hex,
	"MD5":         md5Hex,
	"SHA-256":     func(s string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(s))) },
	"SHA-512-256": func(s string) string { return fmt.Sprintf("%x", sha512.Sum512_256([]byte(s))) },
}

func md5Hex(s string) string { return fmt.Sprintf("%x", md5.Sum([]byte(s))) }

// isCount tells a nonce count that can be one: hexadecimal and not zero.
func isCount(nc string) bool {
	count, err := strconv.ParseUint(nc, 16, 32)
	return err == nil && count > 0
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
