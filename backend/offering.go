package backend

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"guiche/backend/access"
)

// Category is where an offering stands in the menu.
type Category string

// The categories, as the menu lists them.
const (
	CategoryDental  Category = "dental"
	CategoryMedical Category = "medical"
	CategoryTISS    Category = "tiss"
	CategoryOther   Category = "other"
)

// Categories are all of them in their order.
func Categories() []Category {
	return []Category{CategoryDental, CategoryMedical, CategoryTISS, CategoryOther}
}

// OfferedAction is a service that the counter does itself.
type OfferedAction string

// The actions. What has none says where it is found.
const (
	OfferNew     OfferedAction = "new"     // a new request
	OfferList    OfferedAction = "list"    // the provider's requests
	OfferDrafts  OfferedAction = "drafts"  // requests begun before
	OfferQueue   OfferedAction = "queue"   // what waits for an auditor
	OfferAccount OfferedAction = "account" // the own access
)

// Audience is whom an offering is for.
type Audience string

// The audiences. Visitors have not entered.
const (
	ForVisitors  Audience = "visitor"
	ForProviders Audience = "provider"
	ForMembers   Audience = "member"
	ForAuditors  Audience = "auditor"
)

// actionFor are the audiences that each action serves.
var actionFor = map[OfferedAction][]Audience{
	OfferNew: {ForProviders}, OfferList: {ForProviders}, OfferDrafts: {ForProviders}, OfferQueue: {ForAuditors},
	OfferAccount: {ForProviders, ForMembers, ForAuditors},
}

// Offering is a service of the operator: one that the counter does, or one that it
// tells the way to. All texts are plain, shown as they are.
type Offering struct {
	// Key stands in buttons and links and stays as it is when the name changes.
	Key      string   `json:"key"`
	Category Category `json:"category"`
	// Name is short: a button shows it.
	Name string `json:"name"`
	// Words are other names under which people look for it.
	Words []string `json:"words,omitempty"`
	// For is whom it is offered to; empty is everybody.
	For []Audience `json:"for,omitempty"`
	// Action is what the counter does; with it the ways below are not shown.
	Action OfferedAction `json:"action,omitempty"`
	// Text says what it is and how it is had.
	Text string `json:"text,omitempty"`
	// The ways to it. Without any of them the operator's centre is named.
	Phone    string `json:"phone,omitempty"`
	Hours    string `json:"hours,omitempty"`
	Email    string `json:"email,omitempty"`
	URL      string `json:"url,omitempty"`      // a page or portal
	Download string `json:"download,omitempty"` // a file
}

// Serves tells whether the offering is for a role.
func (o Offering) Serves(role access.Role) bool {
	audience := Audience(role.String())
	if o.Action != "" && !slices.Contains(actionFor[o.Action], audience) {
		return false
	}
	return len(o.For) == 0 || slices.Contains(o.For, audience)
}

// What offerings are bounded by, so that every screen of theirs fits a phone and a
// message of Telegram.
const (
	mostOfferings  = 60
	mostInCategory = 16
	mostName       = 30
	mostText       = 1500
)

var offeringKey = regexp.MustCompile(`^[a-z0-9-]{1,24}$`)

// validateOfferings refuses a list with which a screen could not be drawn.
func validateOfferings(all []Offering) error {
	if len(all) > mostOfferings {
		return fmt.Errorf("services has %d entries; at most %d can be listed", len(all), mostOfferings)
	}
	keys, inCategory := map[string]bool{}, map[Category]int{}
	for i, o := range all {
		if err := o.validate(); err != nil {
			return fmt.Errorf("services, entry %d: %w", i+1, err)
		}
		if keys[o.Key] {
			return fmt.Errorf("services, entry %d: the key %q is there twice", i+1, o.Key)
		}
		keys[o.Key] = true
		if inCategory[o.Category]++; inCategory[o.Category] > mostInCategory {
			return fmt.Errorf("services: the category %s has more than %d entries", o.Category, mostInCategory)
		}
	}
	return nil
}

