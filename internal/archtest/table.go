package archtest

// room is one package of the house and whom it may ask for what. Lists are words
// separated by spaces; a group stands for its members.
type room struct {
	// may: our packages that its product code imports.
	may string
	// tests: and those that its tests import besides, itself and the test
	// helpers included already.
	tests string
	// pure: no context, no input or output, no clock, no float.
	pure bool
	// clock: may ask the machine for the time. Elsewhere time is an argument.
	clock bool
}

// groups are words of the table that stand for several packages.
var groups = map[string]string{
	"rules":    "backend/access backend/calendar backend/copay backend/dental backend/ident backend/money backend/preauth",
	"adapters": "backend/attachment backend/blob backend/httpapi backend/issuer backend/jobs backend/login backend/mail backend/metrics backend/password backend/postgres backend/redis backend/seal backend/sheet",
	"channels": "bot/simulator bot/telegram bot/web",
	"talk":     "dialogs dialogs/nlu dialogs/nlu/spagonet dialogs/papers dialogs/phrases",
	"helpers":  "internal/fictional internal/golden internal/pgdev internal/pgtest internal/redistest", // what every test may import
}

// house is the import table: cmd → bot → dialogs → backend → rules, one way. A
// package that is not here does not belong to the house yet.
var house = map[string]room{
	// The only place that sees several adapters; it builds them and wires them.
	"cmd/guiche": {may: "adapters backend bot channels rules talk internal/fictional internal/pgdev", clock: true},

	// Intake, lanes and delivery: speaks to a messenger and to storage by ports.
	"bot": {may: "backend dialogs rules", tests: "backend/postgres backend/redis backend/seal bot/simulator bot/telegram dialogs/phrases"},
	// Telegram's wire; polling and retry measure time.
	"bot/telegram": {may: "backend bot dialogs rules", tests: "bot/simulator", clock: true},
	// Pages that a person opens.
	"bot/web": {may: "backend bot dialogs dialogs/phrases rules", clock: true},
	// A Bot API server that cannot be told from Telegram, because it knows nothing of us.
	"bot/simulator": {clock: true},

	// What is said: no Telegram, no bytes, no SQL.
	"dialogs": {may: "backend dialogs/nlu dialogs/phrases rules", tests: "dialogs/nlu/spagonet"},
	// All words, complete over every code.
	"dialogs/phrases": {may: "backend rules"},
	// PDF, charts and pictures.
	"dialogs/papers": {may: "backend dialogs dialogs/phrases rules"},
	// Grammars of what people type.
	"dialogs/nlu": {may: "rules", pure: true},
	// The trained model behind the grammars.
	"dialogs/nlu/spagonet": {may: "dialogs/nlu rules"},

	// Use cases and ports: what they need stands behind interfaces.
	"backend": {may: "rules"},

	// Who may do what.
	"backend/access": {may: "rules", pure: true},
	// Days, office hours and holidays.
	"backend/calendar": {may: "rules", pure: true},
	// What a member is debited.
	"backend/copay": {may: "rules", pure: true},
	// Teeth, faces, regions and TUSS codes.
	"backend/dental": {may: "rules", pure: true},
	// CPF, CNPJ, card and the other numbers that people have.
	"backend/ident": {may: "rules", pure: true},
	// Cents.
	"backend/money": {may: "rules", pure: true},
	// The rules of authorisation.
	"backend/preauth": {may: "rules", pure: true},

	// Adapters never import each other: each stands behind a port of the backend.
	"backend/attachment": {may: "backend rules"},
	"backend/blob":       {may: "backend rules"},
	"backend/httpapi":    {may: "backend rules", clock: true},                                         // measures requests
	"backend/jobs":       {may: "backend rules", clock: true},                                         // wakes at times
	"backend/issuer":     {may: "backend backend/remote rules", clock: true},                          // measures requests
	"backend/login":      {may: "backend backend/remote rules", clock: true},                          // measures requests
	"backend/mail":       {may: "backend rules", tests: "backend/postgres backend/seal", clock: true}, // sends again later
	"backend/metrics":    {may: "backend rules"},
	"backend/password":   {may: "backend rules"},
	"backend/postgres":   {may: "backend rules", tests: "backend/seal"}, // what is stored is sealed
	"backend/redis":      {may: "backend rules", clock: true},           // ticks the embedded server's clock
	"backend/seal":       {may: "backend rules"},
	"backend/remote":     {clock: true},          // what adapters to the operator's own systems have in common
	"backend/sheet":      {may: "backend rules"}, // tables that operators export

	// The law itself.
	"internal/archtest": {},
	// The load program drives the whole product.
	"internal/bench": {may: "adapters backend bot channels rules talk internal/fictional internal/pgdev", clock: true},
	// The made-up operator of demo and tests.
	"internal/fictional": {may: "backend backend/password backend/postgres rules", tests: "backend/seal"}, // hashed and stored as real ones
	// Files kept beside tests.
	"internal/golden": {},
	// The embedded PostgreSQL.
	"internal/pgdev": {clock: true},
	// A database per test.
	"internal/pgtest": {may: "internal/pgdev", clock: true},
	// A Redis per test.
	"internal/redistest": {clock: true},
}

