package network

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/sipwhy/sipwhy/knowledge/load"
)

// TestMistakes proves that each kind of mistake in a network's folder stops the
// start, with file, line and what to do.
func TestMistakes(t *testing.T) {
	tests := []struct {
		name, file, data string
		line             int
		want             string
	}{
		{"unknown key", "network.yaml", "name: x\npolicys: {}\n", 2, `did you mean "policies"?`},
		{"unknown key within", "network.yaml", "policies:\n  from_must_equal_digest_usr: true\n", 2, `did you mean "from_must_equal_digest_user"?`},
		{"wrong type", "network.yaml", "name: x\npolicies:\n  ip_authenticated: often\n", 3, "true or false is wanted"},
		{"list wanted", "network.yaml", "own:\n  domains: a.example\n", 2, "a list"},
		{"bad range", "network.yaml", "own:\n  addresses:\n    - 203.0.113.0/42\n", 3, "is no address range"},
		{"bits behind the length", "network.yaml", "own:\n  addresses: [203.0.113.9/24]\n", 2, `did you mean "203.0.113.0/24"?`},
		{"address with port", "network.yaml", "own:\n  addresses:\n    - 203.0.113.9:5060\n", 3, "without a port"},
		{"bad host range", "network.yaml", "hosts:\n  - name: edge\n    match: [2001:db8::/200]\n", 3, "is no address range"},
		{"host twice", "network.yaml", "hosts:\n  - name: a\n    match: [203.0.113.1]\n  - name: b\n    match: [203.0.113.1]\n", 5, "stands twice"},
		{"host without match", "network.yaml", "hosts:\n  - name: a\n", 1, "match:"},
		{"no code", "network.yaml", "codes:\n  \"403\":\n    says: x\n  \"4O3\":\n    says: x\n", 4, "is no response code"},
		{"duplicate key", "network.yaml", "name: x\nname: y\n", 2, "already"},
		{"no digits", "network.yaml", "numbers:\n  country_code: \"+49\"\n", 2, "digits alone"},
		{"bad address", "network.yaml", "billing_url: portal.example\n", 1, "https://"},
		{"empty mark", "network.yaml", "own:\n  servers: [\"\"]\n", 2, "match everything"},
		{"no YAML", "network.yaml", "name: [x\n", 0, ""},
		{"unknown sense", "phrases.yaml", "senses:\n  account-no-credits:\n    any: [nix geld]\n", 2, `did you mean "account-no-credit"?`},
		{"unknown key of a sense", "phrases.yaml", "senses:\n  account-no-credit:\n    all: [nix geld]\n", 3, `"any"`},
		{"unknown list", "phrases.yaml", "senses:\n  account-no-credit:\n    any:\n      - no <monney>\n", 4, `did you mean "money"?`},
		{"nothing left", "phrases.yaml", "senses:\n  account-no-credit:\n    any:\n      - is the\n", 4, "small words"},
		{"gap first", "phrases.yaml", "senses:\n  account-no-credit:\n    any:\n      - .. geld\n", 4, "must begin with a word"},
		{"star inside", "phrases.yaml", "senses:\n  account-no-credit:\n    any:\n      - ge*ld\n", 4, "only at the end"},
		{"wording twice", "phrases.yaml", "senses:\n  account-no-credit:\n    any: [abc def]\n  account-suspended:\n    any: [Abc-Def]\n", 5, "stands twice"},
		{"provider without source", "providers/x.yaml", "name: X\nentries:\n  E1:\n    says: x\n", 3, "source is missing"},
		{"provider without name", "providers/x.yaml", "source: x\nentries: {}\n", 0, "name is missing"},
		{"provider's sense", "providers/x.yaml", "name: X\nsource: x\nentries:\n  E1:\n    says: x\n    sense: no-credit\n", 6, "is no sense"},
		{"provider's key twice", "providers/x.yaml", "name: X\nsource: x\nentries:\n  E1: {says: x}\n  e1: {says: y}\n", 5, "same key"},
		{"provider says nothing", "providers/telnyx.yaml", "entries:\n  D35:\n    codes: [403]\n", 2, "says is missing"},
		{"misspelt file", "phrase.yaml", "senses: {}\n", 0, `did you mean "phrases.yaml"?`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Load(fstest.MapFS{test.file: {Data: []byte(test.data)}})
			var mistake *load.Error
			if !errors.As(err, &mistake) {
				t.Fatalf("no *load.Error, but %v", err)
			}
			if mistake.File != test.file || test.line > 0 && mistake.Line != test.line || !strings.Contains(mistake.Problem, test.want) {
				t.Errorf("got %v, want line %d and %q", mistake, test.line, test.want)
			}
		})
	}
}

// TestAllMistakes proves that one start tells all of them.
func TestAllMistakes(t *testing.T) {
	_, err := Load(fstest.MapFS{
		"network.yaml":     {Data: []byte("own:\n  addresses: [203.0.113.0/99, 1.2.3]\n")},
		"phrases.yaml":     {Data: []byte("senses:\n  nonsense: {}\n")},
		"providers/x.yaml": {Data: []byte("name: X\nentries:\n  E1: {}\n")},
	})
	var joined interface{ Unwrap() []error }
	if !errors.As(err, &joined) || len(joined.Unwrap()) != 5 {
		t.Errorf("want five mistakes, got %v", err)
	}
}

