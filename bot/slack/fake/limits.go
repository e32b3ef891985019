package fake

import (
	"encoding/json"
	"fmt"
	"math"
	"time"
	"unicode/utf8"
)

// The limits of messages, each from Slack's documentation, save maxContent, which
// is not documented and was found by others.
// https://docs.slack.dev/reference/block-kit/blocks
const (
	maxText          = 40000
	maxUpdateText    = 4000
	maxMessageBlocks = 50
	maxViewBlocks    = 100
	maxContent       = 13200
	maxSection       = 3000
)

// perMinute are the bounds of the methods' tiers.
// https://docs.slack.dev/apis/web-api/rate-limits
var perMinute = map[string]int{
	"reactions.add": 50, "chat.update": 50, "chat.delete": 50, "conversations.replies": 50,
	"chat.postEphemeral": 100, "files.info": 100, "views.open": 100, "views.publish": 100,
}

// bucket is the pace of one channel.
type bucket struct {
	tokens float64
	at     time.Time
}

// exceeds returns the seconds that a call has to wait, 0 for a call in time.
func (s *Server) exceeds(c *call) int {
	if c.method == "chat.postMessage" && s.options.PostEvery > 0 {
		return s.exceedsPace(c.str("channel"))
	}
	bound, set := s.options.PerMinute[c.method]
	if !set {
		bound, set = perMinute[c.method]
	}
	if !set || bound < 0 {
		return 0
	}
	now := time.Now()
	recent := s.counts[c.method]
	for len(recent) > 0 && now.Sub(recent[0]) > time.Minute {
		recent = recent[1:]
	}
	if len(recent) >= bound {
		s.counts[c.method] = recent
		if bound == 0 {
			return 60
		}
		return int(math.Ceil((time.Minute - now.Sub(recent[0])).Seconds()))
	}
	s.counts[c.method] = append(recent, now)
	return 0
}

func (s *Server) exceedsPace(channel string) int {
	now := time.Now()
	b := s.paces[channel]
	if b == nil {
		b = &bucket{tokens: float64(s.options.PostBurst), at: now}
		s.paces[channel] = b
	}
	b.tokens = min(float64(s.options.PostBurst), b.tokens+float64(now.Sub(b.at))/float64(s.options.PostEvery))
	b.at = now
	if b.tokens < 1 {
		return max(1, int(math.Ceil(((1-b.tokens)*float64(s.options.PostEvery))/float64(time.Second))))
	}
	b.tokens--
	return 0
}

// checkBlocks returns Slack's error code for blocks that it would refuse, and
// why. Tables stand in messages only.
func checkBlocks(raw json.RawMessage, most int, tables bool) (string, string) {
	if len(raw) == 0 {
		return "", ""
	}
	var blocks []map[string]any
	if json.Unmarshal(raw, &blocks) != nil {
		return "invalid_blocks_format", "blocks are no list"
	}
	if len(blocks) > most {
		return "invalid_blocks", fmt.Sprintf("no more than %d items allowed", most)
	}
	k := checker{tables: tables}
	for i, b := range blocks {
		k.block(b)
		if k.why != "" {
			return "invalid_blocks", fmt.Sprintf("%s [json-pointer:/blocks/%d]", k.why, i)
		}
	}
	if k.content > maxContent {
		return "msg_blocks_too_long", "blocks are too long"
	}
	return "", ""
}

// checker looks through blocks for what Slack refuses.
type checker struct {
	tables  bool
	found   int
	content int
	why     string
}

func (k *checker) refuse(why string) {
	if k.why == "" {
		k.why = why
	}
}

// text checks a text of at least one and at most so many characters.
func (k *checker) text(v any, most int) {
	s, _ := v.(string)
	n := utf8.RuneCountInString(s)
	k.content += n
	if n == 0 {
		k.refuse("must be more than 0 characters")
	}
	if n > most {
		k.refuse(fmt.Sprintf("must be less than %d characters", most+1))
	}
}

func (k *checker) object(v any, most int) {
	o, _ := v.(map[string]any)
	if t := o["type"]; t != "plain_text" && t != "mrkdwn" {
		k.refuse("unsupported text type")
	}
	k.text(o["text"], most)
}

func list(v any) []map[string]any {
	items, _ := v.([]any)
	var out []map[string]any
	for _, item := range items {
		o, _ := item.(map[string]any)
		out = append(out, o)
	}
	return out
}

func (k *checker) block(b map[string]any) {
	switch b["type"] {
	case "rich_text":
		for _, e := range list(b["elements"]) {
			k.rich(e)
		}
	case "section":
		k.object(b["text"], maxSection)
	case "header":
		k.object(b["text"], 150)
	case "divider":
	case "context":
		elements := list(b["elements"])
		if len(elements) == 0 || len(elements) > 10 {
			k.refuse("context takes 1 to 10 elements")
		}
		for _, e := range elements {
			k.object(e, 2000)
		}
	case "actions":
		k.actions(list(b["elements"]))
	case "table":
		k.table(b)
	case "input":
		k.object(b["label"], 2000)
	default:
		k.refuse(fmt.Sprintf("unsupported type: %v", b["type"]))
	}
}

// rich checks an element of rich_text, in which no text may be empty.
func (k *checker) rich(e map[string]any) {
	elements := list(e["elements"])
	if len(elements) == 0 {
		k.refuse("rich_text element without elements")
	}
	switch e["type"] {
	case "rich_text_list":
		for _, item := range elements {
			k.rich(item)
		}
	case "rich_text_section", "rich_text_quote", "rich_text_preformatted":
		for _, item := range elements {
			switch item["type"] {
			case "text":
				k.text(item["text"], math.MaxInt)
			case "emoji":
				k.text(item["name"], 100)
			case "link", "user", "usergroup", "channel", "broadcast", "color", "date":
			default:
				k.refuse("unsupported rich_text element")
			}
		}
	default:
		k.refuse("unsupported rich_text element")
	}
}

func (k *checker) actions(elements []map[string]any) {
	if len(elements) == 0 || len(elements) > 25 {
		k.refuse("actions take 1 to 25 elements")
	}
	ids := map[string]bool{}
	for _, e := range elements {
		id, _ := e["action_id"].(string)
		if ids[id] {
			k.refuse("action_id already exists")
		}
		ids[id] = true
		k.text(id, 255)
		k.object(e["text"], 75)
		if v, _ := e["value"].(string); utf8.RuneCountInString(v) > 2000 {
			k.refuse("value must be less than 2001 characters")
		}
	}
}

func (k *checker) table(b map[string]any) {
	rows, _ := b["rows"].([]any)
	if k.found++; k.found > 1 || !k.tables {
		k.refuse("only one table allowed")
	}
	if len(rows) == 0 || len(rows) > 100 {
		k.refuse("table takes 1 to 100 rows")
	}
	for _, row := range rows {
		cells := list(row)
		if len(cells) == 0 || len(cells) > 20 {
			k.refuse("table takes 1 to 20 columns")
		}
		for _, cell := range cells {
			if cell["type"] == "raw_text" {
				k.text(cell["text"], math.MaxInt)
				continue
			}
			for _, e := range list(cell["elements"]) {
				k.rich(e)
			}
		}
	}
}
