package answers

// thanks answers thanks: with silence.
func thanks(*scene) *reply { return &reply{} }
