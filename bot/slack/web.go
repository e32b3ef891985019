package slack

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"
)

// web is the Web API with what slack-go leaves to its user: timeouts, patience
// with rate limits, and knowing after an error whether Slack did it all the same.
type web struct {
	*slack.Client
	tokens  Tokens
	http    *http.Client
	timing  timing
	metrics *metrics
}

// newWeb makes a client whose connections time out where Slack does not answer.
// It has no overall timeout: that would cut long downloads.
func newWeb(t Tokens, timing timing, m *metrics) *web {
	client := &http.Client{Transport: &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		TLSHandshakeTimeout:   10 * time.Second,
		ResponseHeaderTimeout: timing.call,
		IdleConnTimeout:       90 * time.Second,
		MaxIdleConnsPerHost:   16,
		ForceAttemptHTTP2:     true,
	}}
	return &web{
		Client:  slack.New(t.Bot, clientOptions(t, slack.OptionHTTPClient(client))...),
		tokens:  t,
		http:    client,
		timing:  timing,
		metrics: m,
	}
}

// clientOptions are those of every client. slack-go's own log may carry what
// people wrote, so it goes nowhere.
func clientOptions(t Tokens, more ...slack.Option) []slack.Option {
	options := []slack.Option{slack.OptionLog(log.New(io.Discard, "", 0))}
	if base := t.base(); base != "" {
		options = append(options, slack.OptionAPIURL(base))
	}
	return append(options, more...)
}

// request is a call of the Web API that is repeated as far as that is safe.
type request struct {
	method string
	// repeat allows another attempt when it is unknown whether the last one
	// worked.
	repeat bool
	// before is waited for ahead of each attempt; limited is told of a 429.
	before  func(context.Context) error
	limited func(time.Duration)
	// hasty gives up at a 429 at once; patience, where set, is another bound
	// than that of timing.
	hasty    bool
	patience time.Duration
	call     func(context.Context) error
}

// do makes the call and is patient: with 429 always, with failures on the way
// there, and with unknown outcomes where that is safe.
func (w *web) do(ctx context.Context, r request) error {
	start, patience := time.Now(), w.timing.patience
	if r.patience > 0 {
		patience = r.patience
	}
	for attempt := 0; ; attempt++ {
		if r.before != nil {
			if err := r.before(ctx); err != nil {
				return err
			}
		}
		err := w.once(ctx, r)
		outcome, wait := judge(err)
		switch {
		case outcome == done || outcome == refusal || outcome == unknown && !r.repeat || ctx.Err() != nil:
			return err
		case outcome == limited && r.limited != nil:
			r.limited(max(wait, w.timing.pause(attempt)))
		}
		wait = max(wait, w.timing.pause(attempt))
		if r.hasty && outcome == limited || time.Since(start)+wait > patience {
			return err
		}
		if sleep(ctx, wait) != nil {
			return err
		}
	}
}

func (w *web) once(ctx context.Context, r request) error {
	ctx, cancel := context.WithTimeout(ctx, w.timing.call)
	defer cancel()
	err := r.call(ctx)
	w.metrics.called(r.method, err)
	return err
}

// outcome is what is known after a call.
type outcome uint8

const (
	// done: Slack did it. refusal: Slack will not. limited: not now.
	done outcome = iota
	refusal
	limited
	// unsent: Slack never got it. unknown: Slack may have done it.
	unsent
	unknown
)

// judge reads an error of the Web API; the duration is Slack's Retry-After.
func judge(err error) (outcome, time.Duration) {
	if err == nil {
		return done, 0
	}
	if e, ok := errors.AsType[*slack.RateLimitedError](err); ok {
		return limited, e.RetryAfter
	}
	if e, ok := errors.AsType[slack.StatusCodeError](err); ok {
		switch {
		case e.Code == http.StatusTooManyRequests:
			return limited, 0
		case e.Code >= 500:
			return unknown, 0
		}
		return refusal, 0
	}
	switch code := codeOf(err); code {
	case "ratelimited", "rate_limited", "message_limit_exceeded":
		return limited, 0
	case "internal_error", "fatal_error", "service_unavailable", "request_timeout":
		return unknown, 0
	case "":
	default:
		return refusal, 0
	}
	if _, ok := errors.AsType[*strconv.NumError](err); ok {
		// slack-go could not read the Retry-After of a 429.
		return limited, 0
	}
	if e, ok := errors.AsType[*net.OpError](err); ok && e.Op == "dial" {
		return unsent, 0
	}
	return unknown, 0
}

// codeOf is the error code in an answer of Slack's, empty for other errors.
func codeOf(err error) string {
	if e, ok := errors.AsType[slack.SlackErrorResponse](err); ok {
		return e.Err
	}
	return ""
}

// raw calls a method and leaves the answer as it is. slack-go decodes a whole
// answer or nothing, and one odd block in a thread would make the thread
// unreadable.
func (w *web) raw(ctx context.Context, method string, form url.Values) (fields, error) {
	form.Set("token", w.tokens.Bot)
	base := w.tokens.base()
	if base == "" {
		base = slack.APIURL
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, base+method, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := w.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusTooManyRequests {
		seconds, err := strconv.Atoi(resp.Header.Get("Retry-After"))
		if err != nil {
			return nil, slack.StatusCodeError{Code: resp.StatusCode, Status: resp.Status}
		}
		return nil, &slack.RateLimitedError{RetryAfter: time.Duration(seconds) * time.Second}
	}
	if resp.StatusCode != http.StatusOK {
		return nil, slack.StatusCodeError{Code: resp.StatusCode, Status: resp.Status}
	}
	var answer fields
	if err := json.NewDecoder(io.LimitReader(resp.Body, maxAnswer)).Decode(&answer); err != nil {
		return nil, err
	}
	if !answer.truth("ok") {
		return nil, slack.SlackErrorResponse{Err: answer.str("error"), Needed: answer.str("needed"), Provided: answer.str("provided")}
	}
	return answer, nil
}

// maxAnswer bounds what is read of one answer, in bytes.
const maxAnswer = 32 << 20
