package capture

import (
	"slices"
	"time"
)

// maxMedia bounds the directions of RTP that are kept, and as many candidates.
const maxMedia = 1 << 15

// media counts the RTP of a capture.
type media struct {
	flows map[flow]*mediaFlow
	count int
	// at is the flow of the packet before: RTP comes in rows.
	last   flow
	lastIs *mediaFlow
}

// mediaFlow is a direction that has shown one packet like RTP, or is known for
// it.
type mediaFlow struct {
	Media
	ssrc  uint32
	seq   uint16
	known bool
}

// see counts a packet that is RTP (RFC 3550 5.1). Its header has no magic number:
// only a second packet of the same source that follows the first tells.
func (m *media) see(p []byte, f flow, now time.Time) bool {
	const header = 12
	if len(p) < header || p[0]>>6 != 2 || f.src.Port() < 1024 || f.dst.Port() < 1024 {
		return false
	}
	if isRTCPType(p[1]) {
		return false
	}
	kind := p[1] & 0x7f
	seq, ssrc := be.Uint16(p[2:]), be.Uint32(p[8:])
	if m.lastIs == nil || m.last != f {
		m.last, m.lastIs = f, m.find(f)
		if m.lastIs == nil {
			return false
		}
	}
	flow := m.lastIs
	step := seq - flow.seq
	follows := flow.ssrc == ssrc && (step <= 64 || step >= 1<<16-64)
	switch {
	case flow.Packets == 0:
		flow.Media = Media{Src: f.src, Dst: f.dst, PayloadType: kind, First: now}
	case flow.known:
	case follows && step != 0:
		flow.known = true
		m.count++
	default:
		// The one before was something else.
		flow.Media = Media{Src: f.src, Dst: f.dst, PayloadType: kind, First: now}
	}
	flow.ssrc, flow.seq = ssrc, seq
	flow.Packets++
	flow.Last = now
	return flow.known
}

func (m *media) find(f flow) *mediaFlow {
	if have := m.flows[f]; have != nil {
		return have
	}
	if m.flows == nil {
		m.flows = map[flow]*mediaFlow{}
	}
	if len(m.flows) >= maxMedia {
		m.forget()
		if len(m.flows) >= maxMedia {
			return nil
		}
	}
	have := &mediaFlow{}
	m.flows[f] = have
	return have
}

// forget drops the candidates, unless all are known.
func (m *media) forget() {
	if m.count >= maxMedia/2 {
		return
	}
	for f, flow := range m.flows {
		if !flow.known {
			delete(m.flows, f)
		}
	}
}

// list is what was found, the earliest first.
func (m *media) list() []Media {
	var all []Media
	for _, flow := range m.flows {
		if flow.known {
			all = append(all, flow.Media)
		}
	}
	slices.SortFunc(all, func(a, b Media) int {
		if c := a.First.Compare(b.First); c != 0 {
			return c
		}
		if c := a.Src.Compare(b.Src); c != 0 {
			return c
		}
		return a.Dst.Compare(b.Dst)
	})
	return all
}
