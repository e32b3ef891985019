package parser

import (
	"strings"
	"testing"
	"time"
)

// TestSilence holds what counts as unconfirmed and ignored to the wire: a
// repetition that no answer stopped, never a late answer or a second sighting.
func TestSilence(t *testing.T) {
	const talk = `
		0 a>b INVITE 1 i f -
		1 b>a 200/INVITE 1 i f t
		1.5 b>a 200/INVITE 1 i f t
		2.5 b>a 200/INVITE 1 i f t`
	tests := []struct {
		name, script         string
		unconfirmed, ignored int
	}{
		{"no ACK", talk, 1, 0},
		{"ACK", talk + "\n4 a>b ACK 1 k f t", 0, 0},
		{"ACK with a wrong number", talk + "\n4 a>b ACK 2 k f t", 0, 0},
		{"ACK with a wrong tag", talk + "\n4 a>b ACK 1 k f x", 0, 0},
		{"the ACK of a refusal is none", `
			0 a>b INVITE 1 h f -
			0.1 b>a 401/INVITE 1 h f c
			0.2 a>b ACK 1 h f c
			1 a>b INVITE 2 i f -
			2 b>a 200/INVITE 2 i f t
			2.5 b>a 200/INVITE 2 i f t
			3.5 b>a 200/INVITE 2 i f t`, 1, 0},
		{"one repetition", "0 a>b INVITE 1 i f -\n1 b>a 200/INVITE 1 i f t\n1.5 b>a 200/INVITE 1 i f t", 0, 0},
		{"three sightings at once", "0 a>b INVITE 1 i f -\n1 b>a 200/INVITE 1 i f t\n1.001 b>a 200/INVITE 1 i f t\n1.002 b>a 200/INVITE 1 i f t", 0, 0},
		{"every message three times, no clock", `
			- a>b INVITE 1 i f -
			- a>b INVITE 1 i f -
			- a>b INVITE 1 i f -
			- b>a 180/INVITE 1 i f t
			- b>a 180/INVITE 1 i f t
			- b>a 180/INVITE 1 i f t
			- b>a 200/INVITE 1 i f t
			- b>a 200/INVITE 1 i f t
			- b>a 200/INVITE 1 i f t
			- a>b BYE 2 y f t
			- a>b BYE 2 y f t
			- a>b BYE 2 y f t`, 0, 0},
		{"the same trace twice, a repetition in it, no clock", strings.Repeat(`
			- a>b INVITE 1 i f -
			- b>a 180/INVITE 1 i f t
			- b>a 200/INVITE 1 i f t
			- b>a 200/INVITE 1 i f t
			- a>b BYE 2 y f t
			- b>a 200/BYE 2 y f t`, 2), 0, 0},
		{"the same trace twice, no ACK in it", strings.Repeat(`
			- a>b INVITE 1 i f -
			- b>a 180/INVITE 1 i f t
			- b>a 200/INVITE 1 i f t
			- b>a 200/INVITE 1 i f t
			- b>a 200/INVITE 1 i f t
			- a>b BYE 2 y f t
			- b>a 200/BYE 2 y f t`, 2), 1, 0},
		{"ignored", "0 a>b INVITE 1 i f -\n0.5 a>b INVITE 1 i f -\n1.5 a>b INVITE 1 i f -", 0, 1},
		{"sent twice", "0 a>b INVITE 1 i f -\n0.5 a>b INVITE 1 i f -", 0, 0},
		{"answered after all", "0 a>b INVITE 1 i f -\n0.5 a>b INVITE 1 i f -\n1.5 a>b INVITE 1 i f -\n1.6 b>a 100/INVITE 1 i f -", 0, 0},
		{"the stack's own 408", `
			0 a>b INVITE 1 i f -
			0.5 a>b INVITE 1 i f -
			1.5 a>b INVITE 1 i f -
			3.5 a>b INVITE 1 i f -
			7.5 a>b INVITE 1 i f -
			32 b>a 408/INVITE 1 i f t`, 0, 1},
		{"a 408 of the other side", "0 a>b INVITE 1 i f -\n0.5 a>b INVITE 1 i f -\n1.5 a>b INVITE 1 i f -\n3 b>a 408/INVITE 1 i f t", 0, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := script(t, test.script).Dialogs[0]
			if got := len(d.Unconfirmed()); got != test.unconfirmed {
				t.Errorf("%d unconfirmed answers, want %d", got, test.unconfirmed)
			}
			if got := len(d.Ignored("")); got != test.ignored {
				t.Errorf("%d ignored requests, want %d", got, test.ignored)
			}
		})
	}
}

