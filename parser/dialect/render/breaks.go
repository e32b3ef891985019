package render

import "strings"

// What breaks the lines of a message.

func suffixed(lines []string, end string) []string {
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i] = line + end
	}
	return out
}

// flatten leaves out the lines that are nothing but an end.
func flatten(lines []string) []string {
	var out []string
	for _, line := range lines {
		if line != "" {
			out = append(out, line)
		}
	}
	return out
}

// wrapped breaks long lines where a terminal of 80 columns does.
func wrapped(lines []string) []string {
	var out []string
	for _, line := range lines {
		for len(line) > 80 {
			out = append(out, line[:80])
			line = line[80:]
		}
		out = append(out, line)
	}
	return out
}

// cutAt breaks the lines of a whole text where a terminal of this width does.
func cutAt(s string, width int) string {
	var b strings.Builder
	at := 0
	for _, r := range s {
		if r == '\n' || r == '\r' {
			at = 0
		} else if at++; at > width {
			b.WriteByte('\n')
			at = 1
		}
		b.WriteRune(r)
	}
	return b.String()
}

// folded breaks long header lines as RFC 3261 7.3.1 allows.
func folded(lines []string) []string {
	var out []string
	for i, line := range lines {
		if at := strings.Index(line, ", "); i > 0 && at > 0 && len(line) > 60 && !strings.Contains(line[:at], `"`) {
			out = append(out, line[:at+1], "\t"+line[at+2:])
			continue
		}
		out = append(out, line)
	}
	return out
}

// lostLetter is what a decrypted stream that was joined late shows: requests
// without their first byte.
func lostLetter(lines []string) []string {
	if strings.HasPrefix(lines[0], "SIP/") {
		return lines
	}
	return append([]string{lines[0][1:]}, lines[1:]...)
}

// spacedSDP is what machine translation makes of a session description.
func spacedSDP(lines []string) []string {
	out := append([]string(nil), lines...)
	for i, line := range out {
		if len(line) > 2 && line[1] == '=' && strings.IndexByte("vosctmab", line[0]) >= 0 {
			line = line[:1] + " = " + line[2:]
			if line[0] == 'm' {
				line = strings.ReplaceAll(line, "/", " / ")
			}
			out[i] = line
		}
	}
	return out
}
