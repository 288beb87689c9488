package simulator_test

import (
	"bytes"
	"fmt"
	"net/http/httptest"
	"testing"

	"guiche/bot/simulator"
)

// BenchmarkCalls is the cost of one message to the bot and one edit by it, with
// many chats and a long past, without the network.
func BenchmarkCalls(b *testing.B) {
	for _, past := range []int{1, 1000} {
		b.Run(fmt.Sprintf("past=%d", past), func(b *testing.B) {
			s := simulator.New(simulator.Options{Token: token, FirstID: 1})
			defer s.Close()
			handler := s.Handler()
			call := func(method, body string) {
				r := httptest.NewRequest("POST", "/bot"+token+"/"+method, bytes.NewBufferString(body))
				r.Header.Set("Content-Type", "application/json")
				w := httptest.NewRecorder()
				handler.ServeHTTP(w, r)
				if w.Code != 200 {
					b.Fatal(w.Body.String())
				}
			}
			const chats = 100
			for i := range past * chats {
				s.SendText(int64(i%chats+1), "antes")
			}
			call("getUpdates", `{"offset":-1}`)
			offset := past*chats + 1
			for i := 0; b.Loop(); i++ {
				chat := i%chats + 1
				s.SendText(int64(chat), "oi")
				call("getUpdates", fmt.Sprintf(`{"offset":%d}`, offset+i))
				call("sendMessage", fmt.Sprintf(`{"chat_id":%d,"text":"<b>Passo</b> %d","parse_mode":"HTML","reply_markup":{"inline_keyboard":[[{"text":"Sim","callback_data":"s"}]]}}`, chat, i))
			}
		})
	}
}
