package copay_test

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"guiche/backend/calendar"
	"guiche/backend/copay"
	"guiche/backend/money"
)

// example is a fenced block of docs/rules/coparticipation.md: a family and its care,
// and what becomes of them.
type example struct {
	in    copay.Input
	wants []want
}

// want is a line with an arrow: under these switches, of this month, these figures.
type want struct {
	switches [][2]string
	of       string
	figures  []string
}

// readExample reads a block; a line that means nothing fails.
func readExample(block string) (ex example, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	proventos := int64(500_000)
	ex.in = copay.Input{
		CH:          []copay.CHValue{{Value: 250_000}},
		CapOverride: map[copay.Month]int64{},
		Titular:     copay.Titular{ID: "Ana", Categories: []copay.Category{{Name: "aposentado"}}, Proventos: map[copay.Month]int64{}, Default: &proventos},
		Family:      []copay.Beneficiary{{ID: "Ana", Titular: true}, {ID: "Davi", Dependent: true}, {ID: "Nina"}},
	}
	for line := range strings.Lines(block) {
		line = strings.TrimSpace(line)
		switches, result, arrow := strings.Cut(line, "→")
		if arrow {
			ex.wants = append(ex.wants, readWant(switches, strings.TrimSpace(result)))
			continue
		}
		if w := strings.Fields(line); w[0][0] >= '0' && w[0][0] <= '9' {
			ex.in.Events = append(ex.in.Events, careLine(w, strconv.Itoa(len(ex.in.Events)+1)))
		} else {
			changeOf(&ex.in, w)
		}
	}
	return ex, nil
}

func readWant(switches, result string) want {
	var out want
	for one := range strings.SplitSeq(switches, ",") {
		if name, value, ok := strings.Cut(strings.TrimSpace(one), "="); ok {
			out.switches = append(out.switches, [2]string{name, value})
		}
	}
	of, figures, ok := strings.Cut(result, ": ")
	out.of = of
	if ok {
		out.figures = strings.Split(figures, "; ")
	}
	return out
}

// careLine reads "05/03/2024 Ana consulta 200,00" and the words behind it.
func careLine(w []string, id string) copay.Event {
	e := copay.Event{ID: id, Beneficiary: w[1], Kind: copay.Kind(w[2]), Attended: dayOf(w[0]), Amount: centsOf(w[3]), Sessions: 1, Setting: copay.Ambulatory}
	e.Paid = copay.MonthOf(e.Attended)
	for rest := w[4:]; len(rest) > 0; rest = rest[1:] {
		switch word := rest[0]; word {
		case "reimbursed":
			e.Reimbursement = true
			continue
		case "paid":
			if strings.Count(rest[1], "/") == 2 {
				e.PaidOn = dayOf(rest[1])
				e.Paid = copay.MonthOf(e.PaidOn)
			} else {
				e.Paid = monthOf(rest[1])
			}
		case "sessions":
			e.Sessions = numberOf(rest[1])
		case "in":
			e.Setting = copay.Setting(rest[1])
		default:
			panic("no word of a line: " + word)
		}
		rest = rest[1:]
	}
	return e
}

// changeOf reads a line that changes what is usual.
func changeOf(in *copay.Input, w []string) {
	monthly := len(w) > 2 && strings.Count(w[1], "/") == 1
	switch w[0] {
	case "proventos":
		switch {
		case w[1] == "none":
			in.Titular.Default = nil
		case monthly && len(w) == 6: // less 13th
			in.Titular.Proventos[monthOf(w[1])] = centsOf(w[2]) - centsOf(w[5])
		case monthly:
			in.Titular.Proventos[monthOf(w[1])] = centsOf(w[2])
		default:
			*in.Titular.Default = centsOf(w[1])
		}
	case "ch":
		switch {
		case w[1] == "none":
			in.CH = nil
		case monthly:
			in.CH = append(in.CH, copay.CHValue{From: monthOf(w[1]), Value: decimalOf(w[2])})
		default:
			in.CH[0].Value = decimalOf(w[1])
		}
	case "category":
		if monthly {
			in.Titular.Categories = append(in.Titular.Categories, copay.Category{From: monthOf(w[1]), Name: w[2]})
		} else {
			in.Titular.Categories[0].Name = w[1]
		}
	case "limit":
		in.CapOverride[monthOf(w[1])] = centsOf(w[2])
	case "carry":
		in.Opening.Carry = centsOf(w[1])
	case "months":
		in.From, in.Through = monthOf(w[1]), monthOf(w[2])
	case "sessions":
		in.Opening.Sessions = append(in.Opening.Sessions, copay.Count{Beneficiary: w[1], Therapy: w[2], Count: numberOf(w[3]), Last: dayOf(w[5])})
	case "stay":
		who(in, w[1]).Stays = []copay.Stay{{Setting: copay.Setting(w[2]), From: dayOf(w[3]), To: dayOf(w[4])}}
	case "apabex":
		who(in, w[1]).APABEX = true
	case "version":
		v := copay.Standard()
		v.From, v.Rates[copay.Group(w[3])] = dayOf(w[1]), decimalOf(strings.TrimSuffix(w[4], "%"))/100
		in.Params.Versions = []copay.Version{copay.Standard(), v}
	case "back":
		in.Reversals = append(in.Reversals, copay.Reversal{ID: "back " + w[3], Event: w[3], Amount: centsOf(w[4]), Paid: monthOf(w[1])})
	case "again":
		e := in.Events[numberOf(w[2])-1]
		if len(w) > 3 {
			e.Amount = centsOf(w[3])
		}
		in.Events = append(in.Events, e)
	default:
		panic("no line of an example: " + w[0])
	}
}

