package bot

import (
	"context"
	"strings"
	"testing"

	"github.com/sipwhy/sipwhy/knowledge"
)

func openHandler(t *testing.T) *Handler {
	t.Helper()
	k, err := knowledge.Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	return New(k)
}

// TestShortCards wants the cards of chat short, with the code first and what it
// means on this network apart from what it means in general.
func TestShortCards(t *testing.T) {
	h := openHandler(t)
	for _, test := range []struct {
		query string
		// has are parts of the text, in this order; lacks must not be in it.
		has, lacks []string
	}{
		{"403", []string{"403 Forbidden\n", "refuses", "On our network: ", "Check first: "}, []string{"Usual causes", "RFC"}},
		{"487", []string{"487 Request Terminated\n", "On our network: "}, nil},
		{"182", []string{"182 Queued\n", "Check first: "}, []string{"On our network"}},
		{"404 to OPTIONS", []string{"404 Not Found\n", "To OPTIONS: "}, nil},
		{"34", []string{"34 No circuit/channel available (Q.850 cause)\n", "Also:\n", "34 H263 (RTP payload)"}, nil},
		{"403 vs 603", []string{"403 Forbidden\n", "603 Decline\n", "The difference: "}, nil},
		{"forbiden", []string{"403 Forbidden\n"}, nil},
		{"unauthorzied", []string{"I take it that you mean 401 Unauthorized.", "401 Unauthorized\n"}, nil},
		{"m=audio 25268 RTP/AVP 18 101", []string{"m= ", "Also:\n", "RTP/AVP", "18 G729", "telephone-event"}, nil},
		{"299", []string{"2xx Success", "299 stands in no registry"}, nil},
		{"499", []string{"499 (in no registry)\n"}, nil},
		{"603+", []string{"603 Network Blocked (603+, in no registry)\n"}, nil},
		{"a=fmtp", []string{"a=fmtp "}, nil},
		{"telnyx D35", []string{"Telnyx D35 (provider)\n", "caller ID"}, nil},
		{"telnyx 486", []string{"Codes of a provider's own", "Telnyx D4 (486).", "In general: 486 Busy Here."}, nil},
		{"list 3xx", []string{"3xx Redirection (5)", "300  Multiple Choices", "380  Alternative Service"}, []string{"400"}},
		{"list", []string{"Response codes", "list codes"}, nil},
	} {
		reply := h.Handle(context.Background(), Message{TS: "1", Command: "sipcode", Text: test.query}, nil)
		text := reply.Text()
		rest := text
		for _, part := range test.has {
			_, after, ok := strings.Cut(rest, part)
			if !ok {
				t.Errorf("%s: %q is not in, or not in its place:\n%s", test.query, part, text)
			}
			rest = after
		}
		for _, part := range test.lacks {
			if strings.Contains(text, part) {
				t.Errorf("%s: %q does not belong into the short card:\n%s", test.query, part, text)
			}
		}
		if !reply.Known || !reply.Ephemeral {
			t.Errorf("%s: known %t, ephemeral %t", test.query, reply.Known, reply.Ephemeral)
		}
		if n := strings.Count(text, "\n") + 1; n > 8 && !strings.HasPrefix(test.query, "list") {
			t.Errorf("%s: a short card of %d lines:\n%s", test.query, n, text)
		}
	}
}

// TestMore wants everything behind the More button of a short card.
func TestMore(t *testing.T) {
	h := openHandler(t)
	short := h.Handle(context.Background(), Message{TS: "1", Command: "sipcode", Text: "403"}, nil)
	var more *Action
	for i, a := range short.Actions {
		if a.ID == ActionMore {
			more = &short.Actions[i]
		}
	}
	if more == nil {
		t.Fatalf("the short card has no More button: %v", short.Actions)
	}
	text := h.Press(context.Background(), *more, Message{TS: "1"}, nil).Text()
	for _, part := range []string{"Sent by: ", "To REGISTER: ", "Usual causes:\n1. ", "Check first: ", "Fix:\n1. ", "Try again: ", "Mind: ", "See also: ", "Source: RFC 3261 21.4.4"} {
		if !strings.Contains(text, part) {
			t.Errorf("%q is not behind More:\n%s", part, text)
		}
	}
}

// TestNothingFound wants the nearest three and how to ask.
func TestNothingFound(t *testing.T) {
	reply := openHandler(t).Handle(context.Background(), Message{TS: "1", Command: "sipcode", Text: "qwertzuiop asdfgh"}, nil)
	text := reply.Text()
	if reply.Known || strings.Count(text, "• ") != 3 || !strings.Contains(text, "Ask for a code (`487`)") {
		t.Errorf("known %t:\n%s", reply.Known, text)
	}
}

// TestEveryCard writes every entry's card, short and in full.
func TestEveryCard(t *testing.T) {
	h := openHandler(t)
	entries, errs := h.know.Reference().All()
	for _, err := range errs {
		t.Error(err)
	}
	for _, e := range entries {
		for _, full := range []bool{false, true} {
			reply := &Reply{}
			h.entry(reply, e, "", full)
			text := reply.Text()
			if strings.Contains(text, "**") || strings.Contains(text, "``") || strings.Contains(text, "  ") && e.Example == "" || !strings.Contains(text, "\n") {
				t.Errorf("%s %s, full %t: is set badly:\n%s", e.Kind, e.Key, full, text)
			}
		}
	}
}
