package answers

// passwordValue answers for the password itself: it is never sent, and what could
// be guessed from is masked.
func passwordValue(s *scene) *reply { return cannot("never", nil).of(s.dialog, nil) }
