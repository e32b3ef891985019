module github.com/sipwhy/sipwhy

go 1.26.0

require (
	// Flags and environment of the command line.
	github.com/alecthomas/kong v1.17.0
	// The grammar of single SIP headers.
	github.com/emiago/sipgo v1.7.2
	// The dialer of Socket Mode connections, which slack-go lets us bring, and the
	// server side of them in the fake Slack.
	github.com/gorilla/websocket v1.5.3
	// Stems the words of questions and of the reference's search.
	github.com/kljensen/snowball v0.10.0
	// Metrics of serve in the form that operators collect.
	github.com/prometheus/client_golang v1.25.0
	// Slack: Socket Mode, the Web API and the types of Block Kit.
	github.com/slack-go/slack v0.35.0
	// The pace of calls for each Slack channel.
	golang.org/x/time v0.16.0
	// txtar, the form of the samples, which a network's folder may hold too.
	golang.org/x/tools v0.52.0
	// The knowledge files.
	gopkg.in/yaml.v3 v3.0.1
)

// Test dependencies.
require (
	// Differences between messages as read and as written.
	github.com/google/go-cmp v0.7.0
	// Writes the captures of the referee tests, which tshark and sngrep then read.
	github.com/gopacket/gopacket v1.7.7
	// Referee of our own verification of digests (RFC 7616).
	github.com/icholy/digest v1.2.0
)

require (
	github.com/beorn7/perks v1.0.1 // indirect
	github.com/cespare/xxhash/v2 v2.3.0 // indirect
	github.com/gobwas/httphead v0.1.0 // indirect
	github.com/gobwas/pool v0.2.1 // indirect
	github.com/gobwas/ws v1.3.2 // indirect
	github.com/google/uuid v1.6.0 // indirect
	github.com/kr/text v0.2.0 // indirect
	github.com/munnerz/goautoneg v0.0.0-20191010083416-a7dc8b61c822 // indirect
	github.com/prometheus/client_model v0.6.3 // indirect
	github.com/prometheus/common v0.72.0 // indirect
	github.com/prometheus/procfs v0.22.0 // indirect
	golang.org/x/net v0.61.0 // indirect
	golang.org/x/sync v0.24.0 // indirect
	golang.org/x/sys v0.49.0 // indirect
	google.golang.org/protobuf v1.36.12 // indirect
)
