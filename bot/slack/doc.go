// Package slack brings the bot into Slack: it is the only place that knows
// Slack's wire, and it reads no SIP.
//
// # The way of a message
//
// Two Socket Mode connections deliver envelopes (socket.go). One goroutine does
// nothing but take them and place them (intake.go): what is acknowledged and
// forgotten, what goes to the lanes. A lane is a thread of a channel; its jobs
// run in their order, lanes beside each other (lanes.go). A job turns the wire
// into a bot.Message (message.go, text.go, file.go), asks the Answerer, and if
// that has something to say claims the message, posts and acknowledges
// (answer.go, claim.go, post.go).
//
// # Once each
//
// Slack's redelivery is the queue, and there is no other. An event is
// acknowledged when its answer is posted, or after 2 s by a timer; what a killed
// process had in hand comes to another one. Slack delivers some messages twice,
// as message and as app_mention, maybe to two processes: the reaction that
// claims a message is granted once. A redelivered message is looked up in its
// thread, where the metadata of the bot's answers tell what they answer.
//
// What is never delivered again, commands and presses, is acknowledged at once
// and worked on apart from the rest (command.go, view.go).
//
// # What it keeps
//
// Nothing at rest. In memory, for a while and within bounds, the ids of messages
// that it answered. Logs and metrics hold ids, never what people wrote.
package slack