func TestOverlayMerges(t *testing.T) {
	n, err := Load(fstest.MapFS{
		"network.yaml": {Data: []byte("name: Example Telecom\npolicies:\n  from_must_equal_digest_user: false\ncodes:\n  \"403\":\n    says: ours\n  \"499\":\n    says: new\n")},
		"phrases.yaml": {Data: []byte("senses:\n  account-no-credit:\n    any: [\"barred by billing\", \"call barred\"]\n    hits: [\"Barred by billing\"]\n    near: [\"barred by law\"]\n")},
		"README.md":    {Data: []byte("read by people")},
	})
	if err != nil {
		t.Fatal(err)
	}
	if n.Name != "Example Telecom" || n.Policies.FromMustEqualDigestUser || !n.Policies.DeclineMayMeanNoCredit || n.Numbers.CountryCode != "1" {
		t.Errorf("named keys replace, the rest stays: %+v", n.Policies)
	}
	if n.Codes["403"].Says != "ours" || len(n.Codes["403"].Fix) == 0 || n.Codes["499"].Says != "new" || n.Codes["603"].Says == "" {
		t.Errorf("codes: %+v", n.Codes)
	}
	own := Wording{Code: 403, Phrase: "Call barred"}
	if got := sensesOf(n.Senses(own)); len(got) != 1 || got[0] != NoCredit {
		t.Errorf("the network's own wording comes before the shipped one: %v", got)
	}
	own.Foreign = true
	if got := sensesOf(n.Senses(own)); len(got) != 1 || got[0] != DestinationBlocked {
		t.Errorf("another carrier's words are not read by it: %v", got)
	}
	if errs := n.CheckSamples(); len(errs) > 0 {
		t.Error(errs)
	}
	lines := strings.Join(n.Overrides(), "\n")
	for _, want := range []string{"name: Example Telecom", "policies.from_must_equal_digest_user: false", "codes.403", "2 wordings and 0 guards for account-no-credit"} {
		if !strings.Contains(lines, want) {
			t.Errorf("%q is not among the overrides:\n%s", want, lines)
		}
	}
}

func TestSamplesOfPhrases(t *testing.T) {
	n, err := Load(fstest.MapFS{"phrases.yaml": {Data: []byte("senses:\n  account-no-credit:\n    any: [pay up]\n    hits: [\"pay now\"]\n    near: [\"pay up, please\"]\n    replace: true\n")}})
	if err != nil {
		t.Fatal(err)
	}
	if errs := n.CheckSamples(); len(errs) != 2 {
		t.Errorf("want two complaints, got %v", errs)
	}
	if got := n.Senses(Wording{Code: 403, Phrase: "Insufficient funds"}); len(got) > 0 {
		t.Errorf("replace drops the shipped wordings: %v", got)
	}
}

func TestInit(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ours")
	if err := Init(dir); err != nil {
		t.Fatal(err)
	}
	n, err := Load(os.DirFS(dir))
	if err != nil {
		t.Fatalf("the skeleton does not pass its own check: %v", err)
	}
	shipped, err := Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	if n.Name != shipped.Name || n.Policies != shipped.Policies || len(n.Codes) != len(shipped.Codes) || n.Numbers != shipped.Numbers {
		t.Error("the skeleton changes the network before anybody edited it")
	}
	mine := filepath.Join(dir, "network.yaml")
	if err := os.WriteFile(mine, []byte("name: mine\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Init(dir); err == nil {
		t.Error("a folder with something in it must be refused")
	}
	if data, _ := os.ReadFile(mine); string(data) != "name: mine\n" {
		t.Error("the file was overwritten")
	}
	if err := Init(mine); err == nil {
		t.Error("a file is no folder")
	}
}

// TestSkeletonExamples proves that what the skeleton shows as examples would be
// read: every comment that looks like YAML, taken in.
func TestSkeletonExamples(t *testing.T) {
	folder := fstest.MapFS{}
	for _, name := range []string{"network.yaml", "phrases.yaml", "providers/example.yaml"} {
		data, err := skeleton.ReadFile("skeleton/" + name)
		if err != nil {
			t.Fatal(err)
		}
		folder[name] = &fstest.MapFile{Data: []byte(uncomment(string(data)))}
	}
	n, err := Load(folder)
	if err != nil {
		t.Fatalf("%v\n%s", err, folder["network.yaml"].Data)
	}
	if errs := n.CheckSamples(); len(errs) > 0 {
		t.Error(errs)
	}
	if len(n.Hosts) == 0 || n.BillingURL == "" || len(n.Provider("excar E17")) != 1 {
		t.Error("the examples were not read")
	}
}

// uncomment takes "# key: value" in and leaves sentences out.
func uncomment(text string) string {
	var out []string
	for _, line := range strings.Split(text, "\n") {
		body := strings.TrimPrefix(line, "# ")
		trimmed := strings.TrimSpace(body)
		key, _, isKey := strings.Cut(trimmed, ":")
		if isKey && !strings.ContainsAny(key, " ,") || strings.HasPrefix(trimmed, "- ") || line == body && !strings.HasPrefix(line, "#") {
			out = append(out, body)
		}
	}
	return strings.Join(out, "\n")
}
