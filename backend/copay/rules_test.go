package copay_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/backend/calendar"
	"guiche/backend/copay"
	"guiche/backend/money"
)

// worked is a case computed by hand: the rules it shows, what differs from a family
// to which nothing happened, and figures as "2024-03 due=5000".
type worked struct {
	rules  string
	name   string
	change func(*copay.Input)
	want   string
}

// care adds an event: "e1 T consulta 2024-03-05 20000", with words behind it such
// as "paid=2024-04", "sessions=4", "internacao", "reimbursement".
func care(lines ...string) func(*copay.Input) {
	return func(in *copay.Input) {
		for _, line := range lines {
			f := strings.Fields(line)
			e := copay.Event{ID: f[0], Beneficiary: f[1], Kind: copay.Kind(f[2]), Attended: date(f[3]), Sessions: 1, Setting: copay.Ambulatory}
			e.Paid = copay.MonthOf(e.Attended)
			if _, err := fmt.Sscan(f[4], &e.Amount); err != nil {
				panic(line)
			}
			for _, word := range f[5:] {
				name, value, _ := strings.Cut(word, "=")
				switch name {
				case "paid":
					e.Paid = month(value)
				case "on":
					e.PaidOn = date(value)
					e.Paid = copay.MonthOf(e.PaidOn)
				case "to":
					e.AttendedTo = date(value)
				case "sessions":
					if _, err := fmt.Sscan(value, &e.Sessions); err != nil {
						panic(line)
					}
				case "reimbursement":
					e.Reimbursement = true
				default:
					e.Setting = copay.Setting(word)
				}
			}
			in.Events = append(in.Events, e)
		}
	}
}

func all(changes ...func(*copay.Input)) func(*copay.Input) {
	return func(in *copay.Input) {
		for _, change := range changes {
			change(in)
		}
	}
}

func reading(name, value string) func(*copay.Input) {
	return func(in *copay.Input) {
		if err := in.Params.Readings.Set(name, value); err != nil {
			panic(err)
		}
	}
}

func earns(cents int64) func(*copay.Input) {
	return func(in *copay.Input) { in.Titular.Default = &cents }
}

func sessionsBefore(who, therapy string, n int64, last string) func(*copay.Input) {
	return func(in *copay.Input) {
		in.Opening.Sessions = append(in.Opening.Sessions, copay.Count{Beneficiary: who, Therapy: therapy, Count: n, Last: date(last)})
	}
}

func back(id, event, paid string, cents int64) func(*copay.Input) {
	return func(in *copay.Input) {
		in.Reversals = append(in.Reversals, copay.Reversal{ID: id, Event: event, Amount: cents, Paid: month(paid)})
	}
}

func ch(value money.Decimal) func(*copay.Input) {
	return func(in *copay.Input) { in.CH[0].Value = value }
}

func active(in *copay.Input) { in.Titular.Categories[0].Name = "ativo" }

func stay(who, from, to string, setting copay.Setting) func(*copay.Input) {
	return func(in *copay.Input) {
		for i := range in.Family {
			if in.Family[i].ID == who {
				in.Family[i].Stays = []copay.Stay{{From: date(from), To: date(to), Setting: setting}}
			}
		}
	}
}

func carry(cents int64) func(*copay.Input) { return func(in *copay.Input) { in.Opening.Carry = cents } }

// big makes the limit of the month out of reach: 500 CH are 5,000.00.
var big10 = ch(10_000_000)

