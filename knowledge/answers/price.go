package answers

// price answers what a call costs: never in signalling.
func price(s *scene) *reply { return cannot("unknown", nil).of(s.dialog, nil) }
