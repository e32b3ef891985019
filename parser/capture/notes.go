package capture

import (
	"fmt"
	"io"
	"slices"
	"strconv"
)

// notes counts what a person must be told of.
type notes struct {
	messages, cutMessages int
	// short are packets that end inside a header.
	short int
	// fragments and gaps are datagrams and places in streams of which the capture
	// misses bytes, streams the connections given up for the limit.
	fragments, gaps, streams int
	segments                 int
	keepAlives               int
	// behind counts the datagrams with another message behind the first.
	behind        int
	encryptedWiFi int
	links         map[uint32]int
	others        map[string]int
	end           error
}

const maxKinds = 64

func (n *notes) unknownLink(kind uint32) {
	if n.links == nil {
		n.links = map[uint32]int{}
	}
	if _, known := n.links[kind]; known || len(n.links) < maxKinds {
		n.links[kind]++
	}
}

// other counts a packet without SIP, by what it is.
func (n *notes) other(name string) {
	if n.others == nil {
		n.others = map[string]int{}
	}
	n.others[name]++
}

// ending notes why reading ended.
func (n *notes) ending(err error) {
	if err != io.EOF {
		n.end = err
	}
}

// sentences words what was counted, what explains most first.
func (n *notes) sentences(info *Info, f fileFacts, tls *tlsFlows) []string {
	var all []string
	add := func(format string, args ...any) { all = append(all, fmt.Sprintf(format, args...)) }
	failures := append(alerts(info), refused(info)...)
	switch {
	case info.Packets == 0 && n.end == nil && f.tooLong+f.damaged == 0:
		add("the capture is empty: it ends after its header; check the capture filter and the interface, and send another")
	case info.Packets == 0 && n.end == errCut:
		add("the capture ends inside its first packet: it was cut on its way, send it again")
	case n.messages == 0 && n.foreignLinks(info.Packets):
		n.unread(add)
	case n.messages == 0 && info.Packets > 0 && n.end == errDamaged:
		// What could not be read may be all that matters.
	case n.messages == 0 && len(failures) > 0 && (len(info.Unreachable) > 0 || failedTLS(info)):
		failures[0] = "no SIP was found among " + count(info.Packets, "packet", "packets") + ": " + failures[0]
		all, failures = failures, nil
	case n.messages == 0 && info.Packets > 0:
		add("%s", n.nothing(info, tls))
	}
	if info.Packets > 0 {
		n.ended(info, add)
	} else if n.end != nil && n.end != errCut {
		add("the capture cannot be read: %v; save it again in Wireshark as pcap", n.end)
	}
	if n.messages > 0 {
		n.tlsBesides(tls, add)
	}
	if f.secrets && len(info.TLS) > 0 {
		add("the capture holds TLS keys, but nothing is decrypted here: open it in Wireshark, export the SIP (File, Export PDUs to File, OSI layer 7 or \"sip\") and send that")
	}
	all = append(all, failures...)
	if n.cutMessages > 0 {
		advice := "a part of them is not in the capture"
		if n.gaps+n.fragments == 0 {
			advice += "; capture whole packets (tcpdump -s 0)"
		}
		if f.snap > 0 && f.snap < 1500 {
			advice = fmt.Sprintf("it was made with at most %s bytes a packet; capture whole packets (tcpdump -s 0)", grouped(int(f.snap)))
		}
		add("%s cut in the capture: %s", count(n.cutMessages, "message is", "messages are"), advice)
	}
	if n.gaps > 0 && n.messages > 0 {
		add("TCP bytes are missing from the capture in %s: messages may be lost there", count(n.gaps, "place", "places"))
	}
	if n.fragments > 0 {
		add("%s not in the capture whole: fragments are missing", count(n.fragments, "fragmented datagram is", "fragmented datagrams are"))
	}
	if n.behind > 0 {
		add("%s another message behind the first, which receivers ignore (RFC 3261 18.3)", count(n.behind, "datagram holds", "datagrams hold"))
	}
	if n.streams > 0 {
		add("more TCP connections than can be followed at once are open: %s given up early", count(n.streams, "was", "were"))
	}
	if f.tooLong > 0 {
		add("%s left out for being longer than any network carries", count(f.tooLong, "packet was", "packets were"))
	}
	if f.damaged > 0 {
		add("the capture file is damaged in %s: what could be read behind them was", count(f.damaged, "place", "places"))
	}
	if !n.foreignLinks(info.Packets) {
		n.unread(add)
	}
	return all
}

