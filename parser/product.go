package parser

import (
	"strings"
)

// Role is what sort of device a product is.
type Role string

// The roles of a product. An unknown product has none: nothing follows from it.
const (
	RolePBX       Role = "pbx"
	RolePhone     Role = "phone"
	RoleSoftphone Role = "softphone"
	RoleATA       Role = "ata"
	RoleSBC       Role = "sbc"
	RoleProxy     Role = "proxy"
	RoleCarrier   Role = "carrier"
	RoleScanner   Role = "scanner"
)

// Product is what a User-Agent or Server value names.
type Product struct {
	// Text is the value as sent, Family the product line in lower case such as
	// "asterisk" (FreePBX is its own), Role its sort.
	Text, Family string
	Role         Role
}

// families are the products met in the field by a word of their User-Agent or
// Server value. The first that occurs counts, so the special stands before the
// general.
var families = []struct {
	word, family string
	role         Role
}{
	{"friendly-scanner", "sipvicious", RoleScanner}, {"sipvicious", "sipvicious", RoleScanner},
	{"sundayddr", "sundayddr", RoleScanner}, {"sip-scan", "sip-scan", RoleScanner}, {"sipscan", "sip-scan", RoleScanner},
	{"sipcli", "sipcli", RoleScanner}, {"vaxsipuseragent", "vaxsip", RoleScanner}, {"vaxip", "vaxsip", RoleScanner},
	{"pplsip", "pplsip", RoleScanner}, {"iwar", "iwar", RoleScanner}, {"sipsak", "sipsak", RoleScanner},
	{"siparmyknife", "siparmyknife", RoleScanner}, {"smap", "smap", RoleScanner}, {"eyebeam release 3015c", "scanner", RoleScanner},
	{"fpbx", "freepbx", RolePBX}, {"freepbx", "freepbx", RolePBX}, {"issabel", "issabel", RolePBX}, {"vitalpbx", "vitalpbx", RolePBX},
	{"asterisk", "asterisk", RolePBX}, {"freeswitch", "freeswitch", RolePBX}, {"fusionpbx", "fusionpbx", RolePBX},
	{"3cxphonesystem", "3cx", RolePBX}, {"3cx phone system", "3cx", RolePBX}, {"3cxphone", "3cx-client", RoleSoftphone}, {"3cx", "3cx", RolePBX},
	{"yeastar", "yeastar", RolePBX}, {"mypbx", "yeastar", RolePBX}, {"cisco-cucm", "cucm", RolePBX}, {"cisco-sipgateway", "cube", RoleSBC},
	{"cisco-spa", "cisco-spa", RolePhone}, {"cisco-ata", "cisco-ata", RoleATA}, {"cisco/spa", "cisco-spa", RolePhone}, {"cisco-cp", "cisco-phone", RolePhone}, {"cisco-si", "cube", RoleSBC},
	{"tandberg", "expressway", RoleProxy}, {"avaya cm", "avaya", RolePBX}, {"avaya-sm", "avaya-sm", RoleProxy}, {"avaya session manager", "avaya-sm", RoleProxy}, {"avaya-sbc", "avaya-sbc", RoleSBC}, {"avaya", "avaya", RolePBX},
	{"mitel", "mitel", RolePBX}, {"shoretel", "mitel", RolePBX}, {"aastra", "aastra", RolePhone}, {"ip office", "ipoffice", RolePBX},
	{"kx-hdv", "panasonic-phone", RolePhone}, {"kx-ut", "panasonic-phone", RolePhone}, {"kx-tgp", "panasonic-phone", RolePhone}, {"kx-tpa", "panasonic-phone", RolePhone}, {"panasonic", "panasonic", RolePBX}, {"nec", "nec", RolePBX}, {"starface", "starface", RolePBX}, {"innovaphone", "innovaphone", RolePBX},
	{"swyx", "swyx", RolePBX}, {"agfeo", "agfeo", RolePBX}, {"lancom", "lancom", RolePBX}, {"wildix", "wildix", RolePBX}, {"ucm6", "grandstream-ucm", RolePBX}, {"grandstream ucm", "grandstream-ucm", RolePBX},
	{"openscape", "openscape", RolePBX}, {"hipath", "openscape", RolePBX}, {"oxe", "alcatel", RolePBX}, {"oxo", "alcatel", RolePBX}, {"avm fritz", "fritzbox", RolePBX}, {"fritz!box", "fritzbox", RolePBX}, {"fritz!os", "fritzbox", RolePBX},
	{"auerswald", "auerswald", RolePBX}, {"comtrexx", "auerswald", RolePBX}, {"compact 5", "auerswald", RolePBX}, {"bintec", "bintec", RolePBX}, {"elmeg", "bintec", RolePBX}, {"be.ip", "bintec", RolePBX},
	{"genesys", "genesys", RolePBX}, {"2600hz", "kazoo", RolePBX}, {"kazoo", "kazoo", RolePBX}, {"wazo", "wazo", RolePBX}, {"pascom", "pascom", RolePBX}, {"nethvoice", "asterisk", RolePBX}, {"elastix", "issabel", RolePBX}, {"broadsoft", "broadworks", RolePBX},
	{"bria", "bria", RoleSoftphone}, {"x-lite", "bria", RoleSoftphone}, {"eyebeam", "bria", RoleSoftphone}, {"zoiper", "zoiper", RoleSoftphone}, {"z 5", "zoiper", RoleSoftphone}, {"linphone", "linphone", RoleSoftphone}, {"belle-sip", "linphone", RoleSoftphone},
	{"microsip", "microsip", RoleSoftphone}, {"jitsi", "jitsi", RoleSoftphone}, {"csipsimple", "csipsimple", RoleSoftphone}, {"groundwire", "acrobits", RoleSoftphone}, {"acrobits", "acrobits", RoleSoftphone}, {"baresip", "baresip", RoleSoftphone},
	{"twinkle", "twinkle", RoleSoftphone}, {"jssip", "jssip", RoleSoftphone}, {"sip.js", "sipjs", RoleSoftphone}, {"pjsua", "pjsip", RoleSoftphone}, {"sipml5", "sipml5", RoleSoftphone}, {"phoner", "phoner", RoleSoftphone},
	{"grandstream ht", "grandstream-ata", RoleATA}, {"ht80", "grandstream-ata", RoleATA}, {"ht81", "grandstream-ata", RoleATA}, {"obihai", "obihai", RoleATA}, {"linksys/spa", "cisco-spa", RoleATA}, {"linksys", "cisco-spa", RoleATA}, {"sipura", "cisco-spa", RoleATA}, {"spa112", "cisco-spa", RoleATA}, {"poly ata", "obihai", RoleATA},
	{"yealink", "yealink", RolePhone}, {"polycom", "polycom", RolePhone}, {"poly/", "polycom", RolePhone}, {"polyedge", "polycom", RolePhone}, {"snom", "snom", RolePhone}, {"grandstream", "grandstream", RolePhone}, {"fanvil", "fanvil", RolePhone}, {"gigaset", "gigaset", RolePhone},
	{"sangoma s", "sangoma", RolePhone}, {"digium d", "digium", RolePhone}, {"htek", "htek", RolePhone}, {"vtech", "vtech", RolePhone}, {"algo-", "algo", RolePhone}, {"akuvox", "akuvox", RolePhone}, {"2n", "2n", RolePhone}, {"doorbird", "doorbird", RolePhone}, {"mydialer", "dialer", RoleSoftphone},
	{"kamailio", "kamailio", RoleProxy}, {"opensips", "opensips", RoleProxy}, {"openser", "opensips", RoleProxy}, {"sip express router", "ser", RoleProxy}, {"flexisip", "flexisip", RoleProxy}, {"repro", "repro", RoleProxy}, {"drachtio", "drachtio", RoleProxy},
	{"audiocodes", "audiocodes", RoleSBC}, {"mediant", "audiocodes", RoleSBC}, {"acme packet", "oracle-sbc", RoleSBC}, {"oracle", "oracle-sbc", RoleSBC}, {"sonus", "ribbon", RoleSBC}, {"ribbon", "ribbon", RoleSBC}, {"genband", "ribbon", RoleSBC}, {"sansay", "sansay", RoleSBC}, {"anynode", "anynode", RoleSBC}, {"sbc", "sbc", RoleSBC}, {"metaswitch", "metaswitch", RoleSBC}, {"perimeta", "metaswitch", RoleSBC},
	{"twilio", "twilio", RoleCarrier}, {"telnyx", "telnyx", RoleCarrier}, {"bandwidth", "bandwidth", RoleCarrier}, {"flowroute", "flowroute", RoleCarrier}, {"vonage", "vonage", RoleCarrier}, {"plivo", "plivo", RoleCarrier}, {"voip.ms", "voipms", RoleCarrier}, {"sip.us", "sipus", RoleCarrier},
	{"microsoft.pstnhub", "teams", RoleCarrier}, {"microsoft.pstn", "teams", RoleCarrier}, {"didww", "didww", RoleCarrier}, {"portasip", "portasip", RoleCarrier}, {"portaswitch", "portasip", RoleCarrier}, {"vos3000", "vos", RoleCarrier}, {"cirpack", "cirpack", RoleCarrier}, {"sipgate", "sipgate", RoleCarrier}, {"broadworks", "broadworks", RolePBX}, {"netsapiens", "netsapiens", RolePBX}, {"pstn", "gateway", RoleCarrier},
}

