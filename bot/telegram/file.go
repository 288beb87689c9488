package telegram

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"time"

	tg "github.com/go-telegram/bot"

	"guiche/bot"
)

var (
	errStalled   = errors.New("no byte came for too long")
	errLocalPath = errors.New("the Bot API server runs with --local and names files on its disk; " +
		"set GUICHE_TELEGRAM_FILES_DIR to its working folder, or start it without --local")
)

const download = "file download"

// Download implements bot.Messenger. The bound holds whatever size the server
// announces. The download ends with ctx, after StallTimeout without a byte and
// after DownloadTimeout altogether; those are passing.
func (c *Client) Download(ctx context.Context, remote string, limit int64) (io.ReadCloser, error) {
	file, err := c.library.GetFile(ctx, &tg.GetFileParams{FileID: remote})
	if err != nil {
		err = c.fromLibrary("getFile", err)
		if errors.Is(err, bot.ErrRefused) {
			err = c.failed("getFile", bot.ErrFileGone) // refused once, refused for ever
		}
		return nil, err
	}
	if file.FileSize > limit {
		return nil, c.failed("getFile", bot.ErrTooBig)
	}
	if file.FilePath == "" {
		return nil, c.failed("getFile", bot.ErrFileGone)
	}
	if filepath.IsAbs(file.FilePath) {
		return c.openLocal(file.FilePath, limit)
	}
	return c.fetch(ctx, file.FilePath, file.FileSize, limit)
}

func (c *Client) fetch(ctx context.Context, path string, size, limit int64) (io.ReadCloser, error) {
	ctx, stop := context.WithTimeout(ctx, c.total)
	ctx, cancel := context.WithCancelCause(ctx)
	b := &body{c: c, ctx: ctx, left: limit, stop: func() { cancel(nil); stop() }}
	b.watch = time.AfterFunc(c.stall, func() { cancel(errStalled) })
	req := (&http.Request{
		Method: http.MethodGet, URL: c.under("/file/bot" + c.token + "/" + path), Host: c.base.Host,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: http.Header{"User-Agent": {"guiche"}},
	}).WithContext(ctx)
	resp, err := c.transport.RoundTrip(req)
	if err != nil {
		err = b.failed(err)
		b.end()
		return nil, err
	}
	b.watch.Stop()
	b.in = resp.Body
	if err := fileAnswer(resp, limit); err != nil {
		_ = b.Close()
		return nil, c.failed(download, err)
	}
	if resp.ContentLength < 0 && len(resp.TransferEncoding) == 0 {
		b.want = size // only the end of the connection tells the end
	}
	return b, nil
}

func fileAnswer(resp *http.Response, limit int64) error {
	switch {
	case resp.StatusCode == http.StatusOK && resp.ContentLength > limit:
		return bot.ErrTooBig
	case resp.StatusCode == http.StatusOK:
		return nil
	case resp.StatusCode == http.StatusNotFound:
		return bot.ErrFileGone // the token was good for getFile a moment ago
	case resp.StatusCode == http.StatusUnauthorized:
		return bot.ErrUnauthorized
	case resp.StatusCode == http.StatusTooManyRequests:
		return &bot.RetryAfter{After: retryAfter(0, resp.Header)}
	}
	return answerError{resp.StatusCode}
}

// body reads a download within its bounds.
type body struct {
	c     *Client
	ctx   context.Context // of this one download
	stop  func()
	watch *time.Timer // runs while the network is waited for
	in    io.ReadCloser
	left  int64 // bytes still allowed
	read  int64
	want  int64 // bytes announced, 0 if the protocol counts them itself
	err   error
}

// Read implements io.Reader.
func (b *body) Read(p []byte) (int, error) {
	if b.err != nil {
		return 0, b.err
	}
	if int64(len(p)) > b.left+1 {
		p = p[:b.left+1] // one more than allowed tells whether there is more
	}
	if b.watch != nil {
		b.watch.Reset(b.c.stall)
	}
	n, err := b.in.Read(p)
	if b.watch != nil {
		b.watch.Stop()
	}
	b.read += int64(n)
	switch {
	case int64(n) > b.left:
		n, b.err = int(b.left), b.c.failed(download, bot.ErrTooBig)
	case err == io.EOF && b.read < b.want:
		b.err = b.c.failed(download, io.ErrUnexpectedEOF)
	case err == io.EOF:
		b.err = io.EOF
	case err != nil:
		b.err = b.failed(err)
	}
	b.left -= int64(n)
	return n, b.err
}

// failed tells a stall from other ends.
func (b *body) failed(err error) error {
	if errors.Is(context.Cause(b.ctx), errStalled) {
		err = errStalled
	}
	return b.c.failed(download, err)
}

// Close ends the download wherever it stands.
func (b *body) Close() error {
	b.end()
	return b.in.Close()
}

func (b *body) end() {
	if b.watch != nil {
		b.watch.Stop()
		b.stop()
	}
}

// openLocal reads a file of a server on this machine. The errors of the system
// would name the path, which holds the token.
func (c *Client) openLocal(path string, limit int64) (io.ReadCloser, error) {
	if c.local == "" {
		return nil, c.failed("getFile", errLocalPath)
	}
	inside, err := filepath.Rel(c.local, path)
	if err != nil {
		return nil, c.failed("getFile", errLocalPath)
	}
	f, err := os.OpenInRoot(c.local, inside)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, c.failed(download, bot.ErrFileGone)
	case err != nil:
		return nil, c.failed(download, errLocalPath)
	}
	return &body{c: c, ctx: context.Background(), in: f, left: limit}, nil
}
