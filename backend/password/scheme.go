package password

import (
	"crypto/md5" //nolint:gosec // of other systems; never stored bare
	"crypto/pbkdf2"
	"crypto/sha1" //nolint:gosec // the same
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"strconv"
	"strings"

	"github.com/alexedwards/argon2id"
	"golang.org/x/crypto/bcrypt"
)

// Bounds of imported hashes: below, they are guessed too quickly; above, one entry
// would hold up all others.
const (
	maxMemory   = 256 << 10 // KiB
	maxPasses   = 10
	maxLanes    = 16
	maxBcrypt   = 14
	minRounds   = 1_000
	maxRounds   = 3_000_000
	minSalt     = 8
	minKey      = 16
	maxKey      = 64
	longestHash = 512
)

var (
	// ErrForm says that a hash is of no form that is known here.
	ErrForm = errors.New("password: a hash of no form that is known")
	// ErrCost says that a hash is too cheap to keep, or too dear to check.
	ErrCost = errors.New("password: a hash with parameters beyond reason")
)

// scheme is a stored hash, read.
type scheme interface {
	// matches compares in constant time.
	matches(password string) (bool, error)
	// current: as Hash would make it today.
	current() bool
}

// read reads a stored hash and holds its cost to the bounds.
func read(stored string) (scheme, error) {
	if len(stored) > longestHash {
		return nil, ErrForm
	}
	parts := strings.Split(stored, "$")
	switch {
	case parts[0] == "pbkdf2_sha256" && len(parts) == 4:
		return readPBKDF2(parts[1], []byte(parts[2]), nil, parts[3], base64.StdEncoding)
	case parts[0] != "" || len(parts) < 2:
		return nil, ErrForm
	}
	switch parts[1] {
	case "argon2id":
		return readArgon2(stored)
	case "2a", "2b", "2y":
		return readBcrypt(stored)
	case "pbkdf2-sha256":
		if len(parts) == 5 {
			// passlib writes base64 with a dot for the plus, without padding.
			salt, err := base64.RawStdEncoding.DecodeString(strings.ReplaceAll(parts[3], ".", "+"))
			return readPBKDF2(parts[2], salt, err, strings.ReplaceAll(parts[4], ".", "+"), base64.RawStdEncoding)
		}
	case "wrapped":
		// $wrapped$sha1$SALT$argon2id$…
		if len(parts) == 9 && digests[parts[2]] != nil && parts[4] == "argon2id" {
			outer, err := readArgon2("$" + strings.Join(parts[4:], "$"))
			return wrapped{digest: parts[2], salt: parts[3], outer: outer}, err
		}
	}
	return nil, ErrForm
}

// argon2 is a PHC string of argon2id.
type argon2 struct {
	phc string
	now bool
}

func readArgon2(phc string) (scheme, error) {
	p, salt, key, err := argon2id.DecodeHash(phc)
	switch {
	case err != nil:
		return nil, ErrForm
	case p.Memory > maxMemory, p.Iterations < 1, p.Iterations > maxPasses, p.Parallelism < 1, p.Parallelism > maxLanes,
		p.Memory < 8*uint32(p.Parallelism), len(salt) < minSalt, len(key) < minKey, len(key) > maxKey:
		return nil, ErrCost
	}
	return argon2{phc, *p == *params}, nil
}

func (a argon2) matches(password string) (bool, error) {
	return argon2id.ComparePasswordAndHash(password, a.phc)
}

func (a argon2) current() bool { return a.now }

// crypt is bcrypt, whose letters a, b and y name repairs of other programs' faults;
// this one never had them.
type crypt string

// cryptLetters is the alphabet of its salt and hash.
const cryptLetters = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

func readBcrypt(stored string) (scheme, error) {
	cost, err := bcrypt.Cost([]byte(stored))
	switch {
	case err != nil || len(stored) != 60 || strings.ContainsFunc(stored[7:], func(r rune) bool { return !strings.ContainsRune(cryptLetters, r) }):
		return nil, ErrForm
	case cost > maxBcrypt:
		return nil, ErrCost
	}
	return crypt(stored), nil
}

func (c crypt) matches(password string) (bool, error) {
	err := bcrypt.CompareHashAndPassword([]byte(c), []byte(password))
	if errors.Is(err, bcrypt.ErrMismatchedHashAndPassword) {
		return false, nil
	}
	return err == nil, err
}

func (crypt) current() bool { return false }

// derived is PBKDF2 with HMAC-SHA-256 (RFC 8018).
type derived struct {
	rounds    int
	salt, key []byte
}

func readPBKDF2(rounds string, salt []byte, faulty error, key string, form *base64.Encoding) (scheme, error) {
	n, err := strconv.Atoi(rounds)
	if err != nil || faulty != nil {
		return nil, ErrForm
	}
	want, err := form.Strict().DecodeString(key)
	if err != nil || len(want) != sha256.Size {
		return nil, ErrForm
	}
	if n < minRounds || n > maxRounds || len(salt) == 0 {
		return nil, ErrCost
	}
	return derived{n, salt, want}, nil
}

func (d derived) matches(password string) (bool, error) {
	got, err := pbkdf2.Key(sha256.New, password, d.salt, d.rounds, len(d.key))
	return err == nil && subtle.ConstantTimeCompare(got, d.key) == 1, err
}

func (derived) current() bool { return false }

// digests are what old systems kept: the hex of a digest of salt and password.
var digests = map[string]func(text string) string{
	"sha1": func(text string) string {
		sum := sha1.Sum([]byte(text)) //nolint:gosec // what another system made, wrapped
		return hex.EncodeToString(sum[:])
	},
	"md5": func(text string) string {
		sum := md5.Sum([]byte(text)) //nolint:gosec // the same
		return hex.EncodeToString(sum[:])
	},
}

// wrapped is such a digest inside argon2id, so that a stolen one is no use.
type wrapped struct {
	digest, salt string
	outer        scheme
}

func (w wrapped) matches(password string) (bool, error) {
	return w.outer.matches(digests[w.digest](w.salt + password))
}

func (wrapped) current() bool { return false }

// Check tells whether a hash of another system can be imported: ErrForm, ErrCost or
// nil.
func Check(foreign string) error {
	if parts := bareDigest(foreign); parts != nil {
		digest := parts[2]
		if _, err := hex.DecodeString(digest); err != nil || len(digest) != len(digests[parts[0]]("")) || len(parts[1]) > maxKey {
			return ErrForm
		}
		return nil
	}
	_, err := read(foreign)
	return err
}

// Import returns a hash of another system as it may be stored: as it is, or
// wrapped where it is a bare digest, which takes as long as Hash. It fails as
// Check does.
func Import(foreign string) (string, error) {
	if err := Check(foreign); err != nil {
		return "", err
	}
	parts := bareDigest(foreign)
	if parts == nil {
		return foreign, nil
	}
	outer, err := Hash(strings.ToLower(parts[2]))
	return "$wrapped$" + parts[0] + "$" + parts[1] + outer, err
}

// bareDigest splits digest, salt and hex as Django writes them; nil for all else.
func bareDigest(foreign string) []string {
	if parts := strings.Split(foreign, "$"); len(parts) == 3 && digests[parts[0]] != nil {
		return parts
	}
	return nil
}
