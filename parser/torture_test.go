package parser

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// tortureDir is where sipgo's module keeps the messages of RFC 4475.
func tortureDir(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/emiago/sipgo").Output()
	if err != nil {
		t.Fatalf("the module directory of sipgo: %v", err)
	}
	return filepath.Join(strings.TrimSpace(string(out)), "sip", "testdata", "torture")
}

// TestTorture reads each message of RFC 4475: a valid one without a defect, a
// syntactically invalid one with a defect on the line at fault, a semantic one
// with a note.
func TestTorture(t *testing.T) {
	const valid, semantic = "", "note"
	cases := []struct {
		file, kind, line, problem string
	}{
		// 3.1.1 valid messages
		{"valid/wsinv", valid, "", ""}, {"valid/intmeth", valid, "", ""}, {"valid/esc01", valid, "", ""},
		{"valid/escnull", valid, "", ""}, {"valid/esc02", valid, "", ""}, {"valid/lwsdisp", valid, "", ""},
		{"valid/longreq", valid, "", ""}, {"valid/dblreq", valid, "", ""}, {"valid/semiuri", valid, "", ""},
		{"valid/transports", valid, "", ""}, {"valid/mpart01", valid, "", ""}, {"valid/unreason", valid, "", ""},
		{"valid/noreason", valid, "", ""},
		// 3.1.2 invalid messages
		{"invalid/badinv01", "defect", "Via: SIP/2.0/UDP 192.0.2.15;;,;,,", "nothing between"},
		{"invalid/clerr", "defect", "Content-Length: 9999", "larger than the body"},
		{"invalid/ncl", "defect", "Content-Length: -999", "negative"},
		{"invalid/scalar02", "defect", "CSeq: 36893488147419103232 REGISTER", "larger than 2^31"},
		{"invalid/scalarlg", "defect", "CSeq: 9292394834772304023312 OPTIONS", "larger than 2^31"},
		{"invalid/quotbal", "defect", `To: "Mr. J. User <sip:j.user@example.com>`, "no closing one"},
		{"invalid/ltgtruri", "defect", "INVITE <sip:user@example.com> SIP/2.0", "stands in <>"},
		{"invalid/lwsruri", "defect", "INVITE sip:user@example.com; lr SIP/2.0", "contains a blank"},
		{"invalid/lwsstart", "defect", "INVITE  sip:user@example.com  SIP/2.0", "more than one blank"},
		{"invalid/trws", "defect", "OPTIONS sip:remote-target@example.com SIP/2.0", "blanks at its end"},
		{"invalid/escruri", "defect", "INVITE sip:user@example.com?Route=%3Csip:example.com%3E SIP/2.0", "carries headers"},
		{"invalid/baddate", "defect", "Date: Fri, 01 Jan 2010 16:00:00 EST", "must be GMT"},
		{"invalid/regbadct", "defect", "Contact: sip:user@example.com?Route=%3Csip:sip.example.com%3E", "must stand in <>"},
		{"invalid/badaspec", "defect", `To: "Watson, Thomas" < sip:t.watson@example.org >`, "blank inside"},
		{"invalid/baddn", "defect", "From: Bell, Alexander <sip:a.g.bell@example.com>;tag=43", "needs quotes"},
		{"invalid/badvers", "defect", "OPTIONS sip:t.watson@example.org SIP/7.0", "not SIP/2.0"},
		{"invalid/mismatch01", "defect", "CSeq: 8 INVITE", "not that of the request line"},
		{"invalid/mismatch02", "defect", "CSeq: 8 INVITE", "not that of the request line"},
		{"invalid/bigcode", "defect", "SIP/2.0 4294967301 better not break the receiver", "three digits"},
		{"invalid/test", "defect", "INVITE sip:alan@jasomi.com", "not SIP/2.0"},
		// 3.2 to 3.4: right in syntax, odd in meaning
		{"invalid/badbranch", semantic, "", "magic cookie"},
		{"invalid/insuf", semantic, "", "From is missing"},
		{"invalid/unkscm", semantic, "", "nobodyknowsthisscheme"},
		{"invalid/novelsc", semantic, "", "soap.beep"},
		{"invalid/unksm2", semantic, "", "scheme isbn"},
		{"invalid/bext01", semantic, "", "nothingSupportsThis"},
		{"invalid/invut", semantic, "", "application/unknownformat"},
		{"invalid/regaut01", semantic, "", "NoOneKnowsThisScheme"},
		{"invalid/multi01", semantic, "", "CSeq stands there more than once"},
		{"invalid/mcl01", semantic, "", "Content-Length stands there more than once"},
		{"invalid/bcast", semantic, "", "broadcast"},
		{"invalid/zeromf", semantic, "", "Max-Forwards is 0"},
		{"invalid/cparam01", semantic, "", "unknownparam"},
		{"invalid/cparam02", semantic, "", "unknownparam"},
		{"invalid/regescrt", semantic, "", "headers behind ?"},
		{"invalid/sdp01", semantic, "", "Accept"},
		{"invalid/inv2543", semantic, "", "no branch"},
	}
	dir := tortureDir(t)
	seen := map[string]bool{}
	for _, c := range cases {
		t.Run(c.file, func(t *testing.T) {
			seen[c.file+".dat"] = true
			trace := readFile(t, filepath.Join(dir, c.file+".dat"))
			if len(trace.Messages) == 0 {
				t.Fatal("no message was read")
			}
			checkTorture(t, trace, c.kind, c.line, c.problem)
		})
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*", "*.dat"))
	for _, file := range files {
		name, _ := filepath.Rel(dir, file)
		if !seen[filepath.ToSlash(name)] {
			t.Errorf("%s is in no case", name)
		}
	}
}

func checkTorture(t *testing.T, trace *Trace, kind, line, problem string) {
	t.Helper()
	var defects []Defect
	for _, m := range trace.Messages {
		defects = append(defects, m.Defects()...)
	}
	notes := strings.Join(trace.Notes, "\n")
	switch kind {
	case "":
		if len(defects) > 0 {
			t.Errorf("a valid message has defects: %+v", defects)
		}
	case "note":
		if len(defects) > 0 || !strings.Contains(notes, problem) {
			t.Errorf("want no defect and a note with %q; defects %+v, notes %q", problem, defects, notes)
		}
	default:
		for _, d := range defects {
			if d.Text == line && strings.Contains(d.Problem, problem) && d.Line > 0 {
				return
			}
		}
		t.Errorf("want a defect of %q with %q, got %+v", line, problem, defects)
	}
}

func readFile(t *testing.T, name string) *Trace {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	return Read([]Part{{Name: name, Reader: f}}, Options{})
}
