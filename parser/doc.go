// Package parser turns anything that people paste or upload into a Trace: the
// SIP messages in it, with the user's own line numbers, and the dialogs that
// they form. It says what is there, never what is good or bad.
//
// # The way of a paste
//
//	parts ─ clean ─ dialect.Frames ─┐
//	                                ├─ build ─▶ Message ─ group ─▶ Dialog ─▶ Trace
//	captures ─ capture.Read ────────┘
//
// Framing and header lines are read here, and leniently: a header name in any
// case or in its compact form, folded lines, LF for CRLF, a missing empty line
// before the body. The grammar of a single header is sipgo's, asked when a
// caller wants a URI, a name-addr or a Via in its parts.
//
// # What is tolerated and what is said
//
// What was wrong as it was sent is a Defect of its message. What chat, mail or a
// log did to the text is undone and told in Trace.Notes. A message that the log
// or the paste cut is Partial: nothing may be concluded from what it lacks. So is
// one of which the input shows but a line, such as an arrow of a call flow; that
// line is left out where the message itself is there.
//
// Parts of one trace are put together where a message was cut between them, by
// trying in which way more of their lines are sound (joint.go).
//
// # What is capped
//
// Input bytes, messages, headers per message and line length are bounded by
// Limits; what was cut is said in Trace.Notes. No input makes Read panic or
// run for longer than its size justifies.
//
// # Secrets
//
// Digest responses and cnonces, SRTP keys, passwords and bearer tokens are
// masked where a Message is built, after digests were verified if a password was
// given. Nothing behind this package has ever seen one.
package parser