func who(in *copay.Input, name string) *copay.Beneficiary {
	return &in.Family[slices.IndexFunc(in.Family, func(b copay.Beneficiary) bool { return b.ID == name })]
}

func numberOf(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		panic(err)
	}
	return n
}

func centsOf(s string) int64 { return numberOf(strings.NewReplacer(".", "", ",", "").Replace(s)) }

func decimalOf(s string) money.Decimal {
	d, err := money.ParseDecimal(strings.ReplaceAll(s, ",", "."))
	if err != nil {
		panic(err)
	}
	return d
}

func dayOf(s string) calendar.Date {
	p := strings.Split(s, "/")
	return date(p[2] + "-" + p[1] + "-" + p[0])
}

func monthOf(s string) copay.Month { return month(s[3:] + "-" + s[:2]) }

// gets settles the example under some switches and writes the figures asked for.
func (ex *example) gets(w want, switches [][2]string) string {
	in := ex.in
	in.Events = slices.Clone(in.Events) // settling sorts
	for _, sw := range switches {
		if err := in.Params.Readings.Set(sw[0], sw[1]); err != nil {
			return err.Error()
		}
	}
	s, err := copay.Settle(in)
	if refusal, ok := errors.AsType[*copay.Refusal](err); ok {
		return "refused " + string(refusal.Code)
	}
	have := figuresIn(&s, w.of)
	out := make([]string, len(w.figures))
	for i, f := range w.figures {
		name := f[:strings.LastIndex(f, " ")]
		out[i] = name + " " + have[name]
	}
	return w.of + ": " + strings.Join(out, "; ")
}

func figuresIn(s *copay.Settlement, of string) map[string]string {
	have := map[string]string{"carried": brl(s.FinalCarry)}
	if year, ok := strings.CutPrefix(of, "year "); ok {
		tax := s.Tax[int(numberOf(year))]
		have["deductible"], have["not deductible"] = brl(tax.Deductible), brl(tax.NotDeductible)
		for _, name := range []string{"Ana", "Davi", "Nina"} {
			have[name] = brl(tax.ByBeneficiary[name])
		}
		return have
	}
	for i := range s.Months {
		r := &s.Months[i]
		if of == "end" || r.Base != monthOf(of) {
			continue
		}
		for name, cents := range map[string]int64{
			"raw": r.Raw, "capped": r.Capped, "assumed": r.Excess, "deducted": r.Deducted, "due": r.Due, "adjusted": r.Adjustment,
			"debited": r.Debited, "returned": r.Credited, "carried": r.CarryOut,
		} {
			have[name] = brl(cents)
		}
		for name, cents := range map[string]*int64{"limit": r.Cap, "tenth": r.Limit} {
			if cents != nil {
				have[name] = brl(*cents)
			}
		}
		have["day"], have["bank day"], have["debit month"] = brDay(r.Date), brDay(r.Effective), brDay(r.Debit.First())[3:]
		for _, item := range r.Items {
			line := "line " + item.Event.ID + " "
			for name, cents := range map[string]int64{
				"raw": item.Raw, "due": item.Due, "assumed": item.Excess, "deducted": item.Deducted, "credit": item.Base - item.Deducted,
			} {
				have[line+name] = brl(cents)
			}
			have[line+"status"] = string(item.Status)
			have[line+"first"], have[line+"last"] = fmt.Sprint(item.First), fmt.Sprint(item.Last)
		}
	}
	return have
}

func brl(cents int64) string {
	text := money.BRL(cents)
	return strings.NewReplacer("R$ ", "", "R$\u00a0", "").Replace(text)
}

func brDay(d calendar.Date) string { return fmt.Sprintf("%02d/%02d/%04d", d.Day, d.Month, d.Year) }
