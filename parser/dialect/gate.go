package dialect

import "strings"

// sureScore is what the lines of a fragment must score together to be SIP: one
// line that nothing else has, or two that are hardly found elsewhere.
const sureScore = 2

// headerScore says how surely a header line is SIP's and not of HTTP, mail, RTSP
// or a form: 2 for what only SIP has, 1 for what is rare elsewhere, 0 for what
// they share.
func headerScore(name, rest string) int {
	value := strings.TrimSpace(rest)
	if len(name) == 1 {
		return compactScore(fold(name[0]), value)
	}
	kind, ok := lowered(telling, name)
	if !ok {
		return 0
	}
	switch kind {
	case "via":
		return sure(hasPrefixFold(value, "sip/"))
	case "cseq":
		number, method, _ := strings.Cut(value, " ")
		method = strings.TrimSpace(method)
		return sure(isDigits(number) && (methods[method] || len(method) > 2 && method == strings.ToUpper(method) && all(method, classAlpha) && !rtspMethods[method]))
	case "address":
		if value == "*" {
			return sure(strings.EqualFold(name, "Contact")) // RFC 3261 10.2.2
		}
		return addressScore(value)
	case "call-id":
		return callIDScore(value)
	case "credentials":
		return sure(hasPrefixFold(value, "digest") && strings.Contains(value, `uri="sip`))
	case "reason":
		protocol, rest, _ := strings.Cut(value, ";")
		protocol = strings.TrimSpace(protocol)
		return sure((strings.Contains(rest, "cause") || strings.Contains(rest, `text="`)) && !strings.ContainsAny(protocol, " ,"))
	case "challenge":
		return sure(hasPrefixFold(value, "digest ") && strings.Contains(value, "realm=") && strings.Contains(value, "nonce="))
	case "retry":
		// HTTP writes it in small letters since its second version.
		n := runOf(value, classDigit)
		return sure(name == "Retry-After" && n > 0 && (n == len(value) || strings.IndexByte(" ;(", value[n]) >= 0))
	case "product":
		return sure(namesProduct(value))
	case "privacy":
		return sure(privacyValues[value])
	case "passport":
		return sure(strings.HasPrefix(value, "eyJ") && strings.Contains(value, ";info="))
	case "warning":
		return sure(len(value) > 4 && value[0] == '3' && isDigits(value[:3]) && value[3] == ' ' || len(value) > 4 && value[:4] == "399 ")
	case "allow":
		return sure(strings.Contains(value, "INVITE") || strings.Contains(value, "REGISTER"))
	case "number":
		n := runOf(value, classDigit)
		return sure(n > 0 && (n == len(value) || strings.IndexByte(" ;", value[n]) >= 0))
	case "options":
		return sure(optionTag(value))
	case "type":
		return typeScore(value)
	case "state":
		return sure(hasPrefixFold(value, "active") || hasPrefixFold(value, "pending") || hasPrefixFold(value, "terminated"))
	case "event":
		return 1
	case "only":
		return sure(value != "")
	}
	return 0
}

func sure(yes bool) int {
	if yes {
		return sureScore
	}
	return 0
}

// telling sorts the headers that say something by how they are judged.
var telling = func() map[string]string {
	kinds := map[string]string{}
	for kind, names := range map[string]string{
		"via":         "via",
		"cseq":        "cseq",
		"address":     "from to contact route record-route refer-to referred-by p-asserted-identity p-preferred-identity remote-party-id diversion history-info reply-to error-info path service-route p-associated-uri p-called-party-id p-served-user alert-info",
		"call-id":     "call-id",
		"credentials": "authorization proxy-authorization",
		"reason":      "reason",
		"warning":     "warning",
		"allow":       "allow",
		"number":      "session-expires min-se rseq min-expires rack",
		"options":     "supported require unsupported proxy-require",
		"type":        "content-type",
		"state":       "subscription-state",
		"event":       "event allow-events",
		"challenge":   "www-authenticate proxy-authenticate",
		"retry":       "retry-after",
		"product":     "server user-agent",
		"privacy":     "privacy",
		"passport":    "identity",
		"only":        "replaces target-dialog p-charging-vector p-access-network-info sip-etag sip-if-match x-asterisk-hangupcause x-asterisk-hangupcausecode p-early-media security-client security-server geolocation-routing request-disposition p-visited-network-id",
	} {
		for _, name := range strings.Fields(names) {
			kinds[name] = kind
		}
	}
	return kinds
}()

// privacyValues are those of RFC 3323 and RFC 3325.
var privacyValues = set("id user header session none critical id;user user;id header;id id;header id;critical header;user")

// namesProduct tells the name of a SIP stack, telephone, switch or scanner: what else
// has a User-Agent or Server line is a browser or a web server.
func namesProduct(value string) bool {
	value = strings.ToLower(value)
	for _, name := range products {
		if i := strings.Index(value, name); i == 0 || i > 0 && !is(value[i-1], classAlpha) {
			return true
		}
	}
	return false
}

var products = strings.Fields(`asterisk fpbx freepbx freeswitch kamailio opensips 3cxphonesystem yealink snom polycom polyedge
	grandstream fanvil gigaset cisco-sip cisco-cp cisco-cucm cisco/spa linphone zoiper microsip bria baresip jssip sip.js pjsua
	audiocodes mediant avaya-sbc sip- sipp/ friendly-scanner sipvicious sundayddr sipcli vaxsip pplsip sipsak fritz!box`)

var rtspMethods = set("DESCRIBE SETUP PLAY PAUSE TEARDOWN RECORD ANNOUNCE GET POST PUT")

func compactScore(name byte, value string) int {
	switch name {
	case 'v':
		return headerScore("via", value)
	case 'f', 't', 'm', 'r', 'b':
		return addressScore(value)
	case 'i':
		return callIDScore(value) / 2
	case 'x':
		return headerScore("session-expires", value) / 2
	case 'c':
		return headerScore("content-type", value)
	case 'k':
		return headerScore("supported", value) / 2
	}
	return 0
}

// addressScore judges the value of a header that holds an address: mail has such
// headers too, but no SIP URIs in them.
func addressScore(value string) int {
	i := strings.Index(value, "sip")
	if i < 0 {
		return sure(strings.Contains(value, "<tel:"))
	}
	rest := value[i+3:]
	if !strings.HasPrefix(rest, ":") && !strings.HasPrefix(rest, "s:") {
		return 0
	}
	if i > 0 && value[i-1] == '<' || strings.Contains(value, ";tag=") {
		return sureScore
	}
	return min(1, strings.IndexByte(rest, ':')+1)
}

// callIDScore judges a Call-ID: call centres have those as well, as a number.
func callIDScore(value string) int {
	if strings.ContainsAny(value, " \t") || len(value) < 8 {
		return 0
	}
	if strings.IndexByte(value, '@') > 0 || len(value) >= 20 && hasDigit(value) {
		return sureScore
	}
	return 1
}

func optionTag(value string) bool {
	for _, tag := range strings.Split(value, ",") {
		switch strings.TrimSpace(tag) {
		case "100rel", "timer", "replaces", "path", "outbound", "gruu", "norefersub", "precondition", "histinfo", "tdialog", "from-change", "sec-agree":
			return true
		}
	}
	return false
}

func typeScore(value string) int {
	if c := contentOf(value); c == sdpContent || c == fragContent {
		return 1
	}
	return 0
}
