package capture

// protocolName is what a packet without SIP most likely is, as people call it;
// empty where that cannot be said. It only serves sentences.
func protocolName(transport string, f flow, p []byte) string {
	if transport == "udp" && len(p) >= 20 && p[0]>>6 == 0 && be.Uint32(p[4:]) == 0x2112a442 {
		return "STUN"
	}
	if transport == "udp" && len(p) >= 8 && p[0]>>6 == 2 && p[1] >= 192 && p[1] <= 223 {
		return "RTCP"
	}
	if name := portName(transport, f.dst.Port()); name != "" {
		return name
	}
	return portName(transport, f.src.Port())
}

func portName(transport string, port uint16) string {
	switch port {
	case 22:
		return "SSH"
	case 53:
		return "DNS"
	case 80, 8080:
		return "HTTP"
	case 389:
		return "LDAP"
	case 443:
		if transport == "udp" {
			return "QUIC"
		}
		return "HTTPS"
	case 445:
		return "SMB"
	case 1720:
		return "H.323"
	case 2000:
		return "SCCP"
	case 2427, 2727:
		return "MGCP"
	case 3306:
		return "MySQL"
	case 3389:
		return "RDP"
	case 4569:
		return "IAX2"
	case 5038:
		return "the Asterisk manager interface"
	case 5432:
		return "PostgreSQL"
	}
	if transport != "udp" {
		return ""
	}
	switch port {
	case 67, 68:
		return "DHCP"
	case 69:
		return "TFTP"
	case 123:
		return "NTP"
	case 137, 138:
		return "NetBIOS"
	case 161, 162:
		return "SNMP"
	case 500, 4500:
		return "IPsec"
	case 514:
		return "syslog"
	case 1194:
		return "OpenVPN"
	case 1900:
		return "SSDP"
	case 5353:
		return "mDNS"
	case 5355:
		return "LLMNR"
	case 51820:
		return "WireGuard"
	}
	return ""
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
