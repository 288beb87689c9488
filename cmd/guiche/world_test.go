package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"log/slog"
	"math"
	"net"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"guiche/backend/postgres"
	"guiche/bot"
	"guiche/bot/simulator"
	"guiche/internal/pgtest"
)

// asProgram makes the test binary behave as guiche itself: for the tests that
// kill the process.
const asProgram = "GUICHE_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
		return
	}
	pgtest.Main(m, postgres.Migrate)
}

const testToken = "999999:demo-token-for-tests"

// patience is how long a test waits for what has to come; it is no measure of
// speed, only the end of hope.
const patience = 30 * time.Second

// world is a Bot API server, a database and a guiche between them.
type world struct {
	t     *testing.T
	sim   *simulator.Server
	api   *httptest.Server
	cfg   Config
	clock *clock

	// tweaks change the engine of an in-process guiche.
	tweaks []func(*bot.Options)

	stop func()
	log  *lockedBuffer
	// relay takes the mail of a guiche that has a mail server; else nil.
	relay *relay
	// app is the in-process guiche, once it was started.
	app *app
	// kill ends the process that serves, as SIGKILL does; nil in-process.
	process *exec.Cmd
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func newWorld(t *testing.T, change ...func(*Config)) *world {
	t.Helper()
	w := &world{t: t, clock: &clock{}, log: &lockedBuffer{}}
	w.sim = simulator.New(simulator.Options{Token: testToken, BotUsername: "guiche_bot", BotName: "Guichê", Now: w.clock.Now})
	w.api = httptest.NewServer(w.sim.Handler())
	dir := t.TempDir()
	w.cfg = Config{
		DatabaseURL: Secret(pgtest.New(t)), DataDir: dir, TelegramToken: testToken, TelegramAPIURL: w.api.URL,
		TelegramMode: "polling", HTTPAddr: "127.0.0.1:0", DemoData: true, SendRate: -1, ChatRate: -1,
		LogLevel: slog.LevelInfo, LogFormat: "text", Drain: 5 * time.Second,
	}
	for _, f := range change {
		f(&w.cfg)
	}
	t.Cleanup(func() {
		w.end()
		w.sim.Close()
		w.api.Close()
		if t.Failed() {
			t.Logf("log of guiche:\n%s", w.log)
		}
	})
	return w
}

// webhookMode makes updates arrive by pushes to a free port.
func webhookMode(t *testing.T) func(*Config) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	return func(c *Config) {
		c.TelegramMode, c.HTTPAddr, c.WebhookURL = "webhook", addr, "http://"+addr+"/telegram"
	}
}

// start runs guiche in this process.
func (w *world) start() {
	w.t.Helper()
	cfg := w.cfg
	ctx, cancel := context.WithCancel(context.Background())
	a, err := newApp(ctx, &cfg, slog.New(slog.NewTextHandler(w.log, nil)), w.clock, w.tweaks...)
	if err != nil {
		cancel()
		w.t.Fatal(err)
	}
	w.app = a
	done := make(chan error, 1)
	go func() { done <- a.run(ctx) }()
	w.stop = func() {
		cancel()
		if err := <-done; err != nil {
			w.t.Errorf("guiche ended with: %v", err)
		}
		if err := a.close(context.Background()); err != nil {
			w.t.Errorf("close: %v", err)
		}
	}
}

