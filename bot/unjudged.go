package bot

import (
	"fmt"
	"slices"

	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
)

// nothingToJudge is the reply where the trace forms no dialog.
func nothingToJudge(r *rules.Report) *Reply {
	if faults := r.Faults(); len(faults) > 0 {
		return ofLogs(r, faults)
	}
	reply := &Reply{Mark: Unsure}
	reply.add(Headline, strong(r.Verdict))
	return reply
}

// ofLogs tells what log lines say: the first in full, the others by their titles.
func ofLogs(r *rules.Report, faults []*rules.Finding) *Reply {
	reply := &Reply{Mark: Fault}
	reply.add(Headline, strong(r.Verdict))
	tell(reply, &rules.Judgement{State: rules.Failed, Findings: faults[:1]}, faults[0])
	for i, f := range faults[1:] {
		if i == 4 {
			reply.add(Paragraph, words.T(fmt.Sprintf("… and %d more kinds of lines like these.", len(faults)-1-i)))
			break
		}
		reply.add(Paragraph, besides(f))
	}
	return reply
}

// telling picks the lines of a fragment that fit into a reply, those that every message
// has last, and tells how many are left out.
func telling(pieces []rules.Piece) (shown []rules.Piece, more int) {
	const most, few = maxLines - 3, 3
	telling := slices.ContainsFunc(pieces, func(p rules.Piece) bool { return !p.Dull })
	if len(pieces) <= few || !telling && len(pieces) <= most+1 {
		return pieces, 0
	}
	for _, p := range pieces {
		if !p.Dull && len(shown) < most {
			shown = append(shown, p)
		}
	}
	return shown, len(pieces) - len(shown)
}

// left says that lines of a fragment are not told.
func left(n int) string {
	if n == 1 {
		return "… and one more line: ask for it by its name."
	}
	return fmt.Sprintf("… and %d more lines: ask for any of them by its name.", n)
}

// fragment explains a paste that holds no whole message, line by line.
func fragment(r *rules.Report) *Reply {
	reply := &Reply{}
	reply.add(Headline, strong(r.Verdict))
	var lines []words.Text
	pieces, more := telling(r.Pieces)
	for _, p := range pieces {
		line := p.Says
		if p.Line != "" {
			line = words.Cat(words.Quote(shorten(p.Line)), words.T("  "), p.Says)
		}
		lines = append(lines, line)
	}
	if more > 0 {
		lines = append(lines, words.T(left(more)))
	}
	reply.add(List, lines...)
	reply.add(Context, r.Closing)
	return reply
}