// library is a third-party module and where it may be imported.
type library struct {
	module string
	// homes: the packages whose product code and tests import it.
	homes string
	// tests: any package's tests import it too.
	tests bool
}

// libraries gives every third-party module its home. What is written around it
// stays there, so that it can be replaced.
var libraries = []library{
	{module: "github.com/go-telegram/bot", homes: "bot/telegram"},
	{module: "github.com/jackc/pgx/v5", homes: "backend/postgres"},
	{module: "github.com/pressly/goose/v3", homes: "backend/postgres"},
	{module: "github.com/redis/go-redis/v9", homes: "backend/redis"},
	{module: "github.com/alicebob/miniredis/v2", homes: "backend/redis"},
	{module: "github.com/tink-crypto/tink-go/v2", homes: "backend/seal"},
	{module: "gocloud.dev", homes: "backend/blob"},
	{module: "github.com/gabriel-vasile/mimetype", homes: "backend/attachment"},
	{module: "github.com/richardlehane/mscfb", homes: "backend/attachment"},
	{module: "github.com/pdfcpu/pdfcpu", homes: "backend/attachment", tests: true}, // reads what we write
	{module: "github.com/kovidgoyal/imaging", homes: "backend/attachment"},
	{module: "github.com/alexedwards/argon2id", homes: "backend/password"},
	{module: "golang.org/x/crypto", homes: "backend/password"},
	{module: "github.com/wneessen/go-mail", homes: "backend/mail"},
	{module: "github.com/sony/gobreaker/v2", homes: "backend/remote"},
	{module: "github.com/prometheus/client_golang", homes: "backend/metrics"},
	{module: "github.com/xuri/excelize/v2", homes: "backend/sheet"}, // workbooks
	{module: "github.com/alecthomas/kong", homes: "cmd/guiche"},
	{module: "github.com/schollz/progressbar/v3", homes: "cmd/guiche"},
	{module: "golang.org/x/text", homes: "backend/dental backend/sheet talk", tests: true}, // folding of accents, Windows-1252
	{module: "github.com/agnivade/levenshtein", homes: "backend/dental talk"},              // typos
	{module: "github.com/rickar/cal/v2", homes: "backend/calendar"},
	{module: "github.com/nlpodyssey/spago", homes: "dialogs/nlu/spagonet"},                   // training
	{module: "golang.org/x/image", homes: "backend/attachment bot/simulator dialogs/papers"}, // scaling, WebP, shapes, letters
	{module: "github.com/go-analyze/charts", homes: "dialogs/papers"},
	{module: "codeberg.org/go-pdf/fpdf", homes: "dialogs/papers"},
	{module: "github.com/boombuler/barcode", homes: "dialogs/papers"},
	{module: "github.com/makiuchi-d/gozxing", tests: true},                               // reads the codes that we draw
	{module: "golang.org/x/sync", homes: "backend/postgres bot bot/telegram cmd/guiche"}, // groups of goroutines
	{module: "golang.org/x/sys", homes: "internal/pgdev internal/pgtest"},                // calls the standard library lacks
	{module: "github.com/chromedp/chromedp", tests: true},                                // the browser test
	{module: "github.com/chromedp/cdproto", tests: true},                                 // its words
	{module: "github.com/google/go-cmp", homes: "internal/golden", tests: true},          // differences
	{module: "github.com/rogpeppe/go-internal", homes: "internal/bench", tests: true},    // scripts
	{module: "go.uber.org/goleak", tests: true},                                          // left goroutines
	{module: "pgregory.net/rapid", tests: true},                                          // properties
	{module: "golang.org/x/tools", homes: "internal/archtest", tests: true},              // reading Go
}
