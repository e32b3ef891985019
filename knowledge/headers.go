package knowledge

import (
	"strconv"
	"strings"
	"time"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// valueMeans says what the value of a header that stands alone tells; nil where only
// its name can be explained. The sentences are in verdicts.yaml.
func (k *Knowledge) valueMeans(m *parser.Message, h parser.Header) words.Text {
	switch h.Key {
	case "WWW-Authenticate", "Proxy-Authenticate":
		return k.challengeMeans(m, h)
	case "Retry-After", "Min-Expires", "Min-SE", "Expires":
		return k.secondsMean(h)
	case "Session-Expires":
		return k.refreshMeans(h)
	case "Contact":
		return k.contactMeans(h)
	case "From", "P-Asserted-Identity", "P-Preferred-Identity", "Remote-Party-ID":
		return k.callerMeans(h)
	case "Diversion":
		return k.diversionMeans(h)
	case "History-Info":
		return k.historyMeans(m, h)
	case "User-Agent", "Server":
		return k.say("piece-product", rules.Fields{"product": h.Value})
	}
	return nil
}

// challengeMeans breaks a challenge into what a login needs of it (RFC 3261 22.4).
func (k *Knowledge) challengeMeans(m *parser.Message, h parser.Header) words.Text {
	for _, c := range m.Challenges() {
		if c.Header.Line != h.Line || c.Header.Value != h.Value {
			continue
		}
		f := rules.Fields{"realm": c.Realm, "algorithm": "MD5", "answer": "Authorization"}
		if c.Algorithm != "" {
			f["algorithm"] = c.Algorithm
		}
		if c.Proxy {
			f["answer"] = "Proxy-Authorization"
		}
		said := k.say("piece-challenge", f)
		if c.Stale {
			said = words.Cat(said, words.T(" "), k.say("piece-stale", nil))
		}
		if !strings.EqualFold(f["algorithm"], "MD5") {
			said = words.Cat(said, words.T(" "), k.say("piece-algorithm", f))
		}
		return said
	}
	return nil
}

// secondsMean tells a header that is a number of seconds.
func (k *Knowledge) secondsMean(h parser.Header) words.Text {
	number := h.Value
	if i := strings.IndexAny(number, " ;("); i >= 0 {
		number = number[:i]
	}
	n, err := strconv.Atoi(number)
	if err != nil || n < 0 {
		return nil
	}
	f := rules.Fields{"seconds": strconv.Itoa(n), "time": rules.Seconds(time.Duration(n) * time.Second)}
	if h.Key == "Expires" && n == 0 {
		return k.say("piece-expires-0", f)
	}
	return k.say("piece-"+strings.ToLower(h.Key), f)
}

func (k *Knowledge) refreshMeans(h parser.Header) words.Text {
	number, params, _ := strings.Cut(h.Value, ";")
	if _, err := strconv.Atoi(strings.TrimSpace(number)); err != nil {
		return nil
	}
	f := rules.Fields{"seconds": strings.TrimSpace(number), "who": "one side"}
	switch {
	case strings.Contains(params, "uac"):
		f["who"] = "the side that sent the request"
	case strings.Contains(params, "uas"):
		f["who"] = "the side that answered it"
	}
	return k.say("piece-session-expires", f)
}

// contactMeans tells where its sender wants to be reached. That the address is
// private is no fault by itself.
func (k *Knowledge) contactMeans(h parser.Header) words.Text {
	if strings.TrimSpace(h.Value) == "*" {
		return k.say("piece-contact-all", nil)
	}
	a := parser.ParseAddress(h.Value)
	f := rules.Fields{"host": a.URI.Host, "expires": nothing}
	if a.URI.Host == "" {
		return nil
	}
	if seconds, ok := a.Param("expires"); ok && seconds != "" {
		f["expires"] = ", registered for " + seconds + " s"
	}
	if parser.ClassOf(a.URI.Host) == parser.HostPrivate {
		return k.say("piece-contact-private", f)
	}
	return k.say("piece-contact", f)
}

func (k *Knowledge) callerMeans(h parser.Header) words.Text {
	a := parser.ParseAddress(h.Value)
	user := a.URI.User
	switch {
	case strings.EqualFold(user, "anonymous") || strings.EqualFold(a.URI.Host, "anonymous.invalid"):
		return k.say("piece-anonymous", nil)
	case user == "":
		return nil
	}
	return k.say("piece-caller-"+strings.ToLower(h.Key), rules.Fields{"user": user})
}

// diversionMeans tells who sent the call on (RFC 5806).
func (k *Knowledge) diversionMeans(h parser.Header) words.Text {
	a := parser.ParseAddress(h.Value)
	user := a.URI.User
	if user == "" {
		return nil
	}
	reason, ok := a.Param("reason")
	if !ok || reason == "" {
		reason = "unknown"
	}
	return k.say("piece-diversion", rules.Fields{"user": user, "reason": reason})
}

// historyMeans tells the targets of a call in their order (RFC 7044).
func (k *Knowledge) historyMeans(m *parser.Message, h parser.Header) words.Text {
	var way []string
	for _, value := range m.List("History-Info") {
		uri := parser.ParseAddress(value).URI
		if uri.User != "" && (len(way) == 0 || !strings.HasPrefix(way[len(way)-1], uri.User)) {
			user := uri.User
			if _, cause, ok := strings.Cut(value, ";cause="); ok && len(cause) >= 3 && len(way) > 0 {
				user += " (because of " + cause[:3] + ")"
			}
			way = append(way, user)
		}
	}
	if len(way) < 2 {
		return nil
	}
	return k.say("piece-history", rules.Fields{"way": strings.Join(way, " → ")})
}
