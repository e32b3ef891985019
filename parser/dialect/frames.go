package dialect

import (
	"regexp"
	"strings"
	"time"
)

var sn = regexp.MustCompile(`^(\d{4}/\d\d/\d\d \d\d:\d\d:\d\d\.\d+) (\S+) -> (\S+)$`)
var ho = regexp.MustCompile(`^proto:UDP (\S+)  (\S+) ---> (\S+)$`)
var as = regexp.MustCompile(`^<--- (Received|Transmitting) SIP.*(from|to) UDP:(\S+) --->$`)
var st = regexp.MustCompile(`^(SIP/2.0 \d\d\d|[A-Z]+ \S+ SIP/2.0$)`)

func Frames(lines []Line) Result {
	var r Result
	var f *Frame
	var buf []string
	var pend Frame
	flush := func() {
		if f != nil {
			f.Text = strings.TrimRight(strings.Join(buf, "\n"), "\n")
			r.Frames = append(r.Frames, *f)
		}
		f = nil
		buf = nil
	}
	for _, l := range lines {
		if m := sn.FindStringSubmatch(l.Text); m != nil {
			flush()
			t, _ := time.Parse("2006/01/02 15:04:05.000000", m[1])
			pend = Frame{Time: t, Clock: true, Src: m[2], Dst: m[3], Format: "sngrep"}
			continue
		}
		if m := ho.FindStringSubmatch(l.Text); m != nil {
			flush()
			t, _ := time.Parse(time.RFC3339, m[1])
			pend = Frame{Time: t, Clock: true, Src: m[2], Dst: m[3], Format: "homer", Transport: "udp"}
			continue
		}
		if m := as.FindStringSubmatch(l.Text); m != nil {
			flush()
			pend = Frame{Format: "asterisk-pjsip", Transport: "udp"}
			if m[1] == "Received" {
				pend.Src = m[3]
				pend.Direction = In
			} else {
				pend.Dst = m[3]
				pend.Direction = Out
			}
			continue
		}
		if st.MatchString(l.Text) && !(f != nil && strings.Contains(strings.Join(buf, "\n"), "sipfrag") && len(buf) > 0 && buf[len(buf)-1] == "") {
			flush()
			c := pend
			pend = Frame{}
			f = &c
		}
		if f != nil {
			buf = append(buf, l.Text)
			f.Lines = append(f.Lines, l.N)
		}
	}
	flush()
	return r
}