func (o Offering) validate() error {
	switch {
	case !offeringKey.MatchString(o.Key):
		return fmt.Errorf("key is 1 to 24 of a-z, 0-9 and the hyphen, not %q", o.Key)
	case !slices.Contains(Categories(), o.Category):
		return fmt.Errorf("category is one of dental, medical, tiss, other, not %q", o.Category)
	case utf8.RuneCountInString(o.Name) > mostName || !line(o.Name):
		return fmt.Errorf("name is one line of 1 to %d characters: a button shows it", mostName)
	case utf8.RuneCountInString(o.Text) > mostText:
		return fmt.Errorf("text has at most %d characters", mostText)
	case o.Action != "" && actionFor[o.Action] == nil:
		return fmt.Errorf("action is one of new, list, drafts, queue, account, or left out, not %q", o.Action)
	case o.Action == "" && o.Text == "":
		return errors.New("text is needed where there is no action: it says what the service is and how it is had")
	}
	for _, a := range o.For {
		if !slices.Contains([]Audience{ForVisitors, ForProviders, ForMembers, ForAuditors}, a) {
			return fmt.Errorf("for holds visitor, provider, member or auditor, not %q", a)
		}
	}
	for _, w := range o.Words {
		if len(o.Words) > 30 || utf8.RuneCountInString(w) > 60 || !line(w) {
			return errors.New("words are at most 30, each one line of at most 60 characters")
		}
	}
	return o.validateWays()
}

// validateWays looks at telephone, e-mail and links: Telegram refuses a whole
// message for one link that is none.
func (o Offering) validateWays() error {
	switch {
	case o.Phone != "" && (!line(o.Phone) || len(o.Phone) > 60 || !strings.ContainsFunc(o.Phone, unicode.IsDigit)):
		return errors.New("phone is a telephone number as people read it")
	case o.Hours != "" && (!line(o.Hours) || len(o.Hours) > 120):
		return errors.New("hours is one line of at most 120 characters")
	case o.Email != "" && (!line(o.Email) || len(o.Email) > 120 || strings.Count(o.Email, "@") != 1 || strings.ContainsAny(o.Email, " <>")):
		return errors.New("email is an address such as ouvidoria@example.org")
	case o.URL != "" && !pageLink(o.URL):
		return errors.New("url is the address of a page and begins with https://")
	case o.Download != "" && !pageLink(o.Download):
		return errors.New("download is the address of a file and begins with https://")
	}
	return nil
}

// line tells whether a text is one line with something on it.
func line(s string) bool {
	return strings.TrimSpace(s) != "" && utf8.ValidString(s) && !strings.ContainsFunc(s, unicode.IsControl)
}

// pageLink tells whether Telegram takes an address for a button.
func pageLink(s string) bool {
	u, err := url.Parse(s)
	return err == nil && len(s) <= 300 && u.Scheme == "https" && u.User == nil && strings.Contains(strings.Trim(u.Hostname(), "."), ".") &&
		!strings.ContainsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) })
}

//go:embed offerings.json
var offeringsJSON []byte

// defaultOfferings are those of a profile that lists none.
var defaultOfferings = sync.OnceValue(func() []Offering {
	var all []Offering
	if err := json.Unmarshal(offeringsJSON, &all); err != nil {
		panic("backend: offerings.json: " + err.Error()) // a test reads it
	}
	return all
})

// Offerings are the operator's services; those of a usual dental and medical
// operator where its profile says nothing of them.
func (o Operator) Offerings() []Offering {
	if o.Services == nil {
		return defaultOfferings()
	}
	return o.Services
}

// Offered are the services for a role, in the order of the profile.
func (o Operator) Offered(role access.Role) []Offering {
	var some []Offering
	for _, offering := range o.Offerings() {
		if offering.Serves(role) {
			some = append(some, offering)
		}
	}
	return some
}
