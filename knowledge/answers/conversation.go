package answers

// conversation answers what was said: never in signalling.
func conversation(s *scene) *reply { return cannot("unknown", nil).of(s.dialog, nil) }
