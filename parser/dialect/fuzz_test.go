package dialect

import (
	"reflect"
	"strings"
	"testing"
)

// FuzzFrames holds framing to its promises on any text: the same input gives the
// same frames, every line of a frame has a number of the input, and the frames
// together are no longer than the input but for what was put back.
func FuzzFrames(f *testing.F) {
	for i := range renderings {
		f.Add(rendered(&renderings[i], call[:3], nil))
	}
	f.Add("SIP/2.0 200 OK Via: \"x\n\n>\nv=0\nIP/2.0 200")
	f.Fuzz(func(t *testing.T, text string) {
		result := Frames(linesOf(text))
		if again := Frames(linesOf(text)); !reflect.DeepEqual(result, again) {
			t.Fatalf("first %+v\nthen %+v", result, again)
		}
		lines := strings.Count(text, "\n") + 1
		size := 0
		for _, frame := range result.Frames {
			size += len(frame.Text)
			if n := strings.Count(frame.Text, "\n") + 1; n != len(frame.Lines) {
				t.Fatalf("%d lines with %d numbers: %q", n, len(frame.Lines), frame.Text)
			}
			for _, n := range frame.Lines {
				if n < 1 || n > lines {
					t.Fatalf("line %d of %d", n, lines)
				}
			}
		}
		if size > 4*len(text)+64 {
			t.Fatalf("%d bytes of frames of %d bytes", size, len(text))
		}
	})
}

// FuzzPlain checks that a log which quotes nothing gives lines that stand in it.
func FuzzPlain(f *testing.F) {
	f.Add(call[0].text + "\n\n" + call[1].text)
	f.Add("x INVITE sip:a SIP/2.0\n  Via: SIP/2.0/UDP h;\n branch=1\n\nv=0\nc=IN IP4 h")
	f.Fuzz(func(t *testing.T, text string) {
		if strings.ContainsAny(text, "\\#<&") || strings.Contains(text, "0x") {
			return
		}
		given := linesOf(text)
		for _, frame := range Frames(given).Frames {
			if frame.Format == "wireshark" {
				continue
			}
			for _, line := range strings.Split(frame.Text, "\n") {
				if bare := squeezed(line); len(bare) > 1 && !strings.Contains(squeezed(text), bare[1:]) {
					t.Fatalf("%q stands nowhere in %q", line, text)
				}
			}
		}
	})
}

// squeezed leaves out blanks and line ends, which joining and splitting change,
// and the dots and bars that stand for them.
func squeezed(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r <= ' ' || strings.ContainsRune(".|>*-", r) }), "")
}

// FuzzAgain writes what was found as raw messages and reads that again.
func FuzzAgain(f *testing.F) {
	for i := range call {
		f.Add(call[i].text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, frame := range Frames(linesOf(text)).Frames {
			if st, ok := findStart(frame.Text, 0); !ok || st.at > 0 || !strings.Contains(frame.Text, "\nCall-ID: ") || strings.Contains(frame.Text, "\t") {
				continue
			}
			again := Frames(linesOf(frame.Text)).Frames
			if len(again) == 0 {
				t.Fatalf("nothing in %q", frame.Text)
			}
		}
	})
}
