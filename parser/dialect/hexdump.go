package dialect

import (
	"net/netip"
	"strings"
)

// hexDump reassembles a packet from the hexadecimal columns of tcpdump -X, tshark
// -x, hexdump -C, od, text2pcap and ngrep -x; the text column shows a dot for too
// many things.
func (u *unwrapper) hexDump(text string) int {
	pre := hexPrefix(text)
	row, ok := hexRow(text[len(pre):])
	if !ok || row.offset > 0 {
		return 0
	}
	cut := func(s string) string {
		if n := matchShape(pre, s); n > 0 {
			return s[n:]
		}
		return s
	}
	var data []byte
	var numbers [][2]int
	n := 0
	for ; u.at+n < len(u.in) && len(data) < 1<<18; n++ {
		if n > 0 && u.at+n+1 < len(u.in) && isBlank(u.in[u.at+n].Text) && row.offset == 0 {
			// Double spacing: the next row says whether it goes on.
			if next, ok := hexRow(cut(u.in[u.at+n+1].Text)); ok && next.offset == len(data) {
				continue
			}
		}
		next, ok := hexRow(cut(u.in[u.at+n].Text))
		if !ok || n > 0 && next.offset != len(data) && next.offset >= 0 || n > 0 && next.offset == 0 {
			break
		}
		numbers = append(numbers, [2]int{len(data), u.in[u.at+n].N})
		data = append(data, next.data...)
	}
	if n < 2 {
		return 0
	}
	return u.packet(data, numbers, n)
}

// hexPrefix is what a log puts before the first row of a dump.
func hexPrefix(s string) string {
	if !strings.Contains(s, "0000") {
		return ""
	}
	for _, offset := range [...]string{"0x0000:", "00000000  ", "00000000: ", "0000  "} {
		if i := strings.Index(s, offset); i > 0 && !is(s[i-1], classAlnum) {
			return strings.TrimRight(s[:i], " \t")
		}
	}
	return ""
}

// packet adds the lines of the SIP message in a packet's bytes.
func (u *unwrapper) packet(data []byte, numbers [][2]int, n int) int {
	text := string(data)
	begin, about := payloadOf(data)
	st, ok := findStart(text, begin)
	if !ok {
		return 0
	}
	if st.at > begin && begin > 0 {
		begin = st.at
		about = nil
	} else if begin == 0 {
		begin = st.at
	}
	k := 0
	var lines []Line
	for at := begin; at < len(text); {
		end := strings.IndexByte(text[at:], '\n')
		if end < 0 {
			end = len(text)
		} else {
			end += at
		}
		for k+1 < len(numbers) && numbers[k+1][0] <= at {
			k++
		}
		l := Line{Text: strings.TrimSuffix(text[at:end], "\r"), N: numbers[k][1]}
		if at == begin {
			l.about, l.cut = about, true
		}
		lines = append(lines, l)
		at = end + 1
	}
	for _, l := range unwrap(lines) {
		u.add(l)
	}
	return n
}

// hexLine is a row of a dump: where it stands in the packet (-1 if the row does
// not say) and its bytes.
type hexLine struct {
	offset int
	data   []byte
}

func hexRow(s string) (hexLine, bool) {
	t := strings.TrimLeft(s, " \t")
	row := hexLine{offset: -1}
	n := runOf(t, classHex)
	if strings.HasPrefix(t, "0x") {
		n = runOf(t[2:], classHex)
		v, ok := hexNumber(t, 2, n)
		if n < 3 || n > 8 || !ok || len(t) < 3+n || strings.IndexByte(":\t", t[2+n]) < 0 {
			return row, false
		}
		row.offset, t = v, t[3+n:]
	} else if n >= 4 && n <= 8 && n < len(t) && (t[n] == ' ' || t[n] == ':') && (strings.HasPrefix(t[n+1:], " ") || bytesFollow(t[n+1:])) {
		row.offset, _ = hexNumber(t, 0, n)
		t = t[n+1:]
	} else if n != 2 || indentOf(s) == 0 {
		return row, false
	}
	t = strings.TrimLeft(t, " \t")
	for len(t) > 0 && len(row.data) < 32 {
		n := runOf(t, classHex)
		if n != 2 && n != 4 && n != 8 || n < len(t) && t[n] != ' ' && t[n] != '\t' {
			break
		}
		if len(row.data)+n/2 > 16 {
			break
		}
		for i := 0; i < n; i += 2 {
			b, _ := hexNumber(t, i, 2)
			row.data = append(row.data, byte(b))
		}
		t = t[n:]
		gap := indentOf(t)
		if gap > 1 && !(len(row.data) == 8 && gap == 2 && n == 2) {
			break
		}
		t = t[gap:]
	}
	if row.offset < 0 && len(row.data) < 8 {
		return row, false
	}
	return row, len(row.data) > 0
}

// bytesFollow tells the bytes of od and text2pcap, which stand one blank behind the
// offset: pairs of digits and blanks alone, up to the end or a text column.
func bytesFollow(t string) bool {
	for pairs := 0; ; pairs++ {
		n := runOf(t, classHex)
		if n != 2 {
			return pairs >= 2 && (t == "" || indentOf(t) > 0)
		}
		if t = t[2:]; strings.HasPrefix(t, " ") && !strings.HasPrefix(t, "  ") {
			t = t[1:]
		}
	}
}

// payloadOf finds where the payload of a packet begins, and its addresses. Where
// there is no IP header, 0.
func payloadOf(data []byte) (int, *meta) {
	for _, at := range [...]int{0, 14, 16, 18, 4, 20} {
		if len(data) < at+28 {
			continue
		}
		switch ip := data[at:]; ip[0] >> 4 {
		case 4:
			length := int(ip[0]&15) * 4
			if length < 20 || len(ip) < length+8 {
				continue
			}
			if begin, m := transportIn(ip[9], ip[12:16], ip[16:20], ip[length:]); m != nil {
				return at + length + begin, m
			}
		case 6:
			if len(ip) < 48 {
				continue
			}
			if begin, m := transportIn(ip[6], ip[8:24], ip[24:40], ip[40:]); m != nil {
				return at + 40 + begin, m
			}
		}
	}
	return 0, nil
}

func transportIn(protocol byte, src, dst, data []byte) (int, *meta) {
	begin, name := 8, "udp"
	switch protocol {
	case 17:
	case 6:
		name = "tcp"
		if len(data) < 20 {
			return 0, nil
		}
		begin = int(data[12]>>4) * 4
	default:
		return 0, nil
	}
	a, ok1 := netip.AddrFromSlice(src)
	b, ok2 := netip.AddrFromSlice(dst)
	if !ok1 || !ok2 || len(data) < begin {
		return 0, nil
	}
	return begin, &meta{
		transport: name,
		src:       netip.AddrPortFrom(a, uint16(data[0])<<8|uint16(data[1])).String(),
		dst:       netip.AddrPortFrom(b, uint16(data[2])<<8|uint16(data[3])).String(),
	}
}
