package papers

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	_ "image/png"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"guiche/backend/dental"
	"guiche/dialogs"
)

// made draws a paper and opens its picture.
func made(t interface {
	Helper()
	Fatal(...any)
}, paper dialogs.Paper,
) image.Image {
	t.Helper()
	s, err := New(operator, shelf{}).Make(context.Background(), paper)
	if err != nil {
		t.Fatal(err)
	}
	picture, kind, err := image.Decode(bytes.NewReader(s.Content))
	if err != nil || !s.Picture || s.MIME != "image/"+kind {
		t.Fatal(err, s.Picture, s.MIME, kind)
	}
	return picture
}

func mouthOf(o dialogs.Odontogram) dialogs.Paper { return dialogs.Paper{Odontogram: &o} }

// drawn is an odontogram before its shades are reduced.
func drawn(o dialogs.Odontogram) *image.RGBA {
	c := drawOdontogram(o)
	c.done()
	return c.RGBA
}

// charted is a chart of faces likewise.
func charted(f dialogs.FaceChart) *image.RGBA {
	c := drawFaces(f)
	c.done()
	return c.RGBA
}

// dots counts those of an ink in a part of a picture.
func dots(p *image.RGBA, part image.Rectangle, ink color.RGBA) int {
	return len(places(p, part, ink))
}

// places looks at the bytes: the tests look at every dot of hundreds of pictures.
func places(p *image.RGBA, part image.Rectangle, ink color.RGBA) (all []image.Point) {
	want := []byte{ink.R, ink.G, ink.B, ink.A}
	for y := part.Min.Y; y < part.Max.Y; y++ {
		row := p.Pix[p.PixOffset(part.Min.X, y):p.PixOffset(part.Max.X, y)]
		for from := 0; ; {
			i := bytes.Index(row[from:], want)
			if i < 0 {
				break
			}
			if i += from; i%4 == 0 {
				all = append(all, image.Point{part.Min.X + i/4, y})
			}
			from = i + 1
		}
	}
	return all
}

func around(all []image.Point) (box image.Rectangle) {
	for _, p := range all {
		box = box.Union(image.Rect(p.X, p.Y, p.X+1, p.Y+1))
	}
	return box
}

// changed is the box around what differs between two pictures in a part of them.
func changed(a, b *image.RGBA, part image.Rectangle) (box image.Rectangle) {
	for y := part.Min.Y; y < part.Max.Y; y++ {
		from, to := a.PixOffset(part.Min.X, y), a.PixOffset(part.Max.X, y)
		if bytes.Equal(a.Pix[from:to], b.Pix[from:to]) {
			continue
		}
		first, last := from, to-4
		for bytes.Equal(a.Pix[first:first+4], b.Pix[first:first+4]) {
			first += 4
		}
		for bytes.Equal(a.Pix[last:last+4], b.Pix[last:last+4]) {
			last -= 4
		}
		box = box.Union(image.Rect(part.Min.X+(first-from)/4, y, part.Min.X+(last-from)/4+1, y+1))
	}
	return box
}

// arches is the odontogram without its legend.
var arches = image.Rect(0, 0, wide, legendLine-30)

