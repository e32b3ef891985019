package network

import (
	"net/netip"
	"strings"
)

// Owns tells whether the answer is of this network. One mark of it is enough:
// an own proxy may pass on another's Server value. Where the answer shows nothing
// that the network's marks could be compared with, it is NotNamed.
func (n *Network) Owns(a Answer) Ownership {
	compared := false
	names := append(append([]string{}, n.Own.Domains...), n.Own.Realms...)
	for _, name := range []string{a.Domain, a.Realm} {
		if name == "" || len(names) == 0 {
			continue
		}
		compared = true
		for _, own := range names {
			if within(name, own) {
				return Ours
			}
		}
		if len(n.Own.Addresses) > 0 && matchesAddress(name, n.Own.Addresses) {
			return Ours
		}
	}
	if a.Source != "" && len(n.Own.Addresses) > 0 {
		compared = true
		if matchesAddress(a.Source, n.Own.Addresses) {
			return Ours
		}
	}
	if a.Server != "" && len(n.Own.Servers) > 0 {
		compared = true
		for _, own := range n.Own.Servers {
			if strings.Contains(strings.ToLower(a.Server), strings.ToLower(own)) {
				return Ours
			}
		}
	}
	if compared {
		return Foreign
	}
	return NotNamed
}

// within tells a domain from one that only ends alike.
func within(name, own string) bool {
	name, own = strings.ToLower(strings.TrimSuffix(name, ".")), strings.ToLower(strings.TrimSuffix(own, "."))
	return name == own || strings.HasSuffix(name, "."+own)
}

// HostName is what this network calls one of its boxes, by address or host name,
// and whether it names it at all.
func (n *Network) HostName(host string) (string, bool) {
	for _, h := range n.Hosts {
		if matchesAddress(host, h.Match) {
			return h.Name, true
		}
	}
	return "", false
}

// matchesAddress compares a host with addresses, prefixes and host names.
func matchesAddress(host string, list []string) bool {
	host = strings.Trim(host, "[]")
	addr, err := netip.ParseAddr(host)
	for _, one := range list {
		switch {
		case err != nil:
			if within(host, one) {
				return true
			}
		case strings.Contains(one, "/"):
			if prefix, bad := netip.ParsePrefix(one); bad == nil && prefix.Contains(addr.Unmap()) {
				return true
			}
		default:
			if own, bad := netip.ParseAddr(strings.Trim(one, "[]")); bad == nil && own.Unmap() == addr.Unmap() {
				return true
			}
		}
	}
	return false
}

func (r *reader) checkOwn(data []byte, n *Network) {
	for _, one := range n.Own.Addresses {
		if problem := addressProblem(one); problem != "" {
			r.wrong("network.yaml", lineOfText(data, one), "own: addresses: %s", problem)
		}
	}
	for list, names := range map[string][]string{"domains": n.Own.Domains, "realms": n.Own.Realms, "servers": n.Own.Servers} {
		for _, one := range names {
			if strings.TrimSpace(one) == "" {
				r.wrong("network.yaml", lineOf(data, "own", list), "own: %s: an empty name would match everything; remove it", list)
			}
		}
	}
}

// addressProblem says what is wrong with an address or prefix.
func addressProblem(s string) string {
	if strings.Contains(s, "/") {
		prefix, err := netip.ParsePrefix(s)
		if err != nil {
			return "\"" + s + "\" is no address range; write one such as 203.0.113.0/24"
		}
		if prefix != prefix.Masked() {
			return "\"" + s + "\" has bits behind its length; did you mean \"" + prefix.Masked().String() + "\"?"
		}
		return ""
	}
	if _, err := netip.ParseAddr(strings.Trim(s, "[]")); err != nil {
		return "\"" + s + "\" is no address; write one such as 203.0.113.7, without a port"
	}
	return ""
}

// checkHosts looks at the names for own boxes: one address must not have two.
func (r *reader) checkHosts(data []byte, hosts []Host) {
	named := map[string]string{}
	for _, h := range hosts {
		if strings.TrimSpace(h.Name) == "" || len(h.Match) == 0 {
			r.wrong("network.yaml", lineOf(data, "hosts"), "hosts: each needs name: and match:, a list of addresses, ranges or host names")
		}
		for _, one := range h.Match {
			if looksNumeric(one) {
				if problem := addressProblem(one); problem != "" {
					r.wrong("network.yaml", lineOfText(data, one), "hosts: %s", problem)
				}
			}
			if other, twice := named[one]; twice {
				r.wrong("network.yaml", lineOfText(data, one), "hosts: %q stands twice, for %s and %s: keep one", one, other, h.Name)
			}
			named[one] = h.Name
		}
	}
}

// looksNumeric tells what is meant as an address from a host name.
func looksNumeric(s string) bool {
	return strings.ContainsAny(s, "/:") || strings.Trim(s, "0123456789.") == ""
}

func (r *reader) checkNumbers(data []byte, n *Network) {
	for key, value := range map[string]string{
		"country_code": n.Numbers.CountryCode, "trunk_prefix": n.Numbers.TrunkPrefix, "international": n.Numbers.International,
	} {
		if strings.Trim(value, "0123456789") != "" {
			r.wrong("network.yaml", lineOf(data, "numbers", key), "numbers: %s is %q; write digits alone, without +", key, value)
		}
	}
	if strings.Trim(n.Policies.TechPrefix, "0123456789*#") != "" {
		r.wrong("network.yaml", lineOf(data, "policies", "tech_prefix"), "policies: tech_prefix is %q; write what is dialled: digits, * and #", n.Policies.TechPrefix)
	}
	if url := n.BillingURL; url != "" && !strings.HasPrefix(url, "https://") && !strings.HasPrefix(url, "http://") {
		r.wrong("network.yaml", lineOf(data, "billing_url"), "billing_url is %q; write the whole address, with https:// before it", url)
	}
}
