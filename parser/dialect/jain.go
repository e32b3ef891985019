package dialect

import "strings"

// jainSIP is the server log of programs on JAIN-SIP: `<message from="a:p" to="b:p"
// time="1767607201123" isSender="false" … firstLine="INVITE …">`, the message in
// <![CDATA[. The first line is there to be seen without the rest. Learnt from the
// description of sip-viewer, which reads such logs.
var jainSIP = dialect{
	name:  "jain-sip",
	signs: []string{"isSender="},
	read: func(line string, m *meta) bool {
		src, dst := between(line, ` from="`, `"`), between(line, ` to="`, `"`)
		if src == "" || dst == "" {
			return false
		}
		m.ends(src, dst)
		m.direction = In
		if between(line, `isSender="`, `"`) == "true" {
			m.direction = Out
		}
		at := between(line, ` time="`, `"`)
		if st, ok := sinceEpoch(at); ok {
			m.stamp, m.clock = st, true
		} else {
			m.time(strings.TrimSpace(at))
		}
		return true
	},
}
