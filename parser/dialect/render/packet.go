package render

import (
	"encoding/binary"
	"net/netip"
	"strconv"
)

// ipPacket is a message in UDP in IPv4 or IPv6. A host that is no address is
// given one of the documentation's.
func ipPacket(m Message, payload string) []byte {
	src, dst := addrOf(m.Src), addrOf(m.Dst)
	if src.Is4() != dst.Is4() {
		src, dst = netip.MustParseAddr("192.0.2.251"), netip.MustParseAddr("192.0.2.252")
	}
	udp := make([]byte, 8, 8+len(payload))
	binary.BigEndian.PutUint16(udp[0:], port(m.Src))
	binary.BigEndian.PutUint16(udp[2:], port(m.Dst))
	binary.BigEndian.PutUint16(udp[4:], uint16(8+len(payload)))
	udp = append(udp, payload...)
	if src.Is4() {
		ip := []byte{0x45, 0, 0, 0, 0, 1, 0x40, 0, 64, 17, 0, 0}
		binary.BigEndian.PutUint16(ip[2:], uint16(20+len(udp)))
		ip = append(append(ip, src.AsSlice()...), dst.AsSlice()...)
		return append(ip, udp...)
	}
	ip := []byte{0x60, 0, 0, 0, 0, 0, 17, 64}
	binary.BigEndian.PutUint16(ip[4:], uint16(len(udp)))
	ip = append(append(ip, src.AsSlice()...), dst.AsSlice()...)
	return append(ip, udp...)
}

func addrOf(hostport string) netip.Addr {
	addr, err := netip.ParseAddr(hostOf(hostport))
	if err != nil {
		return netip.MustParseAddr("192.0.2.250")
	}
	return addr
}

func port(hostport string) uint16 {
	n, err := strconv.ParseUint(portOf(hostport), 10, 16)
	if err != nil {
		return 5060
	}
	return uint16(n)
}
