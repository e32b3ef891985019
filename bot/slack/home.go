package slack

import (
	"github.com/slack-go/slack"

	"github.com/sipwhy/sipwhy/bot"
	"github.com/sipwhy/sipwhy/knowledge/words"
)

// home is the help on the bot's home tab. It is the same for everybody.
func home() slack.HomeTabViewRequest {
	return slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: setter{}.blocks(&bot.Reply{Blocks: []bot.Block{
		{Kind: bot.Headline, Lines: []words.Text{words.T("Paste what you have of a SIP call. I say what went wrong, which line proves it and what to do next.")}},
		{Kind: bot.List, Lines: []words.Text{
			{{Text: "A trace, a log, some header lines or an SDP", Style: words.Strong}, {Text: ": paste it here or in a channel that I am in. I answer in the thread. A code block or a snippet keeps the lines as they are."}},
			{{Text: "A file", Style: words.Strong}, {Text: ": upload a text file or a capture (pcap, pcapng), up to 64 MB."}},
			{{Text: "A question", Style: words.Strong}, {Text: ": ask in the thread, such as “which number is wrong”, “is it the password”, “show message 4”."}},
			{{Text: "A code", Style: words.Strong}, {Text: ": "}, {Text: "/sipcode 487", Style: words.Quoted}, {Text: " anywhere, or mention me with it."}},
			{{Text: "A message of somebody else's", Style: words.Strong}, {Text: ": its menu has “Analyze SIP trace”. Only you see the answer."}},
			{{Text: "A trace that nobody is to see", Style: words.Strong}, {Text: ": the shortcut “Paste a SIP trace”."}},
		}},
		{Kind: bot.Paragraph, Lines: []words.Text{words.T("Edit your paste and I correct my answer; delete it and the answer goes too. In channels shared with other companies I answer only when I am mentioned.")}},
		{Kind: bot.Context, Lines: []words.Text{words.T("I go by fixed rules on your own host. No language model is asked and nothing is stored; digest responses, keys and passwords are never repeated.")}},
	}})}}
}
