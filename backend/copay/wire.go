package copay

import "encoding/json"

// The wire of the contract: docs/rules/copay-settle.md. Numbers are kept as written,
// since an amount that is not an integer is refused, never rounded.
type (
	wireScenario struct {
		Params      *wireParams                `json:"params"`
		CH          map[string]json.RawMessage `json:"ch"`
		CapOverride map[string]json.RawMessage `json:"cap_override"`
		Holidays    []string                   `json:"holidays"`
		Titular     *wireTitular               `json:"titular"`
		wireFamily
		Titulares []struct {
			wireTitular
			wireFamily
		} `json:"titulares"`
		From    string `json:"from_base_month"`
		Through string `json:"through_debit_month"`
	}
	wireFamily struct {
		Beneficiaries []wireBeneficiary `json:"beneficiaries"`
		Events        []wireEvent       `json:"events"`
		Opening       *wireOpening      `json:"opening"`
	}
	wireTitular struct {
		ID        string                     `json:"id"`
		Category  json.RawMessage            `json:"category"`
		Proventos map[string]json.RawMessage `json:"proventos"`
		Default   json.RawMessage            `json:"proventos_default"`
	}
	wireBeneficiary struct {
		ID        string `json:"id"`
		Relation  string `json:"relation"`
		Dependent bool   `json:"economic_dependent"`
		APABEX    bool   `json:"apabex"`
		Stays     []struct {
			From string  `json:"from"`
			To   *string `json:"to"`
			Type string  `json:"type"`
		} `json:"stays"`
	}
	wireEvent struct {
		ID            string          `json:"id"`
		Beneficiary   string          `json:"beneficiary"`
		Kind          string          `json:"kind"`
		Attended      string          `json:"attendance_date"`
		AttendedTo    *string         `json:"attendance_end"`
		Paid          *string         `json:"payment_month"`
		PaidOn        *string         `json:"payment_date"`
		Amount        json.RawMessage `json:"amount"`
		Sessions      json.RawMessage `json:"sessions"`
		Setting       *string         `json:"setting"`
		Reimbursement bool            `json:"reimbursement"`
		Reverses      *string         `json:"reverses"`
	}
	wireOpening struct {
		Carry    json.RawMessage `json:"carry"`
		Sessions []struct {
			Beneficiary string          `json:"beneficiary"`
			Therapy     string          `json:"therapy"`
			Count       json.RawMessage `json:"count"`
			Last        string          `json:"last_date"`
		} `json:"sessions"`
	}
	wireParams struct {
		Readings map[string]json.RawMessage `json:"readings"`
		Versions []wireVersion              `json:"versions"`
	}
	wireVersion struct {
		From       string                     `json:"effective_from"`
		Rates      map[string]json.RawMessage `json:"rates"`
		Escalation *struct {
			Kinds       []string        `json:"kinds"`
			FromSession int64           `json:"from_session"`
			Rate        json.RawMessage `json:"rate"`
			ResetMonths int             `json:"reset_months"`
		} `json:"escalation"`
		CapCH    json.RawMessage `json:"cap_ch"`
		Share    json.RawMessage `json:"debit_share"`
		DebitDay map[string]int  `json:"debit_day"`
	}
)