// foreignLinks tells a capture without SIP that is for the most part of link types
// that are not read.
func (n *notes) foreignLinks(packets int) bool {
	foreign := 0
	for _, count := range n.links {
		foreign += count
	}
	return n.messages == 0 && foreign*2 > packets
}

// unread words the packets of link types that are not read.
func (n *notes) unread(add func(string, ...any)) {
	for _, link := range sortedByCount(n.links) {
		name := linkName(link)
		if name != "" {
			name = " (" + name + ")"
		}
		add("%s of link type %d%s, which is not read here: convert the capture to Ethernet or raw IP (tcprewrite, editcap), or capture where SIP passes over IP",
			count(n.links[link], "packet is", "packets are"), link, name)
	}
}

// linkName is what a link type that is not read carries, as far as its number says.
func linkName(kind uint32) string {
	switch kind {
	case 139, 140, 141, 142:
		return "SS7"
	case 177, 203:
		return "ISDN"
	case 187, 201, 251, 254, 256, 272:
		return "Bluetooth"
	case 186, 189, 220, 245, 249, 288:
		return "USB"
	case 190, 227:
		return "CAN"
	case 195, 215, 230:
		return "IEEE 802.15.4"
	}
	if kind >= 147 && kind <= 162 {
		return "for private use"
	}
	return ""
}

// ended words an end of the file before its end.
func (n *notes) ended(info *Info, add func(string, ...any)) {
	switch n.end {
	case nil:
	case errCut:
		add("the capture file ends inside a packet: what follows packet %s is missing; stop the capture before copying the file", grouped(info.Packets))
	case io.ErrUnexpectedEOF:
		add("the compressed file ends too early: what follows packet %s is missing; send it again", grouped(info.Packets))
	case errLimit:
		add("the capture is longer than what is read at most: what follows packet %s was left out; send the part around the call", grouped(info.Packets))
	case errDamaged:
		add("the capture file is damaged behind packet %s: the rest cannot be read; send it again in binary mode", grouped(info.Packets))
	default:
		add("the capture could not be read behind packet %s (%v): send it again", grouped(info.Packets), n.end)
	}
}

// sipTLSPort tells the ports that SIP over TLS or secure WebSocket uses.
func sipTLSPort(port uint16) bool {
	return port >= 5060 && port <= 5100 || port == 7443 || port == 8089
}

// tlsBesides tells of encrypted SIP beside what could be read.
func (n *notes) tlsBesides(tls *tlsFlows, add func(string, ...any)) {
	for _, port := range sortedByCount(tls.packets) {
		if sipTLSPort(port) {
			add("%s to port %d cannot be read without keys: SIP in them is missing here", count(tls.packets[port], "TLS packet", "TLS packets"), port)
		}
	}
}

// sortedByCount lists the keys, those counted most first.
func sortedByCount[K interface{ ~string | ~uint16 | ~uint32 }](counts map[K]int) []K {
	keys := make([]K, 0, len(counts))
	for k := range counts {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b K) int {
		if counts[a] != counts[b] {
			return counts[b] - counts[a]
		}
		if a < b {
			return -1
		}
		return 1
	})
	return keys
}

// count is a number with its noun.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return grouped(n) + " " + many
}

// grouped writes 1204 as 1,204.
func grouped(n int) string {
	s := strconv.Itoa(n)
	for at := len(s) - 3; at > 0; at -= 3 {
		s = s[:at] + "," + s[at:]
	}
	return s
}
