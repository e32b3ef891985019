package slack

import (
	"errors"
	"io"
	"log/slog"
	"net/url"
	"regexp"
)

// secrets are what no log line may hold, wherever it comes from: tokens, and the
// addresses that are a permission by themselves.
var secrets = regexp.MustCompile(`xapp-[\w-]+|xox[a-z](\.xox[a-z])?-[\w-]+|https://hooks\.slack\.com/\S+|(ticket|token)=[^&\s"]+`)

// NewLog makes a log of one JSON object a line. It writes nothing of what people
// post, and masks tokens should an error carry one.
func NewLog(w io.Writer, level slog.Level) *slog.Logger {
	return slog.New(slog.NewJSONHandler(w, &slog.HandlerOptions{
		Level: level,
		ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
			if a.Value.Kind() == slog.KindString {
				a.Value = slog.StringValue(secrets.ReplaceAllString(a.Value.String(), "…"))
			}
			return a
		},
	}))
}

// plainError is an error's text without the address that was asked, which may be
// secret, as that of a response_url or a socket's ticket is.
func plainError(err error) string {
	if err == nil {
		return ""
	}
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	return secrets.ReplaceAllString(err.Error(), "…")
}
