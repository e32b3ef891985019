package reference

import "testing"

// BenchmarkBuild makes the search index from the raw files.
func BenchmarkBuild(b *testing.B) {
	l := New(nil)
	if err := l.open(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		buildSearch(l.items, nil)
	}
}

// BenchmarkIndex reads the keys and names of all files.
func BenchmarkIndex(b *testing.B) {
	for b.Loop() {
		if err := New(nil).open(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFind looks up a code, a name, a comparison, a line and a question.
func BenchmarkFind(b *testing.B) {
	l := New(nil)
	for _, query := range []string{"487", "Request Terminated", "403 vs 603", "forbiden", `Reason: Q.850;cause=31;text="x"`, "why do callers hear nothing", "the customer says calls drop after 30 seconds on his trunk", "xyzzy plugh", "qwertzuio asdfghjkl yxcvbnmpp poiuztrew lkjhgfdsa mnbvcxyqq"} {
		b.Run(query, func(b *testing.B) {
			for b.Loop() {
				if _, err := l.Find(query); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
