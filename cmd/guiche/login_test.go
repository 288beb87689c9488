package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"
)

// TestOperatorsLogin enters through the operator's own login; the password that is
// kept here opens nothing then.
func TestOperatorsLogin(t *testing.T) {
	t.Parallel()
	operator := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var asked struct{ Login, Password string }
		switch err := json.NewDecoder(r.Body).Decode(&asked); {
		case err != nil || r.Header.Get("Authorization") != "Bearer counter":
			w.WriteHeader(http.StatusBadRequest)
		case asked.Password != "da operadora":
			w.WriteHeader(http.StatusUnauthorized)
		default:
			_ = json.NewEncoder(w).Encode(map[string]string{"role": "provider", "login": asked.Login})
		}
	}))
	t.Cleanup(operator.Close)
	w := newWorld(t, func(c *Config) { c.LoginURL, c.LoginToken = operator.URL, "counter" })
	w.start()
	paula := w.person(5002, "Paula")
	paula.says("/start")
	paula.waits("*CPF ou CNPJ*")
	paula.says("11222333000181")
	paula.waits("*senha de acesso*")
	paula.says("sorriso-2026")
	paula.sees("*não conferem*")
	paula.says("da operadora")
	paula.sees("*Clínica Sorriso*")

	operator.Close()
	helena := w.person(5001, "Helena")
	helena.says("/start")
	helena.waits("*CPF ou CNPJ*")
	helena.says("11222333000181 da operadora")
	helena.sees("*não respondeu agora*")
}
