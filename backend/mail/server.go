package mail

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	netmail "net/mail"
	"net/textproto"
	"net/url"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"guiche/backend"
)

// patience bounds a message, from dialling to the server's last word.
const patience = 20 * time.Second

// ErrSettings is the root of what New refuses; its text names the setting at fault
// and repeats no value.
var ErrSettings = errors.New("mail settings")

// Options names a mail server.
type Options struct {
	// URL is smtp://user:password@host:587, where TLS is demanded unless the host
	// is this machine, or smtps://user:password@host:465.
	URL string
	// From is an address, or "Name <address>".
	From string
	// Name stands before a bare address.
	Name string
	// Roots are the authorities that are trusted; nil is those of the system.
	Roots *x509.CertPool
	// Dial connects; nil is the network.
	Dial func(ctx context.Context, network, addr string) (net.Conn, error)
}

// Server sends by SMTP, one message a connection: they are few, and a server that
// lets go of an idle connection is then no trouble.
type Server struct {
	o        Options
	host     string
	port     int
	implicit bool // TLS from the first byte
	here     bool // the server is on this machine
	user     string
	password string
	from     netmail.Address
}

// New reads the options; it does not connect.
func New(o Options) (*Server, error) {
	u, err := url.Parse(o.URL)
	if err != nil || u.Hostname() == "" || u.Path != "" && u.Path != "/" || u.RawQuery != "" {
		return nil, fmt.Errorf("%w: the server is smtp://user:password@host:587 or smtps://user:password@host:465, with special characters percent-encoded", ErrSettings)
	}
	s := &Server{o: o, host: u.Hostname(), here: isLoopback(u.Hostname())}
	switch u.Scheme {
	case "smtp":
		s.port = 587
	case "smtps":
		s.port, s.implicit = 465, true
	default:
		return nil, fmt.Errorf("%w: the server begins with smtp:// or smtps://", ErrSettings)
	}
	if port := u.Port(); port != "" {
		if s.port, err = strconv.Atoi(port); err != nil || s.port < 1 || s.port > 65535 {
			return nil, fmt.Errorf("%w: the port is a number up to 65535", ErrSettings)
		}
	}
	s.user = u.User.Username()
	s.password, _ = u.User.Password()
	from, err := netmail.ParseAddress(o.From)
	if err != nil {
		return nil, fmt.Errorf("%w: the sender is an address, or Name <address>", ErrSettings)
	}
	if s.from = *from; s.from.Name == "" {
		s.from.Name = o.Name
	}
	if s.o.Dial == nil {
		s.o.Dial = (&net.Dialer{}).DialContext
	}
	return s, nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Send hands a message over.
func (s *Server) Send(ctx context.Context, m backend.Mail) error {
	letter, err := s.letter(m)
	if err != nil {
		return &Refused{}
	}
	return s.talk(ctx, func(c *gomail.Client) error {
		err := c.Send(letter)
		if err == nil || letter.IsDelivered() {
			return nil // what fails after the server took it is not worth a second copy
		}
		sent, ok := errors.AsType[*gomail.SendError](err)
		if !ok {
			return &Trouble{Stage: "send"}
		}
		code := sent.ErrorCode()
		if ours := sent.Reason == gomail.ErrSMTPMailFrom; code >= 500 && !ours {
			return &Refused{Code: code}
		}
		// A sender that is not allowed is for the operator to mend; the message waits.
		return &Trouble{Stage: "send", Code: code}
	})
}

// Check connects and logs in, and sends nothing.
func (s *Server) Check(ctx context.Context) error {
	return s.talk(ctx, func(*gomail.Client) error { return nil })
}

// talk opens a connection for fn and closes it.
func (s *Server) talk(ctx context.Context, fn func(*gomail.Client) error) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	var open net.Conn
	defer func() {
		if open != nil {
			_ = open.Close()
		}
	}()
	c, err := gomail.NewClient(s.host, s.options(func(_ context.Context, network, addr string) (net.Conn, error) {
		conn, err := s.dial(ctx, network, addr)
		if err != nil {
			return nil, err
		}
		open = conn
		// The library sets its own deadlines and none before the greeting: closing is
		// what ends every wait.
		context.AfterFunc(ctx, func() { _ = conn.Close() })
		return conn, nil
	})...)
	if err != nil {
		return &Trouble{Stage: "connect", Cause: err}
	}
	if err := c.DialWithContext(ctx); err != nil {
		return trouble(ctx, err, open != nil)
	}
	if err := fn(c); err != nil {
		return err
	}
	_ = c.Close() // QUIT is a courtesy
	return nil
}

// trouble names what kept the server from taking any message.
func trouble(ctx context.Context, err error, connected bool) error {
	t := &Trouble{Stage: "connect", Cause: err}
	if reply, ok := errors.AsType[*textproto.Error](err); ok {
		t.Code, t.Cause = reply.Code, nil
		if strings.HasPrefix(err.Error(), "SMTP AUTH") {
			t.Stage = "log in"
		}
	} else if connected && ctx.Err() != nil {
		t.Cause = ctx.Err() // "use of closed connection" would tell less
	}
	return t
}

func (s *Server) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	conn, err := s.o.Dial(ctx, network, addr)
	if err != nil || !s.implicit {
		return conn, err
	}
	secure := tls.Client(conn, s.tls())
	if err := secure.HandshakeContext(ctx); err != nil {
		_ = conn.Close()
		return nil, err
	}
	return secure, nil
}

func (s *Server) tls() *tls.Config {
	return &tls.Config{ServerName: s.host, MinVersion: tls.VersionTLS12, RootCAs: s.o.Roots}
}

// options are the library's. It sees an encrypted connection as such whether it
// was so from the start or became so.
func (s *Server) options(dial gomail.DialContextFunc) []gomail.Option {
	options := []gomail.Option{
		gomail.WithPort(s.port), gomail.WithTimeout(patience), gomail.WithTLSConfig(s.tls()),
		gomail.WithDialContextFunc(dial), gomail.WithoutNoop(),
	}
	auth := gomail.SMTPAuthAutoDiscover
	switch {
	case s.implicit:
		// No STARTTLS in what is TLS already; the library then only notes that it is.
		options = append(options, gomail.WithTLSPolicy(gomail.TLSOpportunistic))
	case s.here:
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
		auth = gomail.SMTPAuthPlainNoEnc
	default:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if s.user != "" {
		options = append(options, gomail.WithSMTPAuth(auth), gomail.WithUsername(s.user), gomail.WithPassword(s.password))
	}
	return options
}
