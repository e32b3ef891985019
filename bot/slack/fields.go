package slack

import (
	"bytes"
	"encoding/json"
	"strconv"
)

// fields is a JSON object that is read one field at a time. Slack adds fields,
// sends "false" for false, and one malformed block makes slack-go refuse a whole
// message: read this way, what is damaged costs only itself.
type fields map[string]json.RawMessage

// object reads raw as an object; anything else is an object without fields.
func object(raw json.RawMessage) fields {
	var f fields
	if json.Unmarshal(raw, &f) != nil {
		return nil
	}
	return f
}

// objects reads raw as a list of objects, leaving out what is none.
func objects(raw json.RawMessage) []fields {
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) != nil {
		return nil
	}
	var out []fields
	for _, item := range list {
		if f := object(item); f != nil {
			out = append(out, f)
		}
	}
	return out
}

func (f fields) has(name string) bool {
	raw, ok := f[name]
	return ok && !bytes.Equal(raw, []byte("null"))
}

func (f fields) object(name string) fields    { return object(f[name]) }
func (f fields) objects(name string) []fields { return objects(f[name]) }

// str is a string field; a number or a boolean reads as it is written.
func (f fields) str(name string) string {
	raw := f[name]
	if len(raw) == 0 {
		return ""
	}
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	switch raw[0] {
	case '{', '[', 'n':
		return ""
	}
	return string(raw)
}

// truth is a boolean field; Socket Mode sends some of them as strings.
func (f fields) truth(name string) bool {
	v, err := strconv.ParseBool(f.str(name))
	return err == nil && v
}

func (f fields) number(name string) int64 {
	v, err := strconv.ParseFloat(f.str(name), 64)
	if err != nil {
		return 0
	}
	return int64(v)
}
