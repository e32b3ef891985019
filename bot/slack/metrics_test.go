package slack

import (
	"slices"
	"testing"
)

// counted is the sum of a counter's or gauge's values whose labels hold all of
// these.
func counted(t *testing.T, p *process, name string, labels ...string) float64 {
	t.Helper()
	families, err := p.metrics.registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	var sum float64
	for _, family := range families {
		if family.GetName() != name {
			continue
		}
		for _, m := range family.GetMetric() {
			var have []string
			for _, l := range m.GetLabel() {
				have = append(have, l.GetValue())
			}
			if slices.ContainsFunc(labels, func(want string) bool { return !slices.Contains(have, want) }) {
				continue
			}
			sum += m.GetCounter().GetValue() + m.GetGauge().GetValue() + float64(m.GetHistogram().GetSampleCount())
		}
	}
	return sum
}
