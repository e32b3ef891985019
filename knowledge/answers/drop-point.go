package answers

// dropPoint answers where on the way a packet is lost: one capture cannot tell.
func dropPoint(s *scene) *reply { return cannot("unknown", nil).of(s.dialog, nil) }
