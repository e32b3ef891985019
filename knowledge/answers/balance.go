package answers

// balance answers how much credit there is: never in signalling.
func balance(s *scene) *reply { return cannot("unknown", nil).of(s.dialog, nil) }
