package parser

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"io"

	"github.com/sipwhy/sipwhy/parser/capture"
)

// A chat takes a capture as text alone: people paste what base64 prints of it.

// pastedCapture is the content of a capture written as base64, nil where the text
// that begins with head is none. A code fence or a data URL may stand before it.
func pastedCapture(head []byte, from io.Reader) io.Reader {
	const least = 64
	rest := head
	for _, mark := range []string{";base64,", "```\n", "```\r\n"} {
		if i := bytes.Index(rest[:min(len(rest), least)], []byte(mark)); i >= 0 {
			rest = rest[i+len(mark):]
		}
	}
	coded := make([]byte, 0, least)
	for _, c := range rest {
		switch {
		case isBase64(c):
			coded = append(coded, c)
		case c != '\n' && c != '\r' && c != ' ':
			return nil
		}
		if len(coded) == least {
			break
		}
	}
	if len(coded) < least {
		return nil
	}
	first := make([]byte, base64.StdEncoding.DecodedLen(least))
	if n, err := base64.StdEncoding.Decode(first, coded); err != nil || !capture.Is(first[:n]) {
		return nil
	}
	skip := len(head) - len(rest)
	if _, err := io.CopyN(io.Discard, from, int64(skip)); err != nil {
		return nil
	}
	return base64.NewDecoder(base64.StdEncoding, &codedReader{from: bufio.NewReader(from)})
}

func isBase64(c byte) bool {
	return isLetter(c) || isDigit(c) || c == '+' || c == '/' || c == '='
}

// codedReader gives the characters of base64 alone and ends where something else
// than a blank follows.
type codedReader struct {
	from *bufio.Reader
	done bool
}

func (r *codedReader) Read(p []byte) (int, error) {
	n := 0
	for n < len(p) && !r.done {
		c, err := r.from.ReadByte()
		switch {
		case err == io.EOF || err == nil && !isBase64(c) && c > ' ':
			r.done = true
		case err != nil:
			return n, err
		case c > ' ':
			p[n] = c
			n++
		}
	}
	if n == 0 {
		return 0, io.EOF
	}
	return n, nil
}
