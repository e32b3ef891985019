package parser

import (
	"net/netip"
	"time"

	"github.com/sipwhy/sipwhy/parser/capture"
)

// Sound is the RTP of a call that a capture holds: how many packets went to the
// caller and to the callee, of the fullest stream of each direction, since a proxy
// on the way shows each packet twice.
type Sound struct {
	ToCaller, ToCallee int
	// PaceToCaller and PaceToCallee are the mean times between two packets, 0 where
	// the input has no times.
	PaceToCaller, PaceToCallee time.Duration
}

// Sound finds the RTP between the addresses that the call's SDP asks for audio at.
// It is false where the input has none of it.
func (d *Dialog) Sound() (Sound, bool) {
	if d.trace == nil || len(d.trace.Media) == 0 || d.Kind != Call {
		return Sound{}, false
	}
	asked := map[netip.AddrPort]Side{}
	for _, m := range d.Messages {
		audio := m.SDP().Audio()
		if audio == nil || audio.Port == 0 {
			continue
		}
		if addr, err := netip.ParseAddr(audio.Addr); err == nil {
			asked[netip.AddrPortFrom(addr, uint16(audio.Port))] = d.SideOf(m)
		}
	}
	var s Sound
	for i := range d.trace.Media {
		stream := &d.trace.Media[i]
		if !d.during(stream) {
			continue
		}
		to, known := asked[stream.Dst]
		if from, is := asked[stream.Src]; !known && is {
			to, known = from.Other(), true
		}
		switch {
		case !known:
		case to == Caller && stream.Packets > s.ToCaller:
			s.ToCaller, s.PaceToCaller = stream.Packets, pace(stream)
		case to == Callee && stream.Packets > s.ToCallee:
			s.ToCallee, s.PaceToCallee = stream.Packets, pace(stream)
		}
	}
	return s, s.ToCaller+s.ToCallee > 0
}

func pace(stream *capture.Media) time.Duration {
	if stream.Packets < 2 {
		return 0
	}
	return stream.Last.Sub(stream.First) / time.Duration(stream.Packets-1)
}

// during tells whether a stream and the dialog overlap; without times they may.
func (d *Dialog) during(stream *capture.Media) bool {
	first, last := d.Messages[0], d.Messages[len(d.Messages)-1]
	if !first.Clock || !last.Clock || stream.First.IsZero() {
		return true
	}
	return !stream.Last.Before(first.Time) && !stream.First.After(last.Time)
}
