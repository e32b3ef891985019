package parser

// How many messages and headers a piece of an arena holds: enough that pieces are
// rare, few enough that a small batch wastes little.
const (
	arenaMessages = 256
	arenaHeaders  = 4096
)

// arena is where the messages of a batch and their headers are built. A stream
// uses it again for a later batch, so that it allocates none for each message. A
// nil arena builds each message for itself.
type arena struct {
	messages [][]Message
	headers  [][]Header
	// used counts the messages, full the pieces of headers that have no more room.
	used, full int
}

// message is a fresh message.
func (a *arena) message() *Message {
	if a == nil {
		return new(Message)
	}
	piece := a.used / arenaMessages
	if piece == len(a.messages) {
		a.messages = append(a.messages, make([]Message, arenaMessages))
	}
	m := &a.messages[piece][a.used%arenaMessages]
	a.used++
	return m
}

// room is an empty list to append the headers of a message to. What is appended
// counts as used once keep was called.
func (a *arena) room(r *lineReader) []Header {
	if a == nil {
		return make([]Header, 0, r.headers())
	}
	if a.full == len(a.headers) {
		a.headers = append(a.headers, make([]Header, 0, arenaHeaders))
	}
	free := a.headers[a.full]
	return free[len(free):]
}

// keep takes the list that grew out of room into the arena, clipped, so that nothing
// more is appended to it.
func (a *arena) keep(list []Header) []Header {
	if a == nil {
		return list
	}
	piece := &a.headers[a.full]
	if len(list) > cap(*piece)-len(*piece) {
		// It outgrew the piece, and is a list of its own.
		a.full++
		return list
	}
	*piece = (*piece)[:len(*piece)+len(list)]
	return list[:len(list):len(list)]
}

// reset makes all of the arena free again. What was built in it must be forgotten.
func (a *arena) reset() {
	for i := range a.messages {
		clear(a.messages[i][:min(a.used, arenaMessages)])
		a.used -= min(a.used, arenaMessages)
	}
	for i := range a.headers {
		clear(a.headers[i])
		a.headers[i] = a.headers[i][:0]
	}
	a.full = 0
}
