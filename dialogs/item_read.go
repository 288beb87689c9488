package dialogs

import (
	"slices"
	"strconv"
	"strings"

	"guiche/backend/dental"
	"guiche/backend/ident"
)

// typedItem is an item as typed in one line: "85100218 26 MOD", "resina 3 faces
// 26 MOD", "raspagem HASD", "81000421 RMID x2".
type typedItem struct {
	// code is what looks like a code; else name is what to search for.
	code, name string
	// noTooth is a number where a tooth stands, but of no tooth.
	noTooth string
	// where holds tooth, faces, region and quantity, as far as they were typed.
	where dental.Item
	// unread stands behind a code and says nothing that an item has.
	unread string
}

// readItem takes a line apart. What it is not sure of stays in the name, which
// the search can make more of.
func readItem(text string) typedItem {
	words := strings.Fields(text)
	var item typedItem
	words, item.where.Quantity = cutQuantity(words)
	if len(words) > 0 && looksLikeCode(words[0]) {
		item.code = dental.TrimCode(words[0])
		rest := strings.Join(words[1:], " ")
		where, ok := readWhere(rest)
		if !ok {
			item.noTooth, where.Faces = readNoTooth(rest)
		}
		if !ok && item.noTooth == "" {
			where, item.unread = readBeforeComma(rest)
		}
		where.Quantity = item.where.Quantity
		item.where = where
		return item
	}
	item.name = strings.Join(words, " ")
	for i := 1; i < len(words); i++ {
		where, ok := readWhere(strings.Join(words[i:], " "))
		named := where.Tooth != 0 || where.Region != "" && strings.EqualFold(words[i], where.Region.String())
		if ok && named {
			where.Quantity = item.where.Quantity
			item.where = where
			break
		}
		if number, faces := readNoTooth(strings.Join(words[i:], " ")); number != "" {
			// The faces help to find the code, the number does not.
			item.noTooth, item.where.Faces = number, faces
			item.name = strings.Join(slices.Delete(slices.Clone(words), i, i+1), " ")
			break
		}
	}
	return item
}

// readBeforeComma reads the place of "26 MOD, dor ao mastigar"; else nothing.
func readBeforeComma(text string) (where dental.Item, unread string) {
	for i, r := range text {
		if r != ',' {
			continue
		}
		if where, ok := readWhere(text[:i]); ok {
			return where, strings.Trim(text[i:], ", ")
		}
	}
	return dental.Item{}, text
}

// readNoTooth reads "66 MOD": two digits that are no tooth, perhaps with faces.
func readNoTooth(text string) (number string, faces dental.Faces) {
	words := strings.Fields(text)
	for len(words) > 0 && whereFillers[fold(words[0])] {
		words = words[1:]
	}
	if len(words) == 0 || len(words[0]) != 2 || strings.Trim(words[0], "0123456789") != "" {
		return "", 0
	}
	if _, err := dental.ParseTooth(words[0]); err == nil {
		return "", 0
	}
	if len(words) > 1 {
		var ok bool
		if faces, ok = readFaces(strings.Join(words[1:], " ")); !ok {
			return "", 0
		}
	}
	return words[0], faces
}

// Codes have 8 digits; one too few or too many is a slip that the catalogue
// knows how to help with.
const (
	fewestCodeDigits = 6
	mostCodeDigits   = 10
)

func looksLikeCode(word string) bool {
	code := dental.TrimCode(word)
	return strings.Trim(code, "0123456789") == "" && len(code) >= fewestCodeDigits && len(code) <= mostCodeDigits
}

// readWhere reads "46", "dente 46 MOD", "no 26 mod", "HASD", "hemiarco superior
// direito". It is not ok when a part of the text is left over.
func readWhere(text string) (dental.Item, bool) {
	words := strings.Fields(text)
	for len(words) > 0 && whereFillers[fold(words[0])] {
		words = words[1:]
	}
	if len(words) == 0 {
		return dental.Item{}, false
	}
	if tooth, err := dental.ParseTooth(words[0]); err == nil {
		item := dental.Item{Tooth: tooth}
		if len(words) > 1 {
			var ok bool
			if item.Faces, ok = readFaces(strings.Join(words[1:], " ")); !ok {
				return dental.Item{}, false
			}
		}
		return item, true
	}
	if region, err := dental.ParseRegion(strings.Join(words, " ")); err == nil {
		return dental.Item{Region: region}, true
	}
	return dental.Item{}, false
}

// readFaces reads faces where nothing else stands beside them.
func readFaces(text string) (dental.Faces, bool) {
	faces, err := dental.ParseFaces(text)
	return faces, err == nil && !strings.ContainsAny(text, "0123456789")
}

var whereFillers = map[string]bool{"no": true, "na": true, "do": true, "da": true, "dente": true, "elemento": true, "el": true, "em": true}

// cutQuantity takes "x2" or "2x" out of a line; -1 when it cannot be a quantity.
func cutQuantity(words []string) (rest []string, quantity int) {
	for _, w := range words {
		low := strings.ToLower(w)
		digits := strings.Trim(low, "x")
		if n, err := strconv.Atoi(digits); err == nil && len(low) == len(digits)+1 && n >= 0 {
			quantity = n
			if n < 1 || n > maxQuantity {
				quantity = -1
			}
			continue
		}
		rest = append(rest, w)
	}
	return rest, quantity
}

const maxQuantity = 99

// isPerson tells a CPF typed where a procedure is asked for.
func isPerson(text string) bool {
	_, err := ident.ParseCPF(text)
	return err == nil
}
