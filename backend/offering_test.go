package backend_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guiche/backend"
	"guiche/backend/access"
	"guiche/internal/fictional"
)

func TestOfferings(t *testing.T) {
	t.Parallel()
	t.Run("of a profile that lists none are a list that can be used", func(t *testing.T) {
		t.Parallel()
		o := fictional.Operator()
		o.Services = (backend.Operator{}).Offerings()
		if err := o.Validate(); err != nil {
			t.Fatal(err)
		}
		for _, role := range []access.Role{access.Visitor, access.Provider, access.Member, access.Auditor} {
			if n := len(o.Offered(role)); n < 4 {
				t.Errorf("%s is offered %d services", role, n)
			}
		}
	})
	t.Run("may be none", func(t *testing.T) {
		t.Parallel()
		o := fictional.Operator()
		if err := json.Unmarshal([]byte(`{"services": []}`), &o); err != nil {
			t.Fatal(err)
		}
		stored, err := json.Marshal(o)
		if err != nil {
			t.Fatal(err)
		}
		var again backend.Operator
		if err := json.Unmarshal(stored, &again); err != nil || len(again.Offerings()) != 0 {
			t.Errorf("%d services came back, %v", len(again.Offerings()), err)
		}
	})
	t.Run("are told to whom they are for", func(t *testing.T) {
		t.Parallel()
		for _, tc := range []struct {
			offering backend.Offering
			want     string
		}{
			{backend.Offering{}, "visitor provider member auditor"},
			{backend.Offering{For: []backend.Audience{backend.ForMembers, backend.ForVisitors}}, "visitor member"},
			{backend.Offering{Action: backend.OfferNew}, "provider"},
			{backend.Offering{Action: backend.OfferNew, For: []backend.Audience{backend.ForMembers}}, ""},
			{backend.Offering{Action: backend.OfferAccount}, "provider member auditor"},
		} {
			var got []string
			for _, role := range []access.Role{access.Visitor, access.Provider, access.Member, access.Auditor} {
				if tc.offering.Serves(role) {
					got = append(got, role.String())
				}
			}
			if diff := cmp.Diff(tc.want, strings.Join(got, " ")); diff != "" {
				t.Errorf("%+v (-want +got):\n%s", tc.offering, diff)
			}
		}
	})
}

// A mistake in the profile is told with the entry and the field it is in.
func TestOfferingsRefused(t *testing.T) {
	t.Parallel()
	good := backend.Offering{Key: "rede", Category: backend.CategoryOther, Name: "Rede", Text: "Pergunte à central."}
	for want, spoil := range map[string]func(*backend.Offering){
		"key is":       func(o *backend.Offering) { o.Key = "Rede Credenciada" },
		"category is":  func(o *backend.Offering) { o.Category = "odonto" },
		"name is":      func(o *backend.Offering) { o.Name = strings.Repeat("a", 31) },
		"text has":     func(o *backend.Offering) { o.Text = strings.Repeat("a", 1501) },
		"text is":      func(o *backend.Offering) { o.Text = "" },
		"action is":    func(o *backend.Offering) { o.Action = "pay" },
		"for holds":    func(o *backend.Offering) { o.For = []backend.Audience{"dentist"} },
		"words are":    func(o *backend.Offering) { o.Words = []string{"a\nb"} },
		"phone is":     func(o *backend.Offering) { o.Phone = "ligue" },
		"hours is":     func(o *backend.Offering) { o.Hours = "8h\n18h" },
		"email is":     func(o *backend.Offering) { o.Email = "ouvidoria at example.org" },
		"url is":       func(o *backend.Offering) { o.URL = "http://example.org" },
		"download is":  func(o *backend.Offering) { o.Download = "https://localhost/guia.pdf" },
		"url is the a": func(o *backend.Offering) { o.URL = "https://user:word@example.org/" },
	} {
		o := fictional.Operator()
		bad := good
		bad.Key = "outra"
		spoil(&bad)
		o.Services = []backend.Offering{good, bad}
		if err := o.Validate(); err == nil || !strings.Contains(err.Error(), "services, entry 2: "+want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	o := fictional.Operator()
	o.Services = []backend.Offering{good, good}
	if err := o.Validate(); err == nil || !strings.Contains(err.Error(), "twice") {
		t.Errorf("a key that is there twice: %v", err)
	}
	o.Services = nil
	for i := range 17 {
		one := good
		one.Key = fmt.Sprint("s", i)
		o.Services = append(o.Services, one)
	}
	if err := o.Validate(); err == nil || !strings.Contains(err.Error(), "more than 16") {
		t.Errorf("a category too long for a screen: %v", err)
	}
	o = fictional.Operator()
	if o.PrivacyContact = "a\nb"; o.Validate() == nil {
		t.Error("a privacy_contact of two lines is taken")
	}
}