func TestOdontogram(t *testing.T) {
	t.Parallel()
	plain := drawn(dialogs.Odontogram{})
	milk := drawn(dialogs.Odontogram{Deciduous: true})

	// Where each tooth stands: what choosing it changes.
	where := map[dental.Tooth]image.Rectangle{}
	for _, tooth := range dental.Teeth() {
		o, bare := dialogs.Odontogram{Chosen: []dental.Tooth{tooth}}, plain
		if tooth.Is(dental.Deciduous) {
			o.Deciduous, bare = true, milk
		}
		where[tooth] = changed(bare, drawn(o), arches)
	}

	t.Run("has every tooth on its side of its arch, beside its neighbours", func(t *testing.T) {
		t.Parallel()
		for tooth, at := range where {
			if at.Empty() || at.Dx() > 140 {
				t.Errorf("%v takes %v", tooth, at)
			}
			if onLeft := at.Min.X+at.Dx()/2 < wide/2; onLeft != tooth.Is(dental.Right) {
				t.Errorf("%v stands on the wrong side: %v", tooth, at)
			}
			if up := at.Min.Y+at.Dy()/2 < mouthMid; up != tooth.Is(dental.Upper) {
				t.Errorf("%v stands in the wrong arch: %v", tooth, at)
			}
		}
		for _, arch := range []dental.Class{dental.Upper, dental.Lower} {
			for _, dentition := range []dental.Class{dental.Permanent, dental.Deciduous} {
				walk := dental.Around(dentition, arch)
				for i, tooth := range walk[1:] {
					if before := where[walk[i]]; before.Min.X >= where[tooth].Min.X || before.Max.X > where[tooth].Min.X+8 {
						t.Errorf("%v at %v and %v at %v", walk[i], before, tooth, where[tooth])
					}
				}
			}
		}
	})

	t.Run("shows each state of every tooth in its own ink", func(t *testing.T) {
		t.Parallel()
		for name, state := range map[string]struct {
			with func(*dialogs.Odontogram, []dental.Tooth)
			ink  color.RGBA
		}{
			"chosen":  {func(o *dialogs.Odontogram, teeth []dental.Tooth) { o.Chosen = teeth }, strong},
			"treated": {func(o *dialogs.Odontogram, teeth []dental.Tooth) { o.Treated = teeth }, dot},
			"absent":  {func(o *dialogs.Odontogram, teeth []dental.Tooth) { o.Absent = teeth }, cross},
		} {
			full, fullMilk := dialogs.Odontogram{}, dialogs.Odontogram{Deciduous: true}
			state.with(&full, dental.Teeth())
			state.with(&fullMilk, dental.Teeth())
			shown, shownMilk := drawn(full), drawn(fullMilk)
			for tooth, at := range where {
				got, bare := shown, plain
				if tooth.Is(dental.Deciduous) {
					got, bare = shownMilk, milk
				}
				if dots(got, at, state.ink) < 80 || dots(bare, at, state.ink) != 0 {
					t.Errorf("%v %s has %d dots of its ink, without it %d", tooth, name, dots(got, at, state.ink), dots(bare, at, state.ink))
				}
			}
		}
		for tooth, at := range where {
			if tooth.Position()%3 != 0 {
				continue // one at a time is asked about; each shape once
			}
			if got := drawn(dialogs.Odontogram{Deciduous: tooth.Is(dental.Deciduous), Current: tooth}); dots(got, at, ring) < 80 {
				t.Errorf("%v has no ring", tooth)
			}
		}
	})

	t.Run("fades what the procedure does not take, and nothing else", func(t *testing.T) {
		t.Parallel()
		front := dental.Between(13, 23)
		got := drawn(dialogs.Odontogram{Admitted: front})
		if n := dots(got, arches, ink); n == 0 || n >= dots(plain, arches, ink) {
			t.Errorf("%d dots of full letters, as many as without", n)
		}
		part := image.Rect(wide/2-150, 0, wide/2+150, 300)
		if diff := changed(plain, got, part); !diff.Empty() {
			t.Errorf("what is taken is drawn otherwise in %v", diff)
		}
	})

	t.Run("explains the marks that are there", func(t *testing.T) {
		t.Parallel()
		legend := image.Rect(0, legendLine-30, wide, mouthHigh)
		if n := dots(plain, legend, strong); n != 0 {
			t.Errorf("%d dots of a mark that is nowhere", n)
		}
		got := drawn(dialogs.Odontogram{Chosen: []dental.Tooth{16}})
		if dots(got, legend, strong) < 400 || dots(got, legend, ring) != 0 {
			t.Error("the legend does not say what is shown")
		}
	})

	t.Run("is 1080 by 700, whatever it shows", func(t *testing.T) {
		t.Parallel()
		all := dental.Teeth()
		for _, o := range []dialogs.Odontogram{{}, {Deciduous: true}, {Chosen: all, Absent: all, Treated: all, Current: 11, Admitted: all[:1]}} {
			if got := made(t, mouthOf(o)).Bounds().Size(); got != (image.Point{wide, mouthHigh}) {
				t.Errorf("%v", got)
			}
		}
	})
}

