package parser

import (
	"encoding/csv"
	"encoding/json"
	"strconv"
	"strings"
	"time"
)

// undoRecords takes the lines of a log out of the objects that a collector put them
// in, one for each: Docker's json-file, journalctl -o json, what Loki, CloudWatch
// and others export. The time stays before the line, as in any other log. A message
// in one object is left to package dialect.
func (c *cleaner) undoRecords() {
	const enough = 3
	key, found := "", 0
	for i := range c.lines {
		if _, text := recordLine(c.lines[i].Text, key); text != "" && structural(text) {
			if key == "" {
				key = recordKey(c.lines[i].Text)
			}
			if found++; found >= enough {
				break
			}
		}
	}
	if found < enough {
		return
	}
	c.each(records, func(s string) string {
		clock, text := recordLine(s, key)
		if clock == "" && text == "" {
			return s
		}
		return strings.TrimRight(clock+" "+text, "\r\n")
	})
}

// Where collectors put the line of a log, and its time.
var (
	lineKeys  = []string{"log", "MESSAGE", "message", "line", "msg", "_raw", "text", "@message", "textPayload", "body"}
	clockKeys = []string{"time", "timestamp", "@timestamp", "ts", "receiveTimestamp", "_time", "__REALTIME_TIMESTAMP", "_SOURCE_REALTIME_TIMESTAMP", "eventTime"}
)

// recordLine is the one line of a log that a record holds, and its time; both are
// empty where it is none.
func recordLine(s, key string) (clock, text string) {
	if strings.HasPrefix(s, `"`) && strings.HasSuffix(s, `"`) {
		return rowLine(s)
	}
	s = strings.TrimSuffix(strings.TrimSpace(s), ",")
	if len(s) < 10 || s[0] != '{' || s[len(s)-1] != '}' {
		return "", ""
	}
	var fields map[string]any
	if json.Unmarshal([]byte(s), &fields) != nil {
		return "", ""
	}
	if key == "" {
		key = keyIn(fields)
	}
	text, ok := fields[key].(string)
	if !ok || strings.ContainsAny(strings.TrimRight(text, "\r\n"), "\n") {
		return "", ""
	}
	for _, name := range clockKeys {
		if clock = clockOf(fields[name]); clock != "" {
			break
		}
	}
	if clock == "" {
		clock = "-"
	}
	return clock, strings.TrimRight(text, "\r\n")
}

// clockOf is a time as text: a number counts from 1970, in seconds or in thousandths,
// millionths or milliardths of one.
func clockOf(value any) string {
	const ms, us, ns = 1e11, 1e14, 1e17
	var n int64
	switch v := value.(type) {
	case float64:
		if v < ms {
			v *= 1e9
			return time.Unix(0, int64(v)).UTC().Format(time.RFC3339Nano)
		}
		n = int64(v)
	case string:
		var err error
		if n, err = strconv.ParseInt(v, 10, 64); err != nil {
			return v
		}
	default:
		return ""
	}
	switch {
	case n < ms:
		n *= 1e9
	case n < us:
		n *= 1e6
	case n < ns:
		n *= 1e3
	}
	return time.Unix(0, n).UTC().Format(time.RFC3339Nano)
}

// rowLine is the same of a row of a table: the time stands in the first cell, the
// line in the last one.
func rowLine(s string) (clock, text string) {
	if !strings.Contains(s, `","`) {
		return "", ""
	}
	cells, err := csv.NewReader(strings.NewReader(s)).Read()
	if err != nil || len(cells) < 2 || !strings.Contains(cells[0], ":") || strings.ContainsAny(cells[0], "{[") {
		return "", ""
	}
	return cells[0], cells[len(cells)-1]
}

func recordKey(s string) string {
	var fields map[string]any
	if json.Unmarshal([]byte(strings.TrimSuffix(strings.TrimSpace(s), ",")), &fields) != nil {
		return ""
	}
	return keyIn(fields)
}

// keyIn is the key of the record's line.
func keyIn(fields map[string]any) string {
	for _, name := range lineKeys {
		if _, ok := fields[name].(string); ok {
			return name
		}
	}
	return ""
}
