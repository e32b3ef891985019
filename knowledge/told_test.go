package knowledge

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/sipwhy/sipwhy/knowledge/network"
	"github.com/sipwhy/sipwhy/knowledge/reference"
)

// TestTold holds told.yaml to the catalogue, the reference and the senses: each reason
// is one, and means a diagnosis.
func TestTold(t *testing.T) {
	k, err := Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	all, err := k.toldWords()
	if err != nil {
		t.Fatal(err)
	}
	senses := network.AllSenses()
	for key, cause := range all.Causes {
		if k.byID[all.id(key)] == nil {
			t.Errorf("%s stands for %q, which is no diagnosis", key, all.id(key))
		}
		if cause.Means == "" || strings.HasSuffix(cause.Means, ".") || cause.Certainty.Rank() == 2 && cause.Certainty != "possible" && cause.Certainty != "" {
			t.Errorf("%s: %+v", key, cause)
		}
		for _, place := range cause.Quiet {
			if _, ok := all.Places[place]; !ok {
				t.Errorf("%s is quiet at %q, which is no place", key, place)
			}
		}
		kind, number, numbered := strings.Cut(key, "/")
		kinds := map[string]reference.Kind{"q850": reference.Cause, "sip": reference.Response, "code": reference.Response, "warning": reference.Warning}
		switch {
		case !numbered && !slices.Contains(senses, key):
			t.Errorf("%s is no sense of phrases.yaml", key)
		case numbered && kinds[kind] != "":
			if _, err := strconv.Atoi(number); err != nil {
				t.Errorf("%s: %v", key, err)
			}
			if _, err := k.reference.Get(kinds[kind], number); err != nil {
				t.Errorf("%s is not in the reference: %v", key, err)
			}
		}
	}
	for place, p := range all.Places {
		if p.Certainty == "" || p.Title == "" || p.Sure == "" {
			t.Errorf("place %s lacks words", place)
		}
	}
	// These say nothing outside their call: a normal end, and a user that may be the
	// caller's account or the called number.
	for _, sense := range senses {
		if _, ok := all.Causes[sense]; !ok && sense != "normal-clearing" && sense != "reg-user-unknown" {
			t.Errorf("the sense %s has no words", sense)
		}
	}
}