func TestFaces(t *testing.T) {
	t.Parallel()
	whole := image.Rect(0, 0, 740, facesHigh) // without the tooth beside

	t.Run("each face of every tooth lies where a dentist looks for it", func(t *testing.T) {
		t.Parallel()
		for _, tooth := range dental.Teeth() {
			for at, face := range sidesOf(tooth) {
				part := partOf(side(at), middle).flat()[0]
				var mid point
				for _, q := range part {
					mid.x += (q.x - diagram.x) / float64(len(part))
					mid.y += (q.y - diagram.y) / float64(len(part))
				}
				if where := whereIs(mid); where != wanted(tooth, face) {
					t.Errorf("%v %v is %s, want %s", tooth, face, where, wanted(tooth, face))
				}
			}
		}
	})
	t.Run("and what is chosen is filled there", func(t *testing.T) {
		t.Parallel()
		for _, tooth := range []dental.Tooth{11, 27, 34, 43, 55, 61, 72, 84} {
			for _, face := range dental.FacesOf(tooth).List() {
				got := charted(dialogs.FaceChart{Tooth: tooth, Chosen: dental.FacesIn(face)})
				at := around(places(got, image.Rect(180, 110, 640, 490), strong))
				mid := point{float64(at.Min.X+at.Max.X)/2 - diagram.x, float64(at.Min.Y+at.Max.Y)/2 - diagram.y}
				if where := whereIs(mid); where != wanted(tooth, face) {
					t.Errorf("%v %v is %s (%v), want %s", tooth, face, where, mid, wanted(tooth, face))
				}
			}
		}
	})

	t.Run("any choice draws, and what is chosen is what differs", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			tooth := rapid.SampledFrom(dental.Teeth()).Draw(t, "tooth")
			faces := dental.FacesOf(tooth).List()
			set := func(name string) dental.Faces {
				return dental.FacesIn(rapid.SliceOfDistinct(rapid.SampledFrom(faces), rapid.ID[dental.Face]).Draw(t, name)...)
			}
			f := dialogs.FaceChart{Tooth: tooth, Chosen: set("chosen"), Admitted: set("admitted")}
			got := dots(charted(f), whole, strong)
			if (got > 1000) != (f.Chosen != 0) {
				t.Fatalf("%+v has %d dots of ink", f, got)
			}
		})
	})

	t.Run("no tooth is nothing to draw", func(t *testing.T) {
		t.Parallel()
		_, err := New(operator, nil).Make(t.Context(), dialogs.Paper{Faces: &dialogs.FaceChart{}})
		if !errors.Is(err, ErrEmpty) {
			t.Errorf("got %v", err)
		}
	})
}

func whereIs(p point) string {
	switch {
	case max(p.x, -p.x) < 40 && max(p.y, -p.y) < 40:
		return "inside"
	case p.y < -60:
		return "above"
	case p.y > 60:
		return "below"
	case p.x < 0:
		return "left"
	}
	return "right"
}

// wanted is written from the letter of the rule, not from the code: cheek outside,
// midline on the right of the patient's right teeth.
func wanted(t dental.Tooth, f dental.Face) string {
	upper := t.Quadrant() == 1 || t.Quadrant() == 2 || t.Quadrant() == 5 || t.Quadrant() == 6
	rightHand := t.Quadrant() == 1 || t.Quadrant() == 4 || t.Quadrant() == 5 || t.Quadrant() == 8
	switch f {
	case dental.Occlusal, dental.Incisal:
		return "inside"
	case dental.Mesial:
		return map[bool]string{true: "right", false: "left"}[rightHand]
	case dental.Distal:
		return map[bool]string{true: "left", false: "right"}[rightHand]
	case dental.Vestibular:
		return map[bool]string{true: "above", false: "below"}[upper]
	}
	return map[bool]string{true: "below", false: "above"}[upper]
}

func TestPressKeeps(t *testing.T) {
	t.Parallel()
	t.Run("the same paper has the same bytes, also from another press", func(t *testing.T) {
		t.Parallel()
		s := long()
		for _, paper := range []dialogs.Paper{mouthOf(dialogs.Odontogram{Current: 36}), {Faces: &dialogs.FaceChart{Tooth: 26}}, {Summary: &s}} {
			first, err := New(operator, nil).Make(t.Context(), paper)
			if err != nil {
				t.Fatal(err)
			}
			again, err := New(operator, nil).Make(t.Context(), paper)
			if err != nil || !bytes.Equal(first.Content, again.Content) {
				t.Errorf("%s: %d and %d bytes that differ, %v", paper.Name(), len(first.Content), len(again.Content), err)
			}
		}
	})
	t.Run("no more than its bound, the least used goes first", func(t *testing.T) {
		t.Parallel()
		c := newCache()
		big := Sheet{Content: make([]byte, maxKept/4)}
		for i := range 4 {
			c.put(fmt.Sprint(i), big)
		}
		c.get("0")
		c.put("4", big)
		var there []string
		for i := range 5 {
			if _, ok := c.get(fmt.Sprint(i)); ok {
				there = append(there, fmt.Sprint(i))
			}
		}
		if diff := cmp.Diff([]string{"0", "2", "3", "4"}, there); diff != "" || c.size != maxKept {
			t.Errorf("size %d (-want +got)\n%s", c.size, diff)
		}
	})
	t.Run("nobody waiting whose time is up", func(t *testing.T) {
		t.Parallel()
		p := New(operator, nil)
		for range maxTables {
			p.tables <- struct{}{}
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := p.Make(ctx, mouthOf(dialogs.Odontogram{})); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("what breaks down is an error without words of the paper", func(t *testing.T) {
		t.Parallel()
		_, err := New(operator, nil).Make(t.Context(), dialogs.Paper{Attachment: &dialogs.Attachment{Name: "ana.pdf", Blob: "b"}}) // no blobs at all
		if err == nil || strings.Contains(err.Error(), "ana") {
			t.Errorf("got %v", err)
		}
	})
}
