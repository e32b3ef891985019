package capture

// protocolName is what a packet without SIP most likely is, as people call it;
// empty where that cannot be said. It only serves sentences.
func protocolName(transport string, f flow, p []byte) string {
	if transport == "udp" {
		if name := payloadName(p); name != "" {
			return name
		}
	}
	if name := portName(transport, f.dst.Port()); name != "" {
		return name
	}
	return portName(transport, f.src.Port())
}

// payloadName tells protocols by what they begin with, on any port.
func payloadName(p []byte) string {
	switch {
	case len(p) >= 20 && p[0]>>6 == 0 && be.Uint32(p[4:]) == 0x2112a442:
		return "STUN"
	case isRTCP(p):
		return "RTCP"
	case isDTLS(p):
		return "DTLS"
	case isWireGuard(p):
		return "WireGuard"
	}
	return ""
}

// isRTCPType tells the second byte of RTCP, which RTP on the same port leaves out
// (RFC 5761 4).
func isRTCPType(kind byte) bool { return kind >= 192 && kind <= 223 }

// isRTCP tells a packet that holds RTCP and nothing else up to its end (RFC 3550
// 6.1), or the encrypted form of it, whose first part alone can be read (RFC 3711
// 3.4).
func isRTCP(p []byte) bool {
	const (
		senderReport   = 200
		receiverReport = 201
		header         = 8
	)
	if len(p) < header || p[0]>>6 != 2 || !isRTCPType(p[1]) {
		return false
	}
	n := 4 + 4*int(be.Uint16(p[2:]))
	if n > len(p) {
		return false
	}
	rest := p[n:]
	return p[1] == senderReport || p[1] == receiverReport || len(rest) == 0 ||
		len(rest) >= 4 && rest[0]>>6 == 2 && isRTCPType(rest[1])
}

// isDTLS tells a record of DTLS 1.0 or 1.2, which 1.3 begins with as well (RFC 6347
// 4.1), as WebRTC agrees on keys.
func isDTLS(p []byte) bool {
	const header = 13
	return len(p) >= header && p[0] >= tlsCipher && p[0] <= tlsData && p[1] == 0xfe && p[2] >= 0xfd && header+int(be.Uint16(p[11:])) <= len(p)
}

// isWireGuard tells the four messages of WireGuard by their types and lengths.
func isWireGuard(p []byte) bool {
	if len(p) < 32 || p[1]|p[2]|p[3] != 0 {
		return false
	}
	switch p[0] {
	case 1:
		return len(p) == 148
	case 2:
		return len(p) == 92
	case 3:
		return len(p) == 64
	case 4:
		return len(p)%16 == 0 && be.Uint32(p[12:]) == 0
	}
	return false
}

// services names the ports that TCP, UDP and SCTP share, or that only one of them
// uses.
var services = map[uint16]string{
	22: "SSH", 23: "Telnet", 25: "SMTP", 53: "DNS", 80: "HTTP", 88: "Kerberos", 110: "POP3", 143: "IMAP", 179: "BGP", 389: "LDAP",
	443: "HTTPS", 445: "SMB", 554: "RTSP", 587: "SMTP", 853: "DNS over TLS", 993: "IMAP", 1194: "OpenVPN", 1433: "SQL Server",
	1719: "H.323", 1720: "H.323", 1723: "PPTP", 1883: "MQTT", 2000: "SCCP", 2427: "MGCP", 2727: "MGCP", 2944: "H.248", 2945: "H.248",
	3306: "MySQL", 3389: "RDP", 3868: "Diameter", 4569: "IAX2", 5038: "the Asterisk manager interface", 5222: "XMPP", 5432: "PostgreSQL",
	6379: "Redis", 8080: "HTTP",
}

var datagramServices = map[uint16]string{
	67: "DHCP", 68: "DHCP", 69: "TFTP", 123: "NTP", 137: "NetBIOS", 138: "NetBIOS", 161: "SNMP", 162: "SNMP", 443: "QUIC", 500: "IPsec",
	514: "syslog", 546: "DHCP", 547: "DHCP", 1812: "RADIUS", 1813: "RADIUS", 1900: "SSDP", 2123: "GTP-C", 4500: "IPsec", 5353: "mDNS",
	5355: "LLMNR", 47808: "BACnet", 51820: "WireGuard",
}

// signalling over SCTP, of telephone networks (IANA).
var sctpServices = map[uint16]string{
	2904: "SS7", 2905: "SS7", 2944: "H.248", 2945: "H.248", 3565: "SS7", 3868: "Diameter", 9900: "ISDN", 14001: "SS7", 36412: "S1AP", 38412: "NGAP",
}

func portName(transport string, port uint16) string {
	switch transport {
	case "udp":
		if name := datagramServices[port]; name != "" {
			return name
		}
	case "sctp":
		return sctpServices[port]
	}
	return services[port]
}

// alertName is the name of a TLS alert (RFC 8446 6.2, RFC 7301 3.2).
func alertName(description uint8) string {
	switch description {
	case 10:
		return "unexpected message"
	case 20:
		return "bad record MAC"
	case 40:
		return "handshake failure: no cipher or parameter in common"
	case 42:
		return "bad certificate"
	case 43:
		return "unsupported certificate"
	case 44:
		return "certificate revoked"
	case 45:
		return "certificate expired"
	case 46:
		return "certificate unknown"
	case 47:
		return "illegal parameter"
	case 48:
		return "unknown certificate authority"
	case 49:
		return "access denied"
	case 50:
		return "decode error"
	case 51:
		return "decrypt error"
	case 70:
		return "protocol version"
	case 71:
		return "insufficient security"
	case 80:
		return "internal error"
	case 86:
		return "inappropriate fallback"
	case 90:
		return "user canceled"
	case 109:
		return "missing extension"
	case 110:
		return "unsupported extension"
	case 112:
		return "unrecognized name"
	case 113:
		return "bad certificate status response"
	case 115:
		return "unknown PSK identity"
	case 116:
		return "certificate required"
	case 120:
		return "no application protocol"
	}
	return ""
}
