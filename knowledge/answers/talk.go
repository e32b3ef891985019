package answers

// isTalk tells ordinary talk between people, which nobody asked the bot about.
func (s *scene) isTalk() bool { return false }

// takesUp tells whether a question or remark that nobody put to the bot is clear
// enough to be answered.
func (s *scene) takesUp(m match) bool { return m.score >= takenUp }
