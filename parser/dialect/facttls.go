package dialect

import "strings"

// readTLS reads why a TLS connection failed from what OpenSSL says of it: "error:CODE:SSL
// routines:function:why" or, in pjproject's form, "<SSL routines-function-why> … peer:
// a:p".
func readTLS(line string, f *Fact) {
	_, rest, ok := strings.Cut(line, "SSL routines")
	if ok {
		end := strings.IndexAny(rest, ">)(,")
		if end < 0 {
			end = len(rest)
		}
		parts := strings.FieldsFunc(rest[:end], func(r rune) bool { return r == ':' || r == '-' })
		if len(parts) > 0 {
			f.Cause = strings.TrimSpace(parts[len(parts)-1])
		}
	}
	if _, peer, ok := strings.Cut(line, "peer: "); ok {
		f.Peer, _ = hostPort(word(peer))
	}
}
