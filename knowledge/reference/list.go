package reference

import (
	"fmt"
	"slices"
	"strings"
)

// Head is the key and name of an entry.
type Head struct {
	Kind      Kind
	Key, Name string
	// Unregistered is true for what stands in no registry.
	Unregistered bool
}

// contents are the lists that can be asked for: their names, the plainest first.
var contents = []struct {
	kind  Kind
	title string
	asked []string
}{
	{Response, "Response codes", []string{"codes", "responses", "response codes", "sip codes", "code", "response", "status codes"}},
	{Cause, "Q.850 causes", []string{"q850", "q.850", "causes", "cause", "q850 causes", "cause codes"}},
	{Warning, "Warning codes", []string{"warnings", "warning", "warning codes"}},
	{Method, "Methods", []string{"methods", "method"}},
	{Header, "Headers", []string{"headers", "header"}},
	{Parameter, "Parameters", []string{"parameters", "params", "parameter"}},
	{SDP, "SDP lines and attributes", []string{"sdp", "attributes"}},
	{Payload, "Payload types and codecs", []string{"codecs", "payloads", "payload types", "pt", "payload", "codec"}},
	{Transport, "Media transports", []string{"transports", "profiles", "transport"}},
	{OptionTag, "Option tags", []string{"option tags", "option-tags", "options", "tags"}},
	{ReasonProtocol, "Protocols of Reason", []string{"reason protocols", "reason-protocols", "reasons"}},
	{Timer, "Timers", []string{"timers", "timer"}},
	{Term, "Terms", []string{"terms", "glossary", "words"}},
	{Diagnosis, "Diagnoses", []string{"diagnoses", "diagnosis", "findings"}},
	{Provider, "Providers", []string{"providers", "provider", "carriers"}},
}

// List lists the entries of a kind, or of a class of codes ("4xx"); an empty list
// where no such list is known.
func (l *Library) List(asked string) (title string, heads []Head) {
	if l.open() != nil {
		return "", nil
	}
	asked = strings.ToLower(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(asked), " codes")))
	if class := l.item(Class, asked); class != nil {
		return class.key + " " + class.name, l.heads(func(i *item) bool { return i.kind == Response && i.key[0] == class.key[0] })
	}
	for _, c := range contents {
		for _, name := range c.asked {
			if asked == name || asked == strings.TrimSuffix(name, " codes") {
				return c.title, l.heads(func(i *item) bool { return i.kind == c.kind })
			}
		}
	}
	return "", nil
}

func (l *Library) heads(want func(*item) bool) []Head {
	var list []Head
	for _, i := range l.items {
		if want(i) {
			list = append(list, Head{i.kind, i.key, i.name, i.wild})
		}
	}
	slices.SortStableFunc(list, func(a, b Head) int {
		x, y := number(strings.TrimSuffix(a.Key, "+")), number(strings.TrimSuffix(b.Key, "+"))
		if x < 0 || y < 0 {
			return 0
		}
		return x - y
	})
	return list
}

// Contents is a table of what is there: the kind, how many, and what to ask for
// to see them.
func (l *Library) Contents() [][]string {
	if l.open() != nil {
		return nil
	}
	counts := map[Kind]int{}
	for _, i := range l.items {
		counts[i.kind]++
	}
	rows := [][]string{{"What", "How many", "List"}}
	for _, c := range contents {
		if counts[c.kind] > 0 {
			rows = append(rows, []string{c.title, fmt.Sprint(counts[c.kind]), "list " + c.asked[0]})
		}
	}
	return rows
}