// familiesBy lists the places in families of the words that begin in a byte.
var familiesBy = func() (by [256][]int) {
	for i := range families {
		first := families[i].word[0]
		by[first] = append(by[first], i)
	}
	return by
}()

// ProductOf reads a User-Agent or Server value. Each word of it is looked at once:
// this is asked of every caller.
func ProductOf(text string) Product {
	p := Product{Text: text}
	best := len(families)
	for at := range len(text) {
		if !wordStart(text, at) {
			continue
		}
		for _, i := range familiesBy[lower(text[at])] {
			if i >= best {
				break
			}
			if word := families[i].word; len(text)-at >= len(word) && strings.EqualFold(text[at:at+len(word)], word) {
				best = i
			}
		}
	}
	if best < len(families) {
		p.Family, p.Role = families[best].family, families[best].role
	}
	return p
}

// wordStart keeps "nec" out of "connector".
func wordStart(s string, i int) bool {
	if i == 0 {
		return true
	}
	before := lower(s[i-1])
	return (before < 'a' || before > 'z') && (before < '0' || before > '9')
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// ProductAt is what the sender of the dialog's messages on one side says of
// itself: the first User-Agent or Server seen from it on the caller's leg.
func (d *Dialog) ProductAt(side Side) Product {
	for _, m := range d.Messages {
		if m.Tx != nil && m.Tx.Parent == nil && d.SideOf(m) == side {
			if text := m.Product(); text != "" {
				return ProductOf(text)
			}
		}
	}
	return Product{}
}

// Host is the address of a side as far as the trace knows it: where its first
// message came from, else where one to it was sent, else its Via or Contact.
// Inferred is true for the latter.
func (d *Dialog) Host(side Side) (hostport string, inferred bool) {
	var guess string
	for _, m := range d.Messages {
		if m.Tx == nil || m.Tx.Parent != nil {
			continue
		}
		from := d.SideOf(m)
		switch {
		case from == side && m.Src != "":
			return m.Src, false
		case from == side.Other() && m.Dst != "":
			return m.Dst, false
		case from == side && guess == "" && m.IsRequest():
			guess = m.SentBy
		case from == side && guess == "" && m.Has("Contact"):
			guess = m.Contact().URI.HostPort()
		}
	}
	return guess, guess != ""
}
