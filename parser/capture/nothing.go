package capture

import (
	"fmt"
	"strings"
)

// family is what kind of traffic stands in a capture without SIP, by what a person
// can do about it.
type family uint8

const (
	otherTraffic family = iota
	audioTraffic
	otherSignalling
	encryptedTunnel
)

func familyOf(name string) family {
	switch name {
	case "RTP", "RTCP", "DTLS", "STUN":
		return audioTraffic
	case "IAX2", "H.323", "SCCP", "MGCP", "H.248", "SS7", "ISDN":
		return otherSignalling
	case "IPsec", "IPsec ESP", "OpenVPN", "WireGuard":
		return encryptedTunnel
	}
	return otherTraffic
}

const (
	fromBefore = "capture where SIP passes (port 5060 as a rule), and from before the call"
	anywhere   = "capture on the host or interface that SIP passes, from before the call (tcpdump -i any -s 0 -w trace.pcap port 5060)"
)

// nothing says why there is no SIP in a capture with packets, and what to do.
func (n *notes) nothing(info *Info, tls *tlsFlows) string {
	port, inTLS := tls.most()
	if inTLS > 0 && sipTLSPort(port) {
		return fmt.Sprintf("this capture holds %s to port %d and no keys: SIP inside cannot be read; send a trace from the PBX itself, or what Wireshark exports after decrypting",
			count(inTLS, "TLS packet", "TLS packets"), port)
	}
	head := "no SIP was found among " + count(info.Packets, "packet", "packets")
	if n.encryptedWiFi*2 > info.Packets {
		return head + ": they are encrypted wireless frames; capture on the PBX or on a mirrored switch port instead"
	}
	families := [encryptedTunnel + 1]int{}
	names := [encryptedTunnel + 1]string{}
	for _, name := range sortedByCount(n.others) {
		of := familyOf(name)
		families[of] += n.others[name]
		if names[of] == "" {
			names[of] = name
		}
	}
	found := head + n.mostly(info.Packets)
	switch {
	case families[otherSignalling]*50 >= info.Packets && families[otherSignalling] > 0:
		return fmt.Sprintf("%s, but %s: that is another way of signalling, which is not read here; if a side of this call speaks SIP, capture there", head, names[otherSignalling])
	case n.others["RTP"] > 0:
		return found + ": the audio is there, its signalling went another way; " + fromBefore
	case families[audioTraffic]*2 > info.Packets:
		return found + ": that belongs to the audio, whose signalling went another way; " + fromBefore
	case inTLS*2 > info.Packets:
		return fmt.Sprintf("no SIP was found: this capture mostly holds TLS to port %d (%s), which cannot be read without keys; if it is SIP, send a trace from the PBX itself, or what Wireshark exports after decrypting",
			port, count(inTLS, "packet", "packets"))
	case families[encryptedTunnel]*2 > info.Packets:
		return fmt.Sprintf("%s: most are an encrypted tunnel (%s), and what is in it cannot be read; capture on the tunnel's own interface or behind its end (tcpdump -i any -s 0 -w trace.pcap port 5060)",
			head, names[encryptedTunnel])
	case n.keepAlives > 0:
		return found + ", only keep-alives of a SIP phone or PBX: start the capture before the call, and send it again"
	}
	return found + ": " + anywhere
}

// mostly names the one or two things that a capture consists of for the most part,
// nothing where it is a mixture.
func (n *notes) mostly(packets int) string {
	var names []string
	total := 0
	for _, name := range sortedByCount(n.others) {
		if name == "" {
			continue
		}
		if names = append(names, name); len(names) == 2 && n.others[name]*10 < n.others[names[0]] {
			names = names[:1]
			break
		}
		if total += n.others[name]; len(names) == 2 {
			break
		}
	}
	switch {
	case len(names) == 0:
		return ""
	case total*2 < packets:
		return " (" + strings.Join(names, " and ") + " among them)"
	}
	return " (mostly " + strings.Join(names, " and ") + ")"
}
