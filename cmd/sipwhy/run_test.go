package main

import (
	"bytes"
	"strings"
)

// result is what the program did.
type result struct {
	status   int
	out, err string
}

// sipwhy runs the program without a process, with nothing on standard input.
func sipwhy(args ...string) result { return sipwhyWith("", args...) }

// sipwhyWith runs the program with this standard input.
func sipwhyWith(input string, args ...string) result {
	var out, err bytes.Buffer
	status := run(args, streams{strings.NewReader(input), &out, &err})
	return result{status, out.String(), err.String()}
}
