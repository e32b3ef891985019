package capture

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestUDP(t *testing.T) {
	got, info := readAll(t, pcapOf(linkEthernet, etherOf(udpOf(phone, proxy, options(1))), etherOf(udpOf(proxy6, phone6, "SIP/2.0 200 OK\r\nCSeq: 1 OPTIONS\r\n\r\n"))))
	want := []message{
		{"198.51.100.7:5060", "192.0.2.20:5060", "udp", options(1), false, 0},
		{"[2001:db8::20]:5060", "[2001:db8::7]:5060", "udp", "SIP/2.0 200 OK\r\nCSeq: 1 OPTIONS\r\n\r\n", false, time.Millisecond},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
	if info.Kind != "pcap" || info.Packets != 2 || len(info.Notes) != 0 {
		t.Errorf("info = %+v", info)
	}
}

// swapped turns a capture of the writer into one of the other byte order.
func swapped(file []byte) []byte {
	out := bytes.Clone(file)
	swap := func(at, n int) { slices.Reverse(out[at : at+n]) }
	swap(0, 4)
	swap(4, 2)
	swap(6, 2)
	for at := 8; at < 24; at += 4 {
		swap(at, 4)
	}
	for at := 24; at < len(out); {
		n := int(binary.LittleEndian.Uint32(file[at+8:]))
		for i := range 4 {
			swap(at+4*i, 4)
		}
		at += 16 + n
	}
	return out
}

func TestFileFormats(t *testing.T) {
	plain := pcapOf(linkEthernet, etherOf(udpOf(phone, proxy, options(1))), etherOf(udpOf(phone, proxy, options(2))))
	nano := bytes.Clone(plain)
	binary.LittleEndian.PutUint32(nano, magicNano)
	for i := 24; i < len(nano); i += 16 + int(binary.LittleEndian.Uint32(nano[i+8:])) {
		binary.LittleEndian.PutUint32(nano[i+4:], binary.LittleEndian.Uint32(nano[i+4:])*1000)
	}
	for name, file := range map[string][]byte{
		"little endian": plain, "big endian": swapped(plain), "nanoseconds": nano, "big endian, nanoseconds": swapped(nano),
		"gzip": gzipped(plain), "gzip twice": gzipped(gzipped(plain)),
		"pcapng": pcapngOf(binary.LittleEndian), "pcapng, big endian": pcapngOf(binary.BigEndian),
		"gzipped pcapng": gzipped(pcapngOf(binary.LittleEndian)),
	} {
		t.Run(name, func(t *testing.T) {
			if !Is(file[:16]) {
				t.Error("Is does not know it")
			}
			got, info := readAll(t, file)
			wantTexts(t, got, options(1), options(2))
			if len(got) == 2 && (got[0].At != 0 || got[1].At != time.Millisecond) {
				t.Errorf("times %v, %v", got[0].At, got[1].At)
			}
			if len(info.Notes) > 0 {
				t.Errorf("notes %q", info.Notes)
			}
		})
	}
}

func gzipped(p []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(p)
	w.Close()
	return b.Bytes()
}

// blockOf frames a block of pcapng.
func blockOf(order binary.ByteOrder, kind uint32, body []byte) []byte {
	for len(body)%4 != 0 {
		body = append(body, 0)
	}
	b := make([]byte, 8, len(body)+12)
	order.PutUint32(b, kind)
	order.PutUint32(b[4:], uint32(len(body)+12))
	b = append(b, body...)
	return append(b, b[4:8]...)
}

// words lays out numbers of 4 bytes, or of 2 where they are uint16.
func words(order binary.ByteOrder, values ...any) []byte {
	var b []byte
	for _, v := range values {
		switch v := v.(type) {
		case uint16:
			b = append(b, 0, 0)
			order.PutUint16(b[len(b)-2:], v)
		case int:
			b = append(b, 0, 0, 0, 0)
			order.PutUint32(b[len(b)-4:], uint32(v))
		case []byte:
			b = append(b, v...)
		}
	}
	return b
}

// pcapngOf has two sections, of which the second has two interfaces with other
// link types and resolutions.
func pcapngOf(order binary.ByteOrder) []byte {
	section := blockOf(order, blockSection, words(order, blockOrder, uint16(1), uint16(0), -1, -1))
	ether := blockOf(order, blockInterface, words(order, uint16(linkEthernet), uint16(0), 0))
	// 2^-10 s.
	raw := blockOf(order, blockInterface, words(order, uint16(linkRaw), uint16(0), 0, uint16(optionResolution), uint16(1), []byte{0x8a, 0, 0, 0}, uint16(0), uint16(0)))
	packet := func(of int, stamp uint64, p []byte) []byte {
		return blockOf(order, blockEnhanced, words(order, of, int(stamp>>32), int(uint32(stamp)), len(p), len(p), p))
	}
	at := uint64(started.UnixMicro())
	first := packet(0, at, etherOf(udpOf(phone, proxy, options(1))))
	second := packet(0, at+1000, etherOf(udpOf(phone, proxy, options(2))))
	none := packet(1, uint64(started.Unix())<<10, []byte{0x45})
	return join(section, ether, first, section, ether, raw, blockOf(order, 5, make([]byte, 12)), none, second)
}

func TestSimplePacketsHaveNoTime(t *testing.T) {
	order := binary.LittleEndian
	p := etherOf(udpOf(phone, proxy, options(1)))
	file := join(blockOf(order, blockSection, words(order, blockOrder, uint16(1), uint16(0), -1, -1)),
		blockOf(order, blockInterface, words(order, uint16(linkEthernet), uint16(0), 0)),
		blockOf(order, blockSimple, words(order, len(p), p)))
	var at time.Time
	info, err := Read(bytes.NewReader(file), Limits{}, func(p Packet) { at = p.Time })
	if err != nil || info.Packets != 1 || !at.IsZero() {
		t.Errorf("time %v, %d packets, error %v", at, info.Packets, err)
	}
}

func TestDamagedPcapngGoesOn(t *testing.T) {
	file := pcapngOf(binary.LittleEndian)
	// The length of the first packet block.
	at := bytes.Index(file, []byte("OPTIONS")) - 28 - 14 - 24
	binary.LittleEndian.PutUint32(file[at:], 1<<20)
	got, info := readAll(t, file)
	wantTexts(t, got, options(2))
	if !strings.Contains(strings.Join(info.Notes, "\n"), "damaged in 1 place") {
		t.Errorf("notes %q", info.Notes)
	}
}

func TestPackedTextIsHandedBack(t *testing.T) {
	_, _, err := read(gzipped([]byte(options(1))), Limits{})
	var packed *PackedError
	if !errors.As(err, &packed) {
		t.Fatalf("error %v", err)
	}
	content, err := io.ReadAll(packed.Content)
	if err != nil || string(content) != options(1) {
		t.Errorf("content %q, error %v", content, err)
	}
}

func TestGzipBombIsBounded(t *testing.T) {
	bomb := gzipped(append(pcapOf(linkEthernet, etherOf(udpOf(phone, proxy, options(1)))), make([]byte, 64<<20)...))
	got, info, err := read(bomb, Limits{Bytes: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	wantTexts(t, got, options(1))
	if len(info.Notes) == 0 || !strings.Contains(info.Notes[0], "longer than what is read at most") {
		t.Errorf("notes %q", info.Notes)
	}
}

func TestSnoop(t *testing.T) {
	frame := etherOf(udpOf(phone, proxy, options(1)))
	padded := join(frame, make([]byte, (4-len(frame)%4)%4))
	at := int(started.Unix())
	record := join(u32(len(frame)), u32(len(frame)), u32(snoopRecord+len(padded)), u32(0), u32(at), u32(5000), padded)
	file := join([]byte(snoopMagic), u32(2), u32(snoopEthernet), record, record)
	got, info := readAll(t, file)
	wantTexts(t, got, options(1), options(1))
	if info.Kind != "pcap" || info.Packets != 2 || len(got) > 0 && got[0].At != 5*time.Millisecond {
		t.Errorf("info %+v, first %+v", info, got)
	}
	got, info = readAll(t, file[:len(file)-9])
	wantTexts(t, got, options(1))
	if len(info.Notes) != 1 || !strings.Contains(info.Notes[0], "what follows packet 1 is missing") {
		t.Errorf("cut: notes %q", info.Notes)
	}
	copy(file[snoopHeader+8:], u32(7))
	if _, info := readAll(t, file); len(info.Notes) != 1 || !strings.Contains(info.Notes[0], "damaged") {
		t.Errorf("damaged: notes %q", info.Notes)
	}
}

func TestUnreadableFilesSayWhatTheyAre(t *testing.T) {
	for content, want := range map[string]string{
		"": "the file is empty",
		snoopMagic + "\x00\x00\x00\x02\x00\x00\x00\x08":                               "snoop capture of link type 8",
		snoopMagic + "\x00\x00":                                                       "inside its own header",
		"\x00\x00\x01\x00" + strings.Repeat("\x00", 68) + "\x02\x00\x02\xc0 and more": "Windows event trace",
		"RTSS\x00\x00\x00\x00 and more":                                               "Network Monitor",
		"\xfd7zXZ\x00 and more of it ":                                                "xz",
		"hello, this is some text":                                                    "not a capture",
	} {
		_, _, err := read([]byte(content), Limits{})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want %q", content, err, want)
		}
	}
}
