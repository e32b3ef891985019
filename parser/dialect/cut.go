package dialect

import "strings"

// isCut tells the mark of a log or a person that something was left out.
func isCut(text string) bool {
	t := strings.TrimSpace(text)
	if t == "" || len(t) > 60 {
		return false
	}
	switch {
	case strings.Trim(t, ".… ") == "" && len(t) > 2:
		return true
	case strings.HasPrefix(t, "//Trunc"), hasPrefixFold(t, "some lines were ellips"), hasPrefixFold(t, "//trunc"):
		return true
	}
	dots := strings.Contains(t, "..") || strings.Contains(t, "…")
	t = strings.Trim(t, "[]<>()*-. …")
	switch {
	case t == "":
		return dots
	case hasPrefixFold(t, "truncated"), hasPrefixFold(t, "snip"), hasPrefixFold(t, "cut"), hasPrefixFold(t, "omitted"), hasPrefixFold(t, "ellipsized"):
		return !strings.Contains(t, ":")
	}
	return false
}

// isPrompt tells what a terminal or a console shows between the lines of a log.
func isPrompt(text string) bool {
	t := strings.TrimSpace(text)
	if strings.HasPrefix(t, "--More--") {
		return true
	}
	if len(t) > 60 || t == "" {
		return false
	}
	if n := len(t); t[0] == '+' && n > 2 && is(t[1], classDigit) && t[n-1] == 's' {
		// The time since the last line, in a browser's console.
		return true
	}
	return strings.HasSuffix(t, "*CLI>") || strings.HasPrefix(t, "freeswitch@") && strings.HasSuffix(t, ">")
}