// spawn runs guiche as a process of its own.
func (w *world) spawn() {
	w.t.Helper()
	exe, err := os.Executable()
	if err != nil {
		w.t.Fatal(err)
	}
	c := exec.Command(exe, "serve")
	c.Env = append(os.Environ(), asProgram+"=1",
		"GUICHE_DATABASE_URL="+string(w.cfg.DatabaseURL), "GUICHE_REDIS_URL="+string(w.cfg.RedisURL), "GUICHE_DATA_DIR="+w.cfg.DataDir,
		"GUICHE_KEY_FILE="+w.cfg.keyFile(), "GUICHE_BLOB_URL="+w.cfg.blobURL(),
		"GUICHE_TELEGRAM_TOKEN="+string(w.cfg.TelegramToken), "GUICHE_TELEGRAM_API_URL="+w.cfg.TelegramAPIURL,
		"GUICHE_TELEGRAM_MODE="+w.cfg.TelegramMode, "GUICHE_WEBHOOK_URL="+w.cfg.WebhookURL, "GUICHE_HTTP_ADDR="+w.cfg.HTTPAddr,
		"GUICHE_PUBLIC_URL="+w.cfg.PublicURL, "GUICHE_MAIL_URL="+string(w.cfg.MailURL), "GUICHE_MAIL_FROM="+w.cfg.MailFrom,
		"GUICHE_SENHA_URL="+w.cfg.SenhaURL, "GUICHE_SENHA_TOKEN="+string(w.cfg.SenhaToken),
		"GUICHE_DEMO_DATA=1", "GUICHE_LOG_LEVEL=info")
	c.Stdout, c.Stderr = w.log, w.log
	if err := c.Start(); err != nil {
		w.t.Fatal(err)
	}
	w.process = c
	w.stop = func() {
		_ = c.Process.Signal(os.Interrupt)
		_ = c.Wait()
		w.process = nil
	}
}

// kill ends the spawned process without a word.
func (w *world) kill() {
	_ = w.process.Process.Kill()
	_ = w.process.Wait()
	w.process, w.stop = nil, nil
}

func (w *world) end() {
	if w.stop != nil {
		w.stop()
		w.stop = nil
	}
}

// person is somebody with a phone.
type person struct {
	w    *world
	chat int64
}

func (w *world) person(id int64, name string) *person {
	w.sim.AddUser(simulator.User{ID: id, First: name})
	return &person{w: w, chat: id}
}

// says types a text.
func (p *person) says(text string) { p.w.sim.SendText(p.chat, text) }

// waits until the last message of the bot shows the text (wildcards *).
func (p *person) waits(pattern string) simulator.Message {
	p.w.t.Helper()
	var found simulator.Message
	p.until("«"+pattern+"»", func(ms []simulator.Message) bool {
		i := lastFromBot(ms)
		if i < 0 || !matches(pattern, ms[i].Text) {
			return false
		}
		found = ms[i]
		return true
	})
	return found
}

// sees waits until any message of the bot shows the text.
func (p *person) sees(pattern string) simulator.Message {
	p.w.t.Helper()
	var found simulator.Message
	p.until("«"+pattern+"» somewhere", func(ms []simulator.Message) bool {
		for _, m := range slices.Backward(ms) {
			if m.FromBot && matches(pattern, m.Text) {
				found = m
				return true
			}
		}
		return false
	})
	return found
}

// pictured waits until the last message of the bot is a picture.
func (p *person) pictured() {
	p.w.t.Helper()
	p.until("a picture", func(ms []simulator.Message) bool {
		i := lastFromBot(ms)
		return i >= 0 && ms[i].Photo != nil
	})
}

// pictures waits until the bot's messages show so many pictures.
func (p *person) pictures(want string) {
	p.w.t.Helper()
	p.until(want+" pictures", func(ms []simulator.Message) bool {
		n := 0
		for _, m := range ms {
			if m.FromBot && m.Photo != nil {
				n++
			}
		}
		return strconv.Itoa(n) == want
	})
}

// filed waits until the bot sent a document whose name is as the pattern says.
func (p *person) filed(pattern string) {
	p.w.t.Helper()
	p.until("a document "+pattern, func(ms []simulator.Message) bool {
		return slices.ContainsFunc(ms, func(m simulator.Message) bool {
			return m.FromBot && m.File != nil && matches(pattern, m.File.Name)
		})
	})
}

// button waits for a button that begins with the label, and finds the newest message
// that has it.
func (p *person) button(label string) (message int, data string) {
	p.w.t.Helper()
	p.until("button ["+label+"]", func(ms []simulator.Message) bool {
		for _, m := range slices.Backward(ms) {
			for _, row := range m.Buttons {
				for _, b := range row {
					if b.Data != "" && buttonIs(b.Text, label) {
						message, data = m.ID, b.Data
						return true
					}
				}
			}
		}
		return false
	})
	return message, data
}

// taps waits for a button that begins with the label, on the newest message that
// has it, and taps it.
func (p *person) taps(label string) {
	p.w.t.Helper()
	message, data := p.button(label)
	if _, err := p.w.sim.Tap(p.chat, message, data); err != nil {
		p.w.sim.TapStale(p.chat, message, data)
	}
}

