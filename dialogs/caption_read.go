package dialogs

import (
	"context"
	"slices"
	"strings"

	"guiche/backend/access"
	"guiche/backend/dental"
	"guiche/dialogs/phrases"
)

// A picture may come with the whole request under it. It is read like one that was
// typed, before the picture finds its place, which may be the request that it begins.

// fileSent takes a file, and what its caption asks for.
func (t *turn) fileSent(ctx context.Context, in File) error {
	called, by, err := t.calledBack(ctx)
	if err != nil {
		return err
	}
	if t.step() == StepLive {
		passed, err := t.fileLive(ctx, in)
		if passed && called {
			t.toldWhere(by)
		}
		return err
	}
	if t.holdJoining(in) {
		return nil
	}
	asks := t.s.Actor.Role == access.Provider && t.captionAsks(in.Caption)
	if !asks || t.reader.Parse(in.Caption).Beneficiary == "" || !t.atLeisure() {
		// It may be for a request that is shown, or that waits for a document.
		if err := t.fileAtRequest(ctx); err != nil {
			return err
		}
	}
	if !asks || !t.captionAsks(in.Caption) {
		return t.file(in)
	}
	if err := t.captionFills(ctx, in.Caption); err != nil {
		return err
	}
	if t.holdJoining(in) {
		t.say(phrases.CaptionRead)
		return nil
	}
	said, warned := t.said, t.warned
	t.said, t.warned = nil, false
	if err := t.file(in); err != nil {
		return err
	}
	t.later(func() {
		t.say(phrases.CaptionRead)
		for _, s := range said {
			t.say(s)
		}
		t.warned = warned
	})
	return nil
}

// captionFills puts what a caption asks for into the draft that is open, else into a
// new one.
func (t *turn) captionFills(ctx context.Context, text string) error {
	text, err := t.calling(ctx, text)
	if err != nil {
		return err
	}
	req := t.reader.Parse(text)
	if t.s.Draft == nil || t.atLeisure() {
		if err := t.closeBatch(ctx); err != nil {
			return err
		}
		return t.begin(ctx, text, req)
	}
	return t.fill(ctx, text, req)
}

// typeWords is a caption as far as it may say what the picture shows: an X-ray that is
// asked for is none that is sent.
func (t *turn) typeWords(caption string) string {
	if t.captionAsks(caption) {
		return ""
	}
	return caption
}

// captionAsks tells whether a caption is a request and not only what the picture
// shows: "rx final do canal do 46" asks for nothing. Lines written as items are read
// as such.
func (t *turn) captionAsks(text string) bool {
	if t.message() || t.s.Actor.Role != access.Provider || !strings.Contains(strings.TrimSpace(text), " ") || onlyType(text) {
		return false
	}
	if t.s.Draft != nil && !t.atLeisure() && t.exactLines(text) {
		return false
	}
	req := t.reader.Parse(text)
	if !asksFor(req) || req.Beneficiary == "" && t.oneName(text, req) && t.s.Draft != nil {
		return false
	}
	if req.Beneficiary != "" || slices.ContainsFunc(spokenOf(text), in(askWords)) {
		return true
	}
	words := tokens(text)
	first := words[0]
	shows := radiographWords[first] || photoWords[first] || reportWords[first] || first == "raio" || first == "raiox"
	treats := 0
	for _, item := range req.Items {
		if !slices.ContainsFunc(dental.OfKind(dental.KindDiagnosis, t.today), func(p dental.Procedure) bool { return p.Code == item.Code }) {
			treats++
		}
	}
	return !shows && treats > 0 && (len(req.Items) > 1 || !t.atLeisure())
}
