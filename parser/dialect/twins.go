package dialect

import (
	"strings"
	"time"
)

// dropTwins leaves out what a border controller logs of a message a second time,
// on its way between two processes of its own: between loopback addresses, with
// the same Call-ID, CSeq and start. A message seen there alone is kept.
func (s *scanner) dropTwins() {
	outside := map[string]bool{}
	inside := 0
	for i := range s.out.Frames {
		f := &s.out.Frames[i]
		switch {
		case f.Format != oracle.name:
		case internal(f):
			inside++
		default:
			outside[identity(f.Text)] = true
		}
	}
	if inside == 0 {
		return
	}
	kept := s.out.Frames[:0]
	for i := range s.out.Frames {
		f := &s.out.Frames[i]
		if f.Format == oracle.name && internal(f) && outside[identity(f.Text)] {
			continue
		}
		kept = append(kept, *f)
	}
	if len(kept) < len(s.out.Frames) {
		s.note("messages that the border controller logs once more on its internal leg (127.0.0.1) are counted once")
	}
	s.out.Frames = kept
}

// dropEchoes leaves out a message that a log shows twice on its way through one
// host: the same text at once again, and only one of the two says which way it
// went. What was sent again says it as the first one does.
func (s *scanner) dropEchoes() {
	frames := s.out.Frames
	kept := frames[:0]
	for i := range frames {
		f := &frames[i]
		if i+1 < len(frames) && f.echoOf(&frames[i+1]) {
			continue
		}
		if n := len(kept); n > 0 && f.echoOf(&kept[n-1]) {
			continue
		}
		kept = append(kept, *f)
	}
	if len(kept) < len(frames) {
		s.note("messages that the log shows once more without saying which way they went are counted once")
	}
	s.out.Frames = kept
}

// echoOf tells a frame that says less of the same message than another.
func (f *Frame) echoOf(o *Frame) bool {
	const at = 2 * time.Second
	silent := f.Direction == Unknown && f.Src == "" && f.Dst == "" || f.inferred && f.Direction == o.Direction
	return f.Clock && o.Clock && silent && !o.inferred && o.Direction != Unknown && (o.Src != "" || o.Dst != "") &&
		o.Time.Sub(f.Time).Abs() < at && f.Text == o.Text
}

func internal(f *Frame) bool {
	return strings.HasPrefix(f.Src, "127.") && strings.HasPrefix(f.Dst, "127.")
}

// identity is what two sightings of one message have in common: method or code,
// Call-ID and CSeq.
func identity(text string) string {
	line, rest, _ := strings.Cut(text, "\n")
	key := word(line)
	if strings.HasPrefix(line, "SIP/") {
		key = line[:min(len(line), 11)]
	}
	for rest != "" {
		line, rest, _ = strings.Cut(rest, "\n")
		if line == "" {
			break
		}
		name, value, ok := nameOf(line)
		if !ok {
			continue
		}
		switch kind, _ := lowered(framingHeaders, name); kind {
		case "call-id", "cseq":
			key += "\n" + strings.TrimSpace(value)
		}
	}
	return key
}