// buttonIs compares labels without their ornaments.
func buttonIs(text, label string) bool {
	plain := strings.TrimLeftFunc(text, func(r rune) bool { return r > 0x2000 || r == ' ' })
	for _, s := range []string{text, plain} {
		if rest, ok := strings.CutPrefix(s, label); ok && (rest == "" || strings.ContainsAny(rest[:1], " ,(:·")) {
			return true
		}
	}
	return false
}

func lastFromBot(ms []simulator.Message) int {
	for i := len(ms) - 1; i >= 0; i-- {
		if ms[i].FromBot {
			return i
		}
	}
	return -1
}

// until waits for the chat to look so.
func (p *person) until(what string, ok func([]simulator.Message) bool) {
	p.w.t.Helper()
	ctx, cancel := context.WithTimeout(p.w.t.Context(), patience)
	defer cancel()
	if ms, err := p.w.sim.Wait(ctx, p.chat, ok); err != nil {
		p.w.t.Fatalf("waited in vain for %s; the chat shows:\n%s", what, transcript(ms))
	}
}

// settled waits until the bot has taken everything and answered every tap.
func (p *person) settled() {
	p.w.t.Helper()
	p.until("the bot to have taken everything", func([]simulator.Message) bool { return !p.w.sim.Waiting(p.chat) })
}

// transcript is the chat as text, for a failed test.
func transcript(ms []simulator.Message) string {
	var b strings.Builder
	for _, m := range ms {
		who := "eu "
		if m.FromBot {
			who = "bot"
		}
		what := ""
		switch {
		case m.Photo != nil:
			what = "(picture) "
		case m.File != nil:
			what = "(" + m.File.Name + ") "
		}
		fmt.Fprintf(&b, "%s #%d: %s%s\n", who, m.ID, what, strings.ReplaceAll(m.Text, "\n", "\n          "))
		for _, row := range m.Buttons {
			b.WriteString("         ")
			for _, button := range row {
				fmt.Fprintf(&b, " [%s]", button.Text)
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}

// matches compares without regard to line breaks: * is anything.
func matches(pattern, text string) bool {
	text = strings.ReplaceAll(strings.Join(strings.Fields(text), " "), "/", "\x00")
	pattern = "*" + strings.ReplaceAll(pattern, "/", "\x00") + "*"
	ok, err := path.Match(strings.NewReplacer(`[`, `\[`, `?`, `\?`).Replace(pattern), text)
	return err == nil && ok
}

// picture is a small PNG, different for each name.
func picture(name string) []byte {
	img := image.NewRGBA(image.Rect(0, 0, 64, 48))
	for i := range 48 {
		img.Set(i, i, color.RGBA{R: uint8(len(name) * 7), G: uint8(i * 5), B: 90, A: 255})
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// radiograph looks, from afar, like a periapical X-ray of three molars.
func radiograph() []byte {
	const width, height = 640, 480
	img := image.NewGray(image.Rect(0, 0, width, height))
	inside := func(x, y, cx, cy, rx, ry float64) float64 {
		return (x-cx)*(x-cx)/(rx*rx) + (y-cy)*(y-cy)/(ry*ry)
	}
	for y := range height {
		for x := range width {
			fx, fy := float64(x), float64(y)
			grey := 26 + 34*fy/height
			for _, cx := range []float64{120, 320, 520} {
				for _, part := range [][5]float64{{cx, 170, 82, 78, 168}, {cx - 42, 300, 27, 130, 140}, {cx + 42, 300, 27, 130, 140}} {
					if d := inside(fx, fy, part[0], part[1], part[2], part[3]); d < 1 {
						grey = max(grey, part[4]+50*(1-d))
					}
				}
				if inside(fx, fy, cx, 185, 26, 22) < 1 || math.Abs(fx-cx) > 38 && math.Abs(fx-cx) < 46 && fy > 200 && fy < 400 {
					grey -= 70
				}
			}
			if inside(fx, fy, 352, 120, 30, 22) < 1 {
				grey = 245
			}
			img.SetGray(x, y, color.Gray{Y: uint8(max(0, min(255, grey+float64((x*7+y*13)%9))))})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err)
	}
	return b.Bytes()
}
