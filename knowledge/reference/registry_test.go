package reference

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// registry is a table of testdata: the keys and names of a registry, which the
// entries of a kind must hold, no more and no fewer.
type registry struct {
	table string
	kind  Kind
	// key and name are read from the columns of a row.
	key, name func(row []string) string
	// part is true where other files of the kind hold further entries.
	part bool
	// match says more about a row and its entry than key and name; nil for nothing.
	match func(t *testing.T, row []string, e *Entry)
}

func column(n int) func([]string) string {
	return func(row []string) string { return row[n] }
}

var registries = []registry{
	{table: "response_codes", kind: Response, key: column(0), name: column(1), match: registration},
	{table: "q850_causes", kind: Cause, key: column(0), name: column(1)},
	{table: "freeswitch_causes", kind: Cause, part: true, key: column(0), match: vendorName},
	{table: "warning_codes", kind: Warning, key: column(0), name: column(1)},
	{table: "methods", kind: Method, key: column(0), name: column(0)},
	{table: "headers", kind: Header, key: column(0), name: column(0), match: compactForm},
	{table: "header_params", kind: Parameter, key: column(1), match: placed},
	{table: "sdp_fields", kind: SDP, key: column(1)},
	{table: "payload_types", kind: Payload, key: payloadKey, name: column(1)},
	{table: "option_tags", kind: OptionTag, key: column(0), name: column(0)},
	{table: "reason_protocols", kind: ReasonProtocol, key: column(0), name: column(0)},
	{table: "transport_profiles", kind: Transport, key: column(0), name: column(0)},
}

// TestRegistries compares the entries with the registries both ways.
func TestRegistries(t *testing.T) {
	l := New(nil)
	for _, r := range registries {
		t.Run(r.table, func(t *testing.T) {
			entries, errs := l.All(r.kind)
			if len(errs) > 0 {
				t.Fatal(errs[0])
			}
			byKey := map[string]*Entry{}
			for _, e := range entries {
				byKey[e.Key] = e
			}
			known := map[string]bool{}
			for _, row := range rows(t, r.table) {
				key := r.key(row)
				known[key] = true
				e := byKey[key]
				if e == nil {
					t.Errorf("%s %q is missing", r.kind, key)
					continue
				}
				if r.name != nil && e.Name != r.name(row) {
					t.Errorf("%s %q is named %q, the registry says %q", r.kind, key, e.Name, r.name(row))
				}
				if r.match != nil {
					r.match(t, row, e)
				}
			}
			for key, e := range byKey {
				if !r.part && !known[key] && !e.Unregistered {
					t.Errorf("%s %q is in no registry: mark it as unregistered or correct its key", r.kind, key)
				}
			}
		})
	}
}

// registration wants the mark of those codes that no registry holds.
func registration(t *testing.T, row []string, e *Entry) {
	t.Helper()
	if registered := row[2] == "yes"; registered == e.Unregistered {
		t.Errorf("response %q: unregistered is %t, the registry says registered: %s", e.Key, e.Unregistered, row[2])
	}
}

// vendorName wants FreeSWITCH's name of a cause, by which its records call it.
func vendorName(t *testing.T, row []string, e *Entry) {
	t.Helper()
	for _, name := range append([]string{e.Name}, e.Also...) {
		if name == row[1] {
			return
		}
	}
	t.Errorf("q850 %q is not found by %q", e.Key, row[1])
}

// placed wants an entry to say for which header a parameter is: in its name where
// it has one meaning, under "in" where it has several.
func placed(t *testing.T, row []string, e *Entry) {
	t.Helper()
	if _, found := e.In[row[0]]; found || strings.HasPrefix(e.Name, row[0]+" ") {
		return
	}
	t.Errorf("parameter %q does not say what it does in %s", e.Key, row[0])
}

// payloadKey is the number of a static payload type, the encoding of a dynamic one.
func payloadKey(row []string) string {
	if row[0] == "dyn" {
		return row[1]
	}
	return row[0]
}

// compactForm wants the one-letter form of a header among its other names.
func compactForm(t *testing.T, row []string, e *Entry) {
	t.Helper()
	for _, name := range append(e.Also, "") {
		if name == row[1] {
			return
		}
	}
	t.Errorf("header %q is not found by its compact form %q", e.Key, row[1])
}

// rows reads a table of testdata without its heading.
func rows(t *testing.T, table string) [][]string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", table+".tsv"))
	if err != nil {
		t.Fatal(err)
	}
	var list [][]string
	for _, line := range strings.Split(strings.TrimRight(string(data), "\n"), "\n")[1:] {
		list = append(list, strings.Split(line, "\t"))
	}
	if len(list) == 0 {
		t.Fatalf("%s has no rows", table)
	}
	return list
}
