package render

import "strings"

// Damages lists every damage.
func Damages() []Damage {
	return []Damage{
		{Name: "slack-text", text: slackText},
		{Name: "slack-urls", text: slackURLs},
		{Name: "slack-text-twice", text: func(s string) string { return escapeEntities(slackText(s)) }},
		{Name: "slack-rich-text", text: slackLinks},
		{Name: "slack-sip-links", text: func(s string) string { return slackSIP(s, true) }},
		{Name: "slack-sip-links-bare", text: func(s string) string { return slackSIP(s, false) }},
		{Name: "slack-fenced", text: func(s string) string { return "```" + escapeEntities(s) + "```" }},
		{Name: "fenced", text: func(s string) string { return "Here is the log:\n```sip\n" + s + "```\n" }},
		{Name: "jira-code", text: func(s string) string { return "{code:title=trace|borderStyle=solid}\n" + s + "{code}\n" }},
		{Name: "jira-noformat", text: func(s string) string { return "{noformat}" + s + "{noformat}\n" }},
		{Name: "jira-links", text: jiraLinks},
		{Name: "entities", text: escapeEntities},
		{Name: "entities-twice", text: func(s string) string { return escapeEntities(escapeEntities(s)) }},
		{Name: "entities-numeric", text: numericEntities},
		{Name: "markdown-links", text: markdownLinks},
		{Name: "markdown-blank-links", text: markdownBlank},
		{Name: "markdown-host-links", text: markdownHosts},
		{Name: "markdown-bold-token", text: boldToken},
		{Name: "markdown-bold-lines", text: boldLines},
		{Name: "markdown-headings", text: headings},
		{Name: "outlook-links", text: outlookLinks},
		{Name: "outlook-safelinks", text: safeLinks},
		{Name: "html-pre", text: func(s string) string {
			return "<html><body><p>Hi,</p><pre class=\"log\">" + escapeEntities(s) + "</pre></body></html>"
		}},
		{Name: "html-breaks", text: htmlBreaks},
		{Name: "html-paragraphs", text: htmlParagraphs},
		{Name: "html-spans", text: htmlSpans},
		{Name: "html-anchors", text: htmlAnchors},
		{Name: "quoted-printable", text: quotedPrintable},

		{Name: "smart-quotes", text: smartQuotes},
		{Name: "smart-dashes", text: smartDashes},
		{Name: "no-break-spaces", text: func(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") }},
		{Name: "no-break-after-colon", text: func(s string) string { return strings.ReplaceAll(s, ": ", ":\u00a0") }},
		{Name: "zero-width", text: zeroWidth},
		{Name: "byte-order-mark", saved: true, text: func(s string) string { return "\ufeff" + s }},
		{Name: "utf16-le", saved: true, text: func(s string) string { return wide(s, false, false) }},
		{Name: "utf16-be", saved: true, text: func(s string) string { return wide(s, true, false) }},
		{Name: "utf16-le-marked", saved: true, text: func(s string) string { return wide(s, false, true) }},
		{Name: "utf16-be-marked", saved: true, text: func(s string) string { return wide(s, true, true) }},
		{Name: "latin-1", saved: true, text: latin1},
		{Name: "mojibake", text: mojibake},

		{Name: "colours", text: func(s string) string { return coloured(s, "\x1b[") }},
		{Name: "colours-caret", text: func(s string) string { return coloured(s, "^[[") }},
		{Name: "colours-hex", text: func(s string) string { return coloured(s, `\x1b[`) }},
		{Name: "colours-octal", text: func(s string) string { return coloured(s, `\033[`) }},
		{Name: "colours-bare", text: func(s string) string { return coloured(s, "[") }},
		{Name: "pager", text: pager},
		{Name: "crlf", text: crlf},
		{Name: "cr-only", text: func(s string) string {
			return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\n", "\r")
		}},
		{Name: "caret-m", text: func(s string) string {
			return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\n", "^M\n")
		}},
		{Name: "literal-trailing", ends: true, lines: func(lines []string) []string { return suffixed(lines, `\r\n`) }},
		{Name: "literal-joined", ends: true, lines: func(lines []string) []string { return []string{strings.Join(lines, `\r\n`)} }},
		{Name: "literal-n-joined", ends: true, lines: func(lines []string) []string { return []string{strings.Join(lines, `\n`)} }},
		{Name: "octal-joined", ends: true, lines: func(lines []string) []string { return []string{strings.Join(lines, "#015#012")} }},
		{Name: "octal-lf-joined", ends: true, lines: func(lines []string) []string { return []string{strings.Join(lines, " #012")} }},
		{Name: "named-ends", ends: true, lines: func(lines []string) []string { return suffixed(lines, "<CR><LF>") }},

		{Name: "quoted", text: func(s string) string { return prefixLines(s, "> ") }},
		{Name: "quoted-twice", text: func(s string) string { return prefixLines(s, ">> ") }},
		{Name: "quoted-bar", text: func(s string) string { return prefixLines(s, "| ") }},
		{Name: "quoted-escaped", text: func(s string) string { return prefixLines(escapeEntities(s), "&gt; ") }},
		{Name: "indented-4", text: func(s string) string { return prefixLines(s, "    ") }},
		{Name: "indented-60", text: func(s string) string { return prefixLines(s, strings.Repeat(" ", 60)) }},
		{Name: "indented-tab", text: func(s string) string { return prefixLines(s, "\t") }},
		{Name: "double-spaced", text: doubleSpaced},
		{Name: "line-numbers", text: lineNumbers},
		{Name: "trailing-blanks", text: func(s string) string { return strings.ReplaceAll(s, "\n", "   \n") }},
		{Name: "flattened", lines: func(lines []string) []string { return []string{strings.Join(flatten(lines), " ")} }},
		{Name: "flattened-bars", lines: func(lines []string) []string { return []string{strings.Join(flatten(lines), " | ")} }},
		{Name: "wrapped", lines: wrapped},
		{Name: "terminal-120", text: func(s string) string { return cutAt(s, 120) }},
		{Name: "terminal-97", text: func(s string) string { return cutAt(s, 97) }},
		{Name: "folded", lines: folded},
		{Name: "lost-first-letter", lines: lostLetter},
		{Name: "spaced-sdp", lines: spacedSDP},

		{Name: "prose-before", text: func(s string) string { return "Hi all, calls fail since Monday. Trace below: can you help?\n\n" + s }},
		{Name: "prose-between", between: "\nand right after that comes this one, which I do not understand:\n\n"},
		{Name: "prose-short-between", between: "\n(next)\n"},
		{Name: "prose-under", under: remark},
		{Name: "prose-over", text: func(s string) string { return "here is what I get:\n" + s }},
		{Name: "prose-after", text: func(s string) string { return s + "\n\nAny idea what is wrong here? Thanks, Jo\n" }},

		{Name: "lost-brackets", message: lostBrackets},
		{Name: "no-gap", message: func(m Message) Message { m.Joined = true; return m }},
		{Name: "wrong-length", message: func(m Message) Message { return ofBody(m, "9") }},
		{Name: "no-length", message: func(m Message) Message { return withoutHeader(m, "Content-Length") }},
		{Name: "spaced-length", message: func(m Message) Message { return ofBody(m, "  199") }},
		{Name: "upper-case-names", message: upperNames},
		{Name: "redacted-hosts", message: redactedHosts},
		{Name: "redacted-numbers", message: redactedNumbers},
	}
}

// DamageNamed is the damage of a name; ok is false where there is none.
func DamageNamed(name string) (d Damage, ok bool) {
	for _, d := range Damages() {
		if d.Name == name {
			return d, true
		}
	}
	return Damage{}, false
}

// ChangesMessage tells a damage after which a reader gives a changed message, as
// Expect does, rather than the message that was sent.
func (d Damage) ChangesMessage() bool { return d.message != nil }

// Fits tells whether a damage can happen to a dialect: line ends can be written out
// only where a log has any of its own.
func (d Damage) Fits(dialect Dialect) bool { return !d.ends || !dialect.Keeps.Encoded }

// Saves tells a damage that is the encoding of the file: it comes last whatever
// the order, and once.
func (d Damage) Saves() bool { return d.saved }
