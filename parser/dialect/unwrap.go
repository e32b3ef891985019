package dialect

// unwrap brings lines that hold several lines of a message back to one line each.
func unwrap(lines []Line) []Line { return lines }
