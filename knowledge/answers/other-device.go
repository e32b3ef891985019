package answers

// otherDevice answers for what another trace would show: another device, another
// customer, another time.
func otherDevice(s *scene) *reply { return cannot("unknown", nil).of(s.dialog, nil) }
