package answers

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sipwhy/sipwhy/knowledge/load"
	"github.com/sipwhy/sipwhy/knowledge/rules"
	"github.com/sipwhy/sipwhy/knowledge/words"
	"github.com/sipwhy/sipwhy/parser"
)

// intent is one question that people ask. Its words are <id>.yaml.
type intent struct {
	// id is the file stem.
	id string
	// fits weighs the intent for a trace: 0 where it makes no sense there, 1 as a
	// rule, a little more where the trace invites the question. Nil is 1.
	fits func(*scene) float64
	// facts looks the answer up. Nil means that this trace has nothing on it, and
	// the next best intent is asked.
	facts func(*scene) *reply
}

// reply is the facts of an answer: which wording, and what goes into it.
type reply struct {
	// key names the wording under says. An empty key says nothing: silence.
	key    string
	fields rules.Fields
	// texts are lines that stand in the report already; a line of the wording
	// that holds {name} alone is replaced by them.
	texts map[string][]words.Text
	// evidence is quoted behind the wording, figure set below it.
	evidence []rules.Evidence
	figure   []words.Text
	// unknown is set where the trace cannot tell.
	unknown bool
	// verdict is what it says to a question of yes or no, where it is one.
	verdict verdict
	// wide is set where the answer is about the trace, not one dialog.
	wide bool
	// dialog and message are what it is about; by default the scene's dialog.
	dialog   *parser.Dialog
	message  *parser.Message
	findings []string
}

// Words is <id>.yaml: how an intent is asked and answered.
type Words struct {
	// Asks says in a few words what is asked, for people who read the file.
	Asks string `yaml:"asks"`
	// Example is offered where a question was not understood; empty for none.
	Example string `yaml:"example,omitempty"`
	// Remark is true where a statement is taken up too, not only a question.
	Remark bool `yaml:"remark,omitempty"`
	// Cues are sets of terms: a cue holds where the question has one term of each
	// group. Groups are separated by blanks, the terms of a group by |; a group
	// that begins with ! must not be there. See the package comment.
	Cues []string `yaml:"cues"`
	// Questions are samples, at least six.
	Questions []string `yaml:"questions"`
	// Says are the wordings by key, a line each; {field} is filled in, and a line
	// whose field is empty is left out.
	Says map[string][]string `yaml:"says"`
}

// Check lists what is missing or wrong. file names the words in the errors, terms
// are those that cues may use.
func (w *Words) Check(file string, terms map[string]bool) []error {
	var errs []error
	wrong := func(format string, args ...any) {
		errs = append(errs, &load.Error{File: file, Problem: fmt.Sprintf(format, args...)})
	}
	if strings.TrimSpace(w.Asks) == "" {
		wrong("the key asks is missing: say in a few words what is asked")
	}
	if len(w.Cues) == 0 {
		wrong("cues is missing: name the terms that make this question")
	}
	if len(w.Questions) < 6 {
		wrong("questions has %d samples; write at least 6 different ones", len(w.Questions))
	}
	if len(w.Says) == 0 {
		wrong("says is missing: an intent without words cannot answer")
	}
	seen := map[string]bool{}
	for _, q := range w.Questions {
		if seen[strings.ToLower(q)] {
			wrong("the sample %q is there twice", q)
		}
		seen[strings.ToLower(q)] = true
	}
	for _, text := range w.Cues {
		for _, term := range parseCue(text).terms() {
			if !strings.HasPrefix(term, "~") && !marks[term] && !terms[term] {
				wrong("the cue %q names the unknown term %q%s", text, term, load.DidYouMean(term, sorted(terms)))
			}
		}
	}
	for key, lines := range w.Says {
		if len(lines) == 0 || len(lines) > 4 {
			wrong("the wording %q has %d lines; an answer has 1 to 4", key, len(lines))
		}
		for _, line := range lines {
			if strings.TrimSpace(line) == "" {
				wrong("the wording %q has an empty line", key)
			}
		}
	}
	return errs
}

func sorted(set map[string]bool) []string {
	all := make([]string, 0, len(set))
	for s := range set {
		all = append(all, s)
	}
	slices.Sort(all)
	return all
}

// marks are the names of what a question mentions of a trace.
var marks = map[string]bool{
	"@code": true, "@cause": true, "@msg": true, "@line": true, "@nth": true, "@ip": true, "@user": true, "@num": true,
	"@secs": true, "@method": true, "@header": true, suspectedCause: true, suspectedSide: true, "@product": true,
	"m:invite": true, "m:bye": true, "m:ack": true, "m:cancel": true, "m:register": true, "m:options": true, "m:info": true,
	"m:prack": true, "m:notify": true, "m:refer": true, "m:update": true,
}

// cue is a set of groups that must all, or must not, be in a question.
type cue struct {
	text   string
	groups []group
}

type group struct {
	not bool
	any []string
}

func parseCue(text string) cue {
	c := cue{text: text}
	for _, field := range strings.Fields(text) {
		g := group{}
		if field[0] == '!' {
			g.not, field = true, field[1:]
		}
		for _, term := range strings.Split(field, "|") {
			// A word instead of a term is written =word and compared by its stem.
			if strings.HasPrefix(term, "=") {
				term = "~" + stem(term[1:])
			}
			g.any = append(g.any, term)
		}
		c.groups = append(c.groups, g)
	}
	return c
}

func (c cue) terms() []string {
	var all []string
	for _, g := range c.groups {
		all = append(all, g.any...)
	}
	return all
}
