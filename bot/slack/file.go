package slack

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/slack-go/slack"

	"github.com/sipwhy/sipwhy/bot"
)

// downloads fetches what people upload. They are streamed, several of a message
// side by side: none may wait for another, which is perhaps read after it.
type downloads struct{ web *web }

// files turns the files of a message into the bot's. Nothing is fetched before
// it is opened, and an error then says in a sentence what to do.
func (d downloads) files(list []fields) []bot.File {
	var out []bot.File
	for _, f := range list {
		up := uploadOf(f)
		out = append(out, bot.File{Name: up.name, Size: up.size, Open: func(ctx context.Context) (io.ReadCloser, error) {
			return d.open(ctx, up)
		}})
	}
	return out
}

// upload is what a message says of a file.
// https://docs.slack.dev/reference/objects/file-object
type upload struct {
	id, name, mode, access, mimetype, address string
	external                                  bool
	size                                      int64
}

func uploadOf(f fields) upload {
	up := upload{
		id: f.str("id"), name: f.str("name"), mode: f.str("mode"), access: f.str("file_access"), mimetype: f.str("mimetype"),
		address: f.str("url_private_download"), external: f.truth("is_external") || f.str("mode") == "external", size: f.number("size"),
	}
	if up.address == "" {
		up.address = f.str("url_private")
	}
	for _, name := range []string{f.str("title"), f.str("id"), "the file"} {
		if up.name == "" {
			up.name = name
		}
	}
	return up
}

func (d downloads) open(ctx context.Context, up upload) (io.ReadCloser, error) {
	if up.mode == "file_access" || up.access == "check_file_info" {
		// A file from another company comes as a stub.
		full, err := d.info(ctx, up)
		if err != nil {
			return nil, err
		}
		up = full
	}
	if err := up.readable(); err != nil {
		return nil, err
	}
	return d.fetch(ctx, up)
}

// info asks for a file of which the message has only the id.
// https://docs.slack.dev/reference/methods/files.info
func (d downloads) info(ctx context.Context, up upload) (upload, error) {
	var file *slack.File
	err := d.web.do(ctx, request{method: "files.info", repeat: true, call: func(ctx context.Context) (err error) {
		file, _, _, err = d.web.GetFileInfoContext(ctx, up.id, 0, 0)
		return err
	}})
	switch codeOf(err) {
	case "":
	case "missing_scope":
		return up, errors.New("the bot lacks the scope files:read; ask who runs it, or paste the text")
	case "file_deleted", "file_not_found":
		return up, errors.New("the file is gone or not shared with the bot; upload it again here, or paste the text")
	default:
		return up, errors.New("the company that shared the file does not let the bot read it; paste the text")
	}
	if err != nil {
		return up, errors.New("slack did not answer; send it again in a minute")
	}
	return upload{
		id: file.ID, name: up.name, mode: file.Mode, mimetype: file.Mimetype, external: file.IsExternal, size: int64(file.Size),
		address: orElse(file.URLPrivateDownload, file.URLPrivate),
	}, nil
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// readable says why a file is not fetched at all.
func (up upload) readable() error {
	switch {
	case up.mode == "tombstone":
		return errors.New("the file was deleted")
	case up.mode == "hidden_by_limit":
		return errors.New("the file is beyond what the workspace's plan keeps; upload it again")
	case up.external:
		return errors.New("it lies outside Slack, where the bot has no access; upload it to Slack or paste the text")
	case picture(up.mimetype):
		return errors.New("pictures, sound and video cannot be read; paste the text or upload the log or capture itself")
	case up.size > maxFile:
		return fmt.Errorf("it has %d MB and the limit is %d MB; upload the part with the call alone", up.size>>20, maxFile>>20)
	case up.address == "":
		return errors.New("slack gives no way to fetch it; upload it again or paste the text")
	}
	return nil
}

func picture(mimetype string) bool {
	for _, kind := range []string{"image/", "video/", "audio/"} {
		if len(mimetype) > len(kind) && mimetype[:len(kind)] == kind {
			return true
		}
	}
	return false
}

// fetch streams a file and returns when its first bytes are there.
func (d downloads) fetch(ctx context.Context, up upload) (io.ReadCloser, error) {
	ctx, cancel := context.WithTimeout(ctx, d.web.timing.download)
	from, to := io.Pipe()
	go func() {
		err := d.web.GetFileContext(ctx, up.address, &capped{w: to, left: maxFile})
		d.web.metrics.called("file", err)
		to.CloseWithError(fetchError(err))
	}()
	content := &download{Reader: bufio.NewReaderSize(from, 64<<10), pipe: from, cancel: cancel}
	head, err := content.Peek(512)
	if err != nil && !errors.Is(err, io.EOF) {
		content.Close()
		return nil, err
	}
	if signIn(head, up.mimetype) {
		content.Close()
		return nil, errSignIn
	}
	return content, nil
}

// download is a file on its way. Closing it ends the transfer.
type download struct {
	*bufio.Reader
	pipe   *io.PipeReader
	cancel context.CancelFunc
}

func (d *download) Close() error {
	d.cancel()
	return d.pipe.Close()
}

// capped ends a download that is larger than Slack said.
type capped struct {
	w    io.Writer
	left int64
}

var errTooLong = fmt.Errorf("it has more than %d MB; upload the part with the call alone", maxFile>>20)

func (c *capped) Write(p []byte) (int, error) {
	if c.left -= int64(len(p)); c.left < 0 {
		return 0, errTooLong
	}
	return c.w.Write(p)
}

var errSignIn = errors.New("slack shows the bot its sign-in page instead; invite the bot to the channel with the file and see that it has the scope files:read")

// signIn tells Slack's sign-in page, which comes with status 200, from a file.
func signIn(head []byte, mimetype string) bool {
	head = bytes.ToLower(bytes.TrimLeft(head, " \t\r\n\ufeff"))
	return mimetype != "text/html" && (bytes.HasPrefix(head, []byte("<!doctype html")) || bytes.HasPrefix(head, []byte("<html")))
}

// fetchError words a failed download for the person who uploaded the file, and
// keeps its address out of it.
func fetchError(err error) error {
	outcome, _ := judge(err)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, errTooLong):
		return errTooLong
	case bytes.Contains([]byte(err.Error()), []byte("sign-in page")):
		return errSignIn
	case errors.Is(err, context.DeadlineExceeded):
		return errors.New("its download took too long; send it again, or the part with the call alone")
	case outcome == refusal:
		return errors.New("slack does not let the bot fetch it; see that it has the scope files:read, or paste the text")
	}
	return errors.New("its download broke off; send it again")
}
