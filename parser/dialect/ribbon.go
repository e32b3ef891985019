package dialect

import "strings"

// ribbon is the trace (.TRC) and the debug log (.DBG) of Ribbon's, formerly Sonus's,
// border controllers: "1787 01052026 100001.737177:1.01.00.38939.MAJOR .SIPSG:… Ingress:
// received msg for CallId:c gcid:0xDDB from IP/port:a/p, Local IP/port:b/p", "RAW
// PDU:", the message. The first number is the length of the record. One of more than
// 1800 bytes is cut wherever that is, and goes on in another one with the same time
// and number. Learnt from Ribbon's manual and from paStash, which reads such logs.
var ribbon = dialect{
	name:  "ribbon",
	signs: []string{" msg for CallId:", "RAW PDU:"},
	read: func(line string, m *meta) bool {
		t := strings.TrimSpace(line)
		if t == "RAW PDU:" || t == "#012RAW PDU:#012" {
			return true
		}
		if !strings.Contains(line, " msg for CallId:") {
			return false
		}
		g, certain := generic(line)
		g.format = m.format
		*m = g
		return certain
	},
}

// ribbonRecord splits a record into what names it and what it says.
func ribbonRecord(line string) (name, rest string, ok bool) {
	n := runOf(line, classDigit)
	if n == 0 || n > 4 || len(line) < n+len(" 01052026 100001.737177:1.01") || line[n] != ' ' {
		return "", "", false
	}
	record := line[n+1:]
	if !isDigits(record[:8]) || record[8] != ' ' || !isDigits(record[9:15]) || record[15] != '.' {
		return "", "", false
	}
	// The module stands behind a dot: ".SIPSG:".
	i := strings.Index(record, " .")
	if i < 0 {
		return "", "", false
	}
	end := strings.IndexByte(record[i:], ':')
	if end < 0 {
		return "", "", false
	}
	return record[:i+end], record[i+end+1:], true
}

// record puts a record that goes on with the one before behind the last line of that.
func (u *unwrapper) record(text string) int {
	if text[0] > '9' || text[0] < '0' {
		return 0
	}
	name, rest, ok := ribbonRecord(text)
	if !ok {
		return 0
	}
	if name != u.recordName || u.at == 0 {
		u.recordName = name
		return 0
	}
	u.begin()
	u.out[len(u.out)-1].Text += rest
	u.plain = true
	return 1
}