var workedCases = []worked{
	{"R1", "paid a day before the text", care("e1 T consulta 2022-07-01 20000 on=2022-08-02"), "2022-08 raw=0 e1.status=before_effective"},
	{"R1", "paid on its first day", care("e1 T consulta 2022-07-01 20000 on=2022-08-03"), "2022-08 raw=5000 e1.status=charged"},
	{"R2 R3 R4 R7", "a quarter of items I to III", all(big10, care("e1 T exame 2024-03-05 10000", "e2 T rpg 2024-03-05 8000", "e3 T fonoaudiologia 2024-03-05 4000")), "2024-03 e1.raw=2500 e2.raw=2000 e3.raw=1000"},
	{"R5 R8", "30 % of dental treatment", care("e1 T odontologia 2024-03-05 35000"), "2024-03 raw=10500"},
	{"R6", "what the list does not name", care("e1 T outro 2024-03-05 99900"), "2024-03 raw=0 e1.status=not_covered"},
	{"R9", "the 200th and the 201st session", all(big10, sessionsBefore("T", "psicoterapia", 199, "2024-02-27"), care("e1 T psicoterapia 2024-03-04 10000", "e2 T psicoterapia 2024-03-11 10000")), "2024-03 e1.raw=2500 e2.raw=5000 e2.first=201"},
	{"R9", "a line across the mark", all(big10, sessionsBefore("T", "psicoterapia", 198, "2024-02-27"), care("e1 T psicoterapia 2024-03-05 40000 sessions=4")), "2024-03 raw=15000 e1.low=2 e1.high=2"},
	{"R9", "a line across the mark whose parts are no whole cents", all(big10, sessionsBefore("T", "psicoterapia", 199, "2024-02-27"), care("e1 T psicoterapia 2024-03-05 10000 sessions=3")), "2024-03 raw=4167"},
	{"R10", "the limit holds for the higher rate too", all(sessionsBefore("T", "psicoterapia", 300, "2024-02-27"), care("e1 T psicoterapia 2024-03-05 30000")), "2024-03 raw=15000 capped=12500 excess=2500"},
	{"R11", "twelve months to the day", all(big10, sessionsBefore("T", "psicoterapia", 250, "2023-03-15"), care("e1 T psicoterapia 2024-03-15 10000")), "2024-03 raw=2500 e1.first=1"},
	{"R11", "a day less", all(big10, sessionsBefore("T", "psicoterapia", 250, "2023-03-16"), care("e1 T psicoterapia 2024-03-15 10000")), "2024-03 raw=5000 e1.first=251"},
	{"R11", "from 29 February: until 1 March", all(big10, sessionsBefore("T", "psicoterapia", 250, "2024-02-29"), care("e1 T psicoterapia 2025-02-28 10000")), "2025-02 raw=5000"},
	{"R11", "from 29 February: on 1 March", all(big10, sessionsBefore("T", "psicoterapia", 250, "2024-02-29"), care("e1 T psicoterapia 2025-03-01 10000")), "2025-03 raw=2500"},
	{"R11", "from the last of several days", all(big10, sessionsBefore("T", "psicoterapia", 200, "2023-02-01"), care("e1 T psicoterapia 2023-02-10 10000 sessions=2 to=2023-02-20", "e2 T psicoterapia 2024-02-15 10000")), "2024-02 raw=5000"},
	{"R12 R13", "a cent above the limit", care("e1 T consulta 2024-03-05 50004"), "2024-03 raw=12501 capped=12500 excess=1 due=12500"},
	{"R12", "the value fixed for a month", all(care("e1 T consulta 2024-03-05 80000"), func(in *copay.Input) { in.CapOverride = map[copay.Month]int64{month("2024-03"): 14000} }), "2024-03 capped=14000 cap=14000"},
	{"R12", "a limit with a fraction of a cent goes down", all(ch(333_339), care("e1 T consulta 2024-03-05 80000")), "2024-03 cap=16666"},
	{"R12", "the CH of the base month", all(func(in *copay.Input) { in.CH = append(in.CH, copay.CHValue{From: month("2024-04"), Value: 300_000}) }, care("e1 T consulta 2024-03-05 80000", "e2 T consulta 2024-04-05 80000")), "2024-03 cap=12500; 2024-04 cap=15000"},
	{"R14", "an exam within a stay", all(stay("T", "2024-03-01", "2024-03-05", copay.Inpatient), care("e1 T exame 2024-03-05 10000", "e2 T exame 2024-03-06 10000", "e3 T consulta 2024-03-05 10000")), "2024-03 e1.raw=0 e1.status=excluded_setting e2.raw=2500 e3.raw=2500"},
	{"R14", "at home as in hospital, and at home otherwise", care("e1 T fisioterapia 2024-03-05 10000 internacao_domiciliar", "e2 T fisioterapia 2024-03-05 10000 assistencia_domiciliar_outra"), "2024-03 e1.raw=0 e2.raw=2500"},
	{"R15", "a dependent of APABEX is charged", all(func(in *copay.Input) { in.Family[1].APABEX = true }, care("e1 D consulta 2024-03-05 20000")), "2024-03 raw=5000"},
	{"R16 R17", "attended in January, paid in March, debited in April", care("e1 T consulta 2024-01-05 20000 paid=2024-03"), "2024-03 raw=5000 debit=2024-04"},
	{"R18 R19", "the 20th for who is retired", care("e1 T consulta 2024-03-05 20000"), "2024-03 date=2024-04-20"},
	{"R19", "the 30th for who is active", all(active, care("e1 T consulta 2024-03-05 20000")), "2024-03 date=2024-04-30"},
	{"R19", "February has no 30th", all(active, care("e1 T consulta 2024-01-05 20000", "e2 T consulta 2025-01-05 20000")), "2024-01 date=2024-02-29; 2025-01 date=2025-02-28"},
	{"R20 R22", "four cents above a tenth", all(big10, earns(100_000), care("e1 T consulta 2024-03-05 40016")), "2024-03 debited=10000 carry=4"},
	{"R20", "a tenth with a fraction goes down", all(big10, earns(99_999), care("e1 T consulta 2024-03-05 80000")), "2024-03 limit=9999"},
	{"R20", "first the limit of the month, then the tenth", all(earns(100_000), care("e1 T consulta 2024-03-05 80000")), "2024-03 excess=7500 due=12500 debited=10000 carry=2500"},
	{"R21", "the proventos of a month of their own", all(big10, func(in *copay.Input) { in.Titular.Proventos = map[copay.Month]int64{month("2024-04"): 50_000} }, care("e1 T consulta 2024-03-05 80000")), "2024-03 debited=5000"},
	{"R22", "what is carried is paid without addition, month after month", all(big10, earns(100_000), carry(25_000), func(in *copay.Input) { in.From, in.Through = month("2024-03"), month("2024-06") }), "2024-03 debited=10000 carry=15000; 2024-04 debited=10000 carry=5000; 2024-05 debited=5000 carry=0"},
	{"R22", "what is carried is not limited by 500 CH again", all(earns(10_000_000), carry(20_000), care("e1 T consulta 2024-03-05 80000")), "2024-03 debited=32500"},
	{"R23 R24", "a reimbursement uses the limit up first", care("e1 T consulta 2024-03-05 40000", "e2 T exame 2024-03-20 16000 reimbursement"), "2024-03 deducted=4000 due=8500 excess=1500"},
	{"R25", "by attended person, deductible or not", all(big10, care("e1 T consulta 2024-03-05 4000", "e2 D consulta 2024-03-05 8000", "e3 N consulta 2024-03-05 12000")), "tax2024 T=1000 D=2000 N=3000 deductible=3000 not=3000"},
	{"R25", "the year of the debit", all(big10, care("e1 T consulta 2023-12-05 4000")), "tax2024 T=1000"},
	{"R25", "the oldest debt is paid first", all(big10, earns(10_000), care("e1 D consulta 2023-10-05 8000", "e2 T consulta 2023-11-05 4000")), "tax2023 D=2000; tax2024 T=0"},
	{"R26", "every cent has its item", care("e1 T consulta 2024-03-05 20000", "e2 D odontologia 2024-03-05 40000"), "2024-03 e1.due=5000 e2.due=7500"},
	{"R27", "a version from a day on; earlier payments keep theirs", all(big10, func(in *copay.Input) {
		v := copay.Standard()
		v.From, v.Rates = date("2024-04-01"), map[copay.Group]money.Decimal{copay.GroupI: 400_000, copay.GroupII: 400_000, copay.GroupIII: 400_000, copay.GroupIV: 400_000}
		in.Params.Versions = []copay.Version{v, copay.Standard()}
	}, care("e1 T consulta 2024-03-05 10000", "e2 T consulta 2024-03-05 10000 paid=2024-04")), "2024-03 raw=2500; 2024-04 raw=4000"},
	{"R28", "a category the text does not name is refused", func(in *copay.Input) { in.Titular.Categories[0].Name = "pensionista" }, "refused unknown_category"},

	{"D1", "half a cent goes up", all(big10, care("e1 T consulta 2024-03-05 10002")), "2024-03 raw=2501"},
	{"D2", "reversed after the debit", all(big10, care("e1 T consulta 2024-03-05 20000"), back("r1", "e1", "2024-05", 20000)), "2024-03 debited=5000; 2024-04 debited=0; 2024-05 adjustment=-5000 credited=5000 carry=0"},
	{"D2", "reversed in part", all(big10, care("e1 T consulta 2024-03-05 20000"), back("r1", "e1", "2024-05", 8000)), "2024-05 adjustment=-2000"},
	{"D2", "reversed in its own month", all(big10, care("e1 T consulta 2024-03-05 20000"), back("r1", "e1", "2024-03", 8000)), "2024-03 raw=3000 adjustment=0"},
	{"D2 R13", "what the limit had forgiven is not given back", all(care("e1 T consulta 2024-03-05 40000", "e2 T consulta 2024-03-06 40000"), back("r1", "e2", "2024-05", 40000)), "2024-03 due=12500; 2024-05 adjustment=-2500"},
	{"D2", "against what is still carried", all(big10, earns(10_000), care("e1 T consulta 2024-03-05 20000"), back("r1", "e1", "2024-04", 20000)), "2024-03 debited=1000 carry=4000; 2024-04 adjustment=-5000 credited=1000 carry=0"},
	{"D3", "a Saturday stays as it is", care("e1 T consulta 2024-03-05 20000"), "2024-03 effective=2024-04-20"},
	{"D4", "the same event twice", all(big10, care("e1 T consulta 2024-03-05 20000", "e1 T consulta 2024-03-05 20000")), "2024-03 raw=5000"},
	{"D5", "no CH in force", func(in *copay.Input) { care("e1 T consulta 2024-03-05 20000")(in); in.CH = nil }, "refused missing_ch"},
	{"D6", "no proventos", func(in *copay.Input) { care("e1 T consulta 2024-03-05 20000")(in); in.Titular.Default = nil }, "refused missing_proventos"},
	{"D7", "by attendance, then by id", care("b T consulta 2024-03-05 40000", "a T consulta 2024-03-05 40000", "c T consulta 2024-03-04 4000"), "2024-03 c.due=1000 a.due=10000 b.due=1500"},

	{"session_scope", "the therapies of a person together", all(big10, reading("session_scope", "beneficiary"), sessionsBefore("T", "psicoterapia", 200, "2024-02-27"), care("e1 T fonoaudiologia 2024-03-05 10000")), "2024-03 raw=5000"},
	{"session_scope", "a therapy of the family together", all(big10, reading("session_scope", "titular_therapy"), sessionsBefore("T", "psicoterapia", 200, "2024-02-27"), care("e1 D psicoterapia 2024-03-05 10000")), "2024-03 raw=5000"},
	{"session_order", "a bill that comes late", all(big10, reading("session_order", "attendance"), sessionsBefore("T", "psicoterapia", 199, "2024-01-27"), care("e1 T psicoterapia 2024-02-05 10000 paid=2024-04", "e2 T psicoterapia 2024-03-05 10000")), "2024-03 raw=5000; 2024-04 raw=2500"},
	{"reset", "never again", all(big10, reading("reset", "never_again"), sessionsBefore("T", "psicoterapia", 250, "2022-01-15"), care("e1 T psicoterapia 2024-03-15 10000 sessions=300")), "2024-03 raw=2500"},
	{"count_excluded_sessions", "excluded sessions do not count", all(big10, reading("setting_exclusion", "exam_II_III"), reading("count_excluded_sessions", "false"), sessionsBefore("T", "psicoterapia", 199, "2024-02-27"), care("e1 T psicoterapia 2024-03-04 10000 internacao", "e2 T psicoterapia 2024-03-05 10000")), "2024-03 e1.raw=0 e2.raw=2500"},
	{"count_excluded_sessions", "by default they do", all(big10, reading("setting_exclusion", "exam_II_III"), sessionsBefore("T", "psicoterapia", 199, "2024-02-27"), care("e1 T psicoterapia 2024-03-04 10000 internacao", "e2 T psicoterapia 2024-03-05 10000")), "2024-03 e1.raw=0 e2.raw=5000"},
	{"cap_unit", "a limit a person", all(reading("cap_unit", "beneficiary"), care("e1 T consulta 2024-03-05 60000", "e2 D consulta 2024-03-05 60000")), "2024-03 capped=25000"},
	{"cap_scope", "dental treatment without a limit", all(reading("cap_scope", "exclude_IV"), care("e1 T odontologia 2024-03-05 500000", "e2 T consulta 2024-03-05 60000")), "2024-03 e1.capped=150000 e2.capped=12500"},
	{"cap_allocation", "by date", all(reading("cap_allocation", "chronological"), care("e1 T consulta 2024-03-05 40000", "e2 T exame 2024-03-20 16000 reimbursement")), "2024-03 due=10000 deducted=2500"},
	{"setting_exclusion", "everything within a stay", all(reading("setting_exclusion", "all"), care("e1 T odontologia 2024-03-05 10000 internacao")), "2024-03 raw=0"},
	{"apabex", "exempt", all(reading("apabex", "exempt"), func(in *copay.Input) { in.Family[1].APABEX = true }, care("e1 D consulta 2024-03-05 20000")), "2024-03 raw=0 e1.status=excluded_apabex"},
	{"effective_by", "by attendance", all(reading("effective_by", "attendance"), care("e1 T consulta 2022-08-02 20000 paid=2022-10", "e2 T consulta 2022-08-03 20000 paid=2022-10")), "2022-10 e1.status=before_effective e2.raw=5000"},
	{"effective_by R12", "the limit holds also for what was paid ahead of the text", all(reading("effective_by", "attendance"), func(in *copay.Input) { in.CH[0].From = 0 }, care("e1 T consulta 2022-08-05 80000 paid=2022-07")), "2022-07 raw=20000 capped=12500"},
	{"proventos_month", "of the base month", all(big10, reading("proventos_month", "base"), func(in *copay.Input) { in.Titular.Proventos = map[copay.Month]int64{month("2024-03"): 50_000} }, care("e1 T consulta 2024-03-05 80000")), "2024-03 debited=5000"},
	{"reimbursement_counts_in_10pct", "within the tenth", all(big10, earns(100_000), reading("reimbursement_counts_in_10pct", "true"), care("e1 T consulta 2024-03-05 12000 reimbursement", "e2 T consulta 2024-03-05 40000")), "2024-03 deducted=3000 debited=7000 carry=3000"},
	{"rounding", "half to the even cent", all(big10, reading("rounding", "half_even"), care("e1 T consulta 2024-03-05 10002", "e2 T consulta 2024-03-05 10006")), "2024-03 e1.raw=2500 e2.raw=2502"},
	{"rounding", "down", all(big10, reading("rounding", "down"), care("e1 T consulta 2024-03-05 10003")), "2024-03 raw=2500"},
	{"rounding_scope", "the month", all(big10, reading("rounding_scope", "month"), care("e1 T consulta 2024-03-05 10001", "e2 T consulta 2024-03-05 10001")), "2024-03 raw=5001"},
	{"limit_rounding", "half up", all(ch(333_339), reading("limit_rounding", "half_up"), care("e1 T consulta 2024-03-05 80000")), "2024-03 cap=16667"},
	{"february", "the first of March", all(active, reading("february", "next_month_first"), care("e1 T consulta 2025-01-05 20000")), "2025-01 date=2025-03-01"},
	{"business_day", "the next one", all(active, reading("business_day", "following"), care("e1 T consulta 2025-07-05 20000")), "2025-07 date=2025-08-30 effective=2025-09-01"},
	{"business_day", "the one before, over a holiday", all(reading("business_day", "preceding"), func(in *copay.Input) { in.Holidays = []calendar.Date{date("2024-04-19")} }, care("e1 T consulta 2024-03-05 20000")), "2024-03 effective=2024-04-18"},
	{"negative", "a credit is kept", all(big10, reading("negative", "carry"), care("e1 T consulta 2024-03-05 20000", "e2 T consulta 2024-06-05 8000"), back("r1", "e1", "2024-05", 20000)), "2024-05 credited=0 carry=-5000; 2024-06 debited=0 carry=-3000"},
	{"negative R25", "a credit that is kept leaves a year's statement with what was debited in it", all(big10, reading("negative", "carry"), care("e1 D consulta 2024-03-05 20000", "e2 N consulta 2025-06-05 8000"), back("r1", "e1", "2024-05", 20000)), "tax2024 D=5000; tax2025 D=-2000 N=2000 deductible=-2000 not=2000"},
}