// TestSilenceOfBothForks wants an ACK for each phone that answered.
func TestSilenceOfBothForks(t *testing.T) {
	d := script(t, `
		0 a>b INVITE 1 i f -
		1 b>a 200/INVITE 1 i f t1
		1.1 a>b ACK 1 k f t1
		1.2 b>a 200/INVITE 1 i f t2
		1.7 b>a 200/INVITE 1 i f t2
		2.7 b>a 200/INVITE 1 i f t2
		3 a>b BYE 2 y f t1`).Dialogs[0]
	answers := d.Unconfirmed()
	if len(answers) != 1 || answers[0].ToTag != "t2" {
		t.Errorf("got %v, want the answer of t2", answers)
	}
	if !d.Shows(Caller) || !d.Shows(Callee) {
		t.Error("both sides are there")
	}
}

// TestConfirmationOnItsHop files an ACK with the INVITE of its own hop, so that the
// caller's leg has its ACK where a proxy shows both.
func TestConfirmationOnItsHop(t *testing.T) {
	for _, times := range []string{"0 0.1 2 2.1 2.2 2.3", "- - - - - -"} {
		at := strings.Fields(times)
		d := script(t, at[0]+" a>p INVITE 1 i f -\n"+at[1]+" p>b INVITE 1 j,i f -\n"+at[2]+" b>p 200/INVITE 1 j,i f t\n"+
			at[3]+" p>a 200/INVITE 1 i f t\n"+at[4]+" a>p ACK 1 k f t\n"+at[5]+" p>b ACK 1 l,k f t").Dialogs[0]
		if d.ACK == nil || d.ACK.Branch != "z9hG4bKk" {
			t.Errorf("with times %s the caller's ACK is %v", times, d.ACK)
		}
	}
}

// TestCancels finds which INVITE a CANCEL is for, and leaves one that misses it
// without effect.
func TestCancels(t *testing.T) {
	tests := []struct{ name, script, want string }{
		{"INVITE not in the trace", "0 a>b CANCEL 1 i f -\n0.1 b>a 200/CANCEL 1 i f t\n0.2 b>a 487/INVITE 1 i f t",
			"call cancelled 487 by=caller setup=0s dur=0s ring=0s"},
		{"another branch, refused", "0 a>b INVITE 1 i f -\n1 b>a 180/INVITE 1 i f t\n2 a>b CANCEL 1 x f -\n2.1 b>a 481/CANCEL 1 x f t",
			"call ongoing 0 by= setup=0s dur=0s ring=0s"},
		{"another branch, accepted all the same", "0 a>b INVITE 1 i f -\n1 b>a 180/INVITE 1 i f t\n2 a>b CANCEL 1 x f -\n2.1 b>a 200/CANCEL 1 x f t\n2.2 b>a 487/INVITE 1 i f t",
			"call cancelled 487 by=caller setup=0s dur=0s ring=1s"},
		{"BYE in an early dialog", "0 a>b INVITE 1 i f -\n1 b>a 180/INVITE 1 i f t\n2 a>b BYE 2 y f t\n2.1 b>a 200/BYE 2 y f t\n2.2 b>a 487/INVITE 1 i f t",
			"call cancelled 487 by=caller setup=0s dur=0s ring=1.2s"},
		{"the INVITE before the login", `
			0 a>b INVITE 1 h f -
			0.1 b>a 401/INVITE 1 h f c
			0.2 a>b ACK 1 h f c
			0.3 a>b INVITE 2 i f -
			1 b>a 180/INVITE 2 i f t
			2 a>b CANCEL 1 h f -
			2.1 b>a 481/CANCEL 1 h f x`,
			"call ongoing 0 by= setup=0s dur=0s ring=0s"},
		{"CANCEL alone", "0 a>b CANCEL 1 i f -\n0.1 b>a 200/CANCEL 1 i f t",
			"call cancelled 200 by=caller setup=0s dur=0s ring=0s"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := tell(script(t, test.script).Dialogs[0]); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestSessionExpires(t *testing.T) {
	tests := map[string]time.Duration{"1800;refresher=uac": 30 * time.Minute, " 90 ;refresher=uas": 90 * time.Second, "soon": 0, "-5": 0, "": 0}
	for value, want := range tests {
		tr := script(t, "0 b>a 200/INVITE 1 i f t | Session-Expires: "+value)
		if got := tr.Messages[0].SessionExpires(); got != want {
			t.Errorf("%q gives %v, want %v", value, got, want)
		}
	}
}
