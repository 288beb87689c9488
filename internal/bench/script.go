package main

import (
	"strings"

	"guiche/dialogs/phrases"
	"guiche/internal/fictional"
)

// script is how one person fills in the form: which answer follows which
// screen. Two items, one with tooth and faces and one with a region, and an
// observação.
type script struct {
	login  string
	chat   int
	photos bool

	requests int // begun
	items    int // begun
	noted    bool
	photod   bool
}

// answer is what a person does; one field is set.
type answer struct {
	tap, text string
	photo     bool
}

func newScript(chat int64, photos bool) script {
	clinics := fictional.Clinics()
	return script{login: string(clinics[int(chat)%len(clinics)].Doc), chat: int(chat), photos: photos}
}

// restart forgets the request at hand: the next is for somebody else.
func (s *script) restart() {
	s.requests++
	s.items, s.noted, s.photod = 0, false, false
}

// card is whom the request is for. Chats begin far apart, so that they meet late.
func (s *script) card() string { return coveredCard(s.chat*197 + s.requests) }

// atMenu tells whether nothing is under way.
func (s *script) atMenu(v screen) bool { return v.has(phrases.BtnNew) != "" }

// unfinished tells whether the screen is not yet what the person waits for: a
// photo is still on its way.
func (s *script) unfinished(v screen) bool {
	return s.photod && !s.noted && strings.Contains(v.text, phrases.FileArriving)
}

// next is the answer to a screen; the zero one if the person does not know.
func (s *script) next(v screen) answer {
	asks := func(question string) bool { return strings.Contains(v.text, question) }
	switch {
	case v.has(phrases.BtnOtherLogin) != "":
		return answer{text: fictional.Passwords[s.login]}
	case v.has(phrases.BtnMember) != "":
		return answer{text: s.login}
	case s.atMenu(v):
		s.restart()
		return answer{tap: v.has(phrases.BtnNew)}
	case asks(phrases.AskUrgency):
		return answer{tap: v.buttons[0].Data}
	case asks(phrases.AskProfessional):
		return answer{tap: v.buttons[0].Data}
	case asks(phrases.AskBeneficiary), asks(phrases.AskBeneficiaryKnown):
		return answer{text: s.card()}
	case v.has(phrases.BtnYesPerson) != "":
		return answer{tap: v.has(phrases.BtnYesPerson)}
	}
	return s.request(v, asks)
}

// wanted are the codes of the two items.
var wanted = []string{"85100218", "85300039"}

func (s *script) request(v screen, asks func(string) bool) answer {
	switch {
	case asks(phrases.AskCode), asks(phrases.AskCodeOrUsual):
		s.items++
		return answer{text: wanted[(s.items-1)%len(wanted)]}
	case v.has(phrases.BtnQuadrant(2)) != "":
		return answer{tap: v.has(phrases.BtnQuadrant(2))}
	case v.has("26") != "":
		return answer{tap: v.has("26")}
	case v.begins("HASD ") != "":
		return answer{tap: v.begins("HASD ")}
	case v.faces() != "":
		return answer{tap: v.faces()}
	case v.has(phrases.BtnMore) != "" && s.items < len(wanted):
		return answer{tap: v.has(phrases.BtnMore)}
	case v.has(phrases.BtnMore) != "":
		return answer{tap: v.has(phrases.BtnDoneItems)}
	case v.has(phrases.BtnMoreItem) != "" && s.photos && !s.photod:
		s.photod = true
		return answer{photo: true}
	case v.has(phrases.BtnMoreItem) != "" && !s.noted:
		s.noted = true
		return answer{text: "Paciente com sensibilidade; radiografia em anexo."}
	case v.has(phrases.BtnMoreItem) != "":
		return answer{tap: v.has(phrases.BtnDone)}
	case v.send() != "" && !s.noted: // where a photo leads
		s.noted = true
		return answer{text: "Paciente com sensibilidade; radiografia em anexo."}
	case v.send() != "":
		return answer{tap: v.send()}
	}
	return answer{}
}

// send is the data of the button that sends the request, with or without a document
// that is asked for.
func (v screen) send() string {
	if data := v.has(phrases.BtnSend); data != "" {
		return data
	}
	for _, b := range v.buttons {
		if strings.HasPrefix(b.Text, phrases.BtnSend+" sem ") {
			return b.Data
		}
	}
	return ""
}

// has is the data of the button with a label.
func (v screen) has(label string) string {
	for _, b := range v.buttons {
		if b.Text == label {
			return b.Data
		}
	}
	return ""
}

// begins is the data of the first button whose label begins so.
func (v screen) begins(label string) string {
	for _, b := range v.buttons {
		if strings.HasPrefix(b.Text, label) {
			return b.Data
		}
	}
	return ""
}

// faces is the next tap on the screen of the faces: mesial, oclusal, distal,
// then done.
func (v screen) faces() string {
	open := false
	for _, letter := range []string{"M ", "O ", "D "} {
		for _, b := range v.buttons {
			if strings.HasPrefix(b.Text, letter) {
				return b.Data
			}
			open = open || strings.HasPrefix(b.Text, "✓ ")
		}
	}
	if open {
		return v.has(phrases.BtnDone)
	}
	return ""
}