func TestWorkedCases(t *testing.T) {
	t.Parallel()
	for _, c := range workedCases {
		in := family()
		proventos := int64(10_000_000)
		in.Titular.Default = &proventos
		c.change(&in)
		s, err := copay.Settle(in)
		for part := range strings.SplitSeq(c.want, "; ") {
			words := strings.Fields(part)
			want := strings.Join(words[1:], " ")
			if got := shown(s, err, words); got != want {
				t.Errorf("%s, %s: %s (-want +got)\n%s", c.rules, c.name, words[0], cmp.Diff(want, got))
			}
		}
	}
}

// shown writes the figures of a settlement that a case asks for.
func shown(s copay.Settlement, err error, words []string) string {
	if err != nil {
		code, _, _ := strings.Cut(err.Error(), ":")
		return code
	}
	figures := map[string]string{}
	put := func(name string, value any) { figures[name] = fmt.Sprint(value) }
	if year, ok := strings.CutPrefix(words[0], "tax"); ok {
		var y int
		_, _ = fmt.Sscan(year, &y)
		for _, who := range []string{"T", "D", "N"} {
			put(who, s.Tax[y].ByBeneficiary[who])
		}
		put("deductible", s.Tax[y].Deductible)
		put("not", s.Tax[y].NotDeductible)
	}
	for _, m := range s.Months {
		if m.Base.String() != words[0] {
			continue
		}
		for name, value := range map[string]any{
			"raw": m.Raw, "capped": m.Capped, "excess": m.Excess, "deducted": m.Deducted, "due": m.Due, "adjustment": m.Adjustment,
			"debited": m.Debited, "credited": m.Credited, "carry": m.CarryOut, "debit": m.Debit, "date": m.Date, "effective": m.Effective,
		} {
			put(name, value)
		}
		if m.Cap != nil {
			put("cap", *m.Cap)
		}
		if m.Limit != nil {
			put("limit", *m.Limit)
		}
		for _, i := range m.Items {
			for name, value := range map[string]any{
				"raw": i.Raw, "capped": i.Capped, "due": i.Due, "status": i.Status, "first": i.First, "low": i.Low, "high": i.High,
			} {
				put(i.Event.ID+"."+name, value)
			}
		}
	}
	var out []string
	for _, word := range words[1:] {
		name, _, _ := strings.Cut(word, "=")
		out = append(out, name+"="+figures[name])
	}
	return strings.Join(out, " ")
}

// TestEveryRuleIsShown walks the rules and the switches: each has a case computed
// by hand.
func TestEveryRuleIsShown(t *testing.T) {
	t.Parallel()
	var have []string
	for _, c := range workedCases {
		have = append(have, strings.Fields(c.rules)...)
	}
	var want []string
	for n := range 28 {
		want = append(want, fmt.Sprintf("R%d", n+1))
	}
	for n := range 7 {
		want = append(want, fmt.Sprintf("D%d", n+1))
	}
	for _, s := range (copay.Readings{}).Switches() {
		want = append(want, s.Name)
	}
	for _, rule := range want {
		if !slices.Contains(have, rule) {
			t.Errorf("no worked case shows %s", rule)
		}
	}
}
