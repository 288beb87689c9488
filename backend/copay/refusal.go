package copay

// Code says why an input is refused.
type Code string

// The codes of refusals.
const (
	MissingCH             Code = "missing_ch"
	MissingProventos      Code = "missing_proventos"
	MissingPaymentDate    Code = "missing_payment_date"
	UnknownKind           Code = "unknown_kind"
	UnknownCategory       Code = "unknown_category"
	UnknownBeneficiary    Code = "unknown_beneficiary"
	UnknownSetting        Code = "unknown_setting"
	UnknownReversal       Code = "unknown_reversal"
	UnknownReading        Code = "unknown_reading"
	ConflictingDuplicate  Code = "conflicting_duplicate"
	NegativeAmount        Code = "negative_amount"
	BadAmount             Code = "bad_amount"
	BadDate               Code = "bad_date"
	BadMonth              Code = "bad_month"
	BadSessions           Code = "bad_sessions"
	BadParams             Code = "bad_params"
	BadInput              Code = "bad_input"
	ReversalTooLarge      Code = "reversal_too_large"
	ReversalBeforePayment Code = "reversal_before_payment"
)

// ForTheBoard tells a case that no rule has from a fact that is missing or wrong.
func (c Code) ForTheBoard() bool {
	return c == UnknownCategory || c == UnknownKind || c == UnknownSetting
}

// Refusal says which field of which event cannot be used; it repeats no value that
// tells who somebody is.
type Refusal struct {
	Code Code
	// Field is the path of the field: "events[e1].amount".
	Field string
	// Why is what is expected.
	Why string
}

// Error names the code, the field and what is expected.
func (r *Refusal) Error() string { return string(r.Code) + ": " + r.Field + ": " + r.Why }

func refuse(code Code, field, why string) error { return &Refusal{Code: code, Field: field, Why: why} }
