package capture

import (
	"fmt"
	"strings"
)

// maxTold is how many of a kind are told one by one.
const maxTold = 5

// NeverSetUp tells a connection to a port of SIP over TLS that was ended by an alert, or
// reset, before anything was sent in it.
func (t *TLSFlow) NeverSetUp() bool {
	return sipTLSPort(t.Server.Port()) && !t.AppData && (t.Alert > 0 || t.Hello && !t.Answered && t.Reset)
}

// AlertName is the name of the alert (RFC 8446 6.2), "" without one or a known one.
func (t *TLSFlow) AlertName() string { return alertName(t.Alert) }

// failedTLS tells a capture in which TLS to a port of SIP never came to its data.
func failedTLS(info *Info) bool {
	failed := false
	for i := range info.TLS {
		t := &info.TLS[i]
		if !sipTLSPort(t.Server.Port()) {
			continue
		}
		if t.AppData {
			return false
		}
		failed = failed || t.Alert > 0 || t.Hello && !t.Answered && t.Reset
	}
	return failed
}

// alerts words the handshakes that failed on ports of SIP.
func alerts(info *Info) []string {
	var all []string
	for i := range info.TLS {
		t := &info.TLS[i]
		if !sipTLSPort(t.Server.Port()) || len(all) == maxTold {
			continue
		}
		switch {
		case t.Alert > 0:
			who, other := "the client", "the server"
			if t.ByServer {
				who, other = other, who
			}
			name := alertName(t.Alert)
			if name != "" {
				name = " (" + name + ")"
			}
			all = append(all, fmt.Sprintf("the TLS connection of %s to %s was ended by %s with alert %d%s%s", t.Client, t.Server, who, t.Alert, name, alertAdvice(t.Alert, who, other)))
		case t.Hello && !t.Answered && t.Reset:
			all = append(all, fmt.Sprintf("the TLS connection of %s to %s was reset right after its first message: the server speaks no TLS on that port, or a firewall cuts it off", t.Client, t.Server))
		}
	}
	return all
}

// alertAdvice is what to look at after an alert of one side.
func alertAdvice(alert uint8, who, other string) string {
	switch alert {
	case 42, 43, 44, 45, 46, 48:
		return ": " + who + " does not accept the certificate of " + other + "; check its name, dates and chain, and the authorities that " + who + " trusts"
	case 40, 47, 70, 71, 86:
		return ": compare the TLS versions and ciphers of both sides"
	case 112:
		return ": check the server name that the client asks for"
	case 116:
		return ": the server wants a certificate of the client (mutual TLS)"
	}
	return ""
}

// refused words what was unreachable.
func refused(info *Info) []string {
	var all []string
	for i := range info.Unreachable {
		if i == maxTold {
			return append(all, "and "+grouped(len(info.Unreachable)-maxTold)+" more of that kind")
		}
		u := &info.Unreachable[i]
		times := ""
		if u.Count > 1 {
			times = ", " + grouped(u.Count) + " times"
		}
		switch u.Reason {
		case Unanswered:
			all = append(all, fmt.Sprintf("%s did not answer the TCP connection that %s asked for again and again%s: it is down, the address is wrong, or a firewall drops it", u.Dst, u.Src, times))
			continue
		case Refused:
			all = append(all, fmt.Sprintf("%s refused the TCP connection of %s%s: nothing listens on that port, or a firewall turns it away", u.Dst, u.Src, times))
			continue
		}
		all = append(all, fmt.Sprintf("%s said that what %s sent to %s over %s did not arrive: %s%s%s", u.From, u.Src, u.Dst, strings.ToUpper(u.Transport), u.Reason, times, u.Reason.advice()))
	}
	return all
}

func (r Reason) advice() string {
	switch r {
	case PortUnreachable:
		return "; nothing listens on that port: start the server, or correct the port"
	case HostUnreachable, NetUnreachable:
		return "; the host is down, or there is no route to it"
	case Prohibited:
		return "; a firewall on the way forbids it"
	case TooBig:
		return "; send it over TCP, or let fragments pass"
	case TimeExceeded:
		return "; the routes on the way form a loop, or it is too long"
	}
	return ""
}
