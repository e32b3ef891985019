package slack

// The limits of Slack that a reply keeps within, each with its source. Slack
// gives no unit for most of them; characters are read as Unicode code points.
const (
	// maxText is kept by the fallback text: above 4,000 characters a message may
	// be split or refused with msg_too_long.
	// https://docs.slack.dev/changelog/2018-truncating-really-long-messages
	maxText = 3800

	// maxBlocks is for one message.
	// https://docs.slack.dev/reference/block-kit/blocks
	maxBlocks = 50

	// maxContent is for the text of all blocks of a message together. The limit
	// is not documented: about 13,200 characters bring msg_blocks_too_long.
	// https://github.com/slackapi/bolt-js/issues/2509
	maxContent = 10000

	// maxContextElements and maxContextText are for a context block.
	// https://docs.slack.dev/reference/block-kit/blocks/context-block
	maxContextElements = 10
	maxContextText     = 2000

	// maxRows and maxColumns are for a table, of which a message may hold one.
	// https://docs.slack.dev/reference/block-kit/blocks/table-block
	maxRows    = 100
	maxColumns = 20

	// maxButtons is for an actions block, the others for a button.
	// https://docs.slack.dev/reference/block-kit/blocks/actions-block
	// https://docs.slack.dev/reference/block-kit/block-elements/button-element
	maxButtons     = 25
	maxButtonLabel = 75
	maxButtonValue = 2000
	maxActionID    = 255

	// maxInput is for a plain_text_input.
	// https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element
	maxInput = 3000

	// maxPayload is for an acknowledgement with a payload: what is larger Slack
	// drops without a word. slack-go refuses it at 20,480 bytes.
	// https://github.com/slack-go/slack/blob/v0.35.0/socketmode/socketmode.go
	maxPayload = 20000

	// maxFile is this bot's own limit for one upload, in bytes: captures are
	// streamed, but their download takes time and bandwidth.
	maxFile = 64 << 20
)
