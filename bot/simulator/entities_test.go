package simulator_test

import (
	"fmt"
	"testing"

	"guiche/bot/simulator"
)

func TestHTMLBecomesTextAndEntities(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ html, text, entities, shown string }{
		{"a <b>b <i>c</i></b>", "a b c", "bold 2+3, italic 4+1", "a <b>b <i>c</i></b>"},
		{"😀<u>é</u>", "😀é", "underline 2+1", "😀<u>é</u>"},
		{"<s>x</s><del>y</del><strong>z</strong><em>w</em>", "xyzw",
			"strikethrough 0+1, strikethrough 1+1, bold 2+1, italic 3+1", "<s>x</s><s>y</s><b>z</b><i>w</i>"},
		{"<code>1 &lt; 2 &amp;&quot;&#39;</code>", `1 < 2 &"'`, "code 0+9", "<code>1 &lt; 2 &amp;&#34;&#39;</code>"},
		{`<pre><code class="language-go">x</code></pre>`, "x", "pre 0+1", "<pre>x</pre>"},
		{`<a href="https://a.example/?x=1&amp;y=2">aqui</a>`, "aqui", "text_link 0+4 https://a.example/?x=1&y=2",
			`<a href="https://a.example/?x=1&amp;y=2" target="_blank" rel="noopener noreferrer">aqui</a>`},
		{`<a href="javascript:alert(1)">x</a>`, "x", "", "x"},
		{"<tg-spoiler>s</tg-spoiler><span class=\"tg-spoiler\">t</span>", "st", "spoiler 0+1, spoiler 1+1",
			"<tg-spoiler>s</tg-spoiler><tg-spoiler>t</tg-spoiler>"},
		{"<blockquote expandable>q</blockquote>", "q", "expandable_blockquote 0+1", "<blockquote expandable>q</blockquote>"},
		{"  <b> x </b>  ", "x", "bold 0+1", "<b>x</b>"},
		{"R&D &nbsp; &copy;", "R&D &nbsp; &copy;", "", "R&amp;D &amp;nbsp; &amp;copy;"},
		{"veja https://a.example/x. e /ajuda, ok", "veja https://a.example/x. e /ajuda, ok",
			"url 5+19, bot_command 28+6",
			`veja <a href="https://a.example/x" target="_blank" rel="noopener noreferrer">https://a.example/x</a>. e /ajuda, ok`},
		{"é /start@guiche_bot x", "é /start@guiche_bot x", "bot_command 2+17", "é /start@guiche_bot x"},
		{"02/03/2026 e 1/2", "02/03/2026 e 1/2", "", "02/03/2026 e 1/2"},
		{"<code>/start</code>", "/start", "code 0+6", "<code>/start</code>"},
	} {
		t.Run(c.html, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			m := b.send(ana, c.html, params{"parse_mode": "HTML"})
			got := ""
			for i, e := range m.Entities {
				if i > 0 {
					got += ", "
				}
				got += fmt.Sprintf("%s %d+%d", e.Type, e.Offset, e.Length)
				if e.URL != "" {
					got += " " + e.URL
				}
			}
			if m.Text != c.text || got != c.entities {
				t.Errorf("got %q with %q", m.Text, got)
			}
			if shown, _ := b.Last(ana); shown.HTML != c.shown {
				t.Errorf("shown as %q, want %q", shown.HTML, c.shown)
			}
		})
	}
}

func TestBrokenHTMLIsRefused(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for html, want := range map[string]string{
		"<b>x":                `Can't find end tag corresponding to start tag "b"`,
		"x</b>":               "Unexpected end tag at byte offset 1",
		"<b><i>x</b></i>":     `Unmatched end tag at byte offset 7, expected "</i>", found "</b>"`,
		"<b x":                "Unclosed start tag",
		"1 < 2":               `Unsupported start tag "" at byte offset 2`,
		"<p>x</p>":            `Unsupported start tag "p" at byte offset 0`,
		"<br/>":               `Unsupported start tag "br"`,
		"<span>x</span>":      `Tag "span" must have class "tg-spoiler"`,
		`<a href="x>y</a>`:    "Unclosed start tag",
		"<b>x</b":             "Unclosed end tag",
		"<script>x</script>":  `Unsupported start tag "script"`,
		"<B>maiúscula</I>":    "Unmatched end tag",
		"<u =\"x\">a</u>":     "Empty attribute name",
		"<tg-spoiler>x</b>":   "Unmatched end tag",
		"<blockquote>a<b>c":   `start tag "b"`,
		"<code>a</code><pre>": `start tag "pre"`,
	} {
		r := b.call("sendMessage", params{"chat_id": ana, "text": html, "parse_mode": "HTML"})
		b.refused(r, 400, "Bad Request: can't parse entities: ")
		b.refused(r, 400, want)
	}
	if got := b.Messages(ana); len(got) != 0 {
		t.Errorf("%d messages got through", len(got))
	}
}

func TestCrossingEntitiesAreShownNested(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.send(ana, "abc<d", params{"entities": []params{
		{"type": "bold", "offset": 0, "length": 3}, {"type": "italic", "offset": 1, "length": 4},
		{"type": "code", "offset": 40, "length": 4}}})
	want := "<b>a<i>bc</i></b><i>&lt;d</i>"
	if got, _ := b.Last(ana); got.HTML != want {
		t.Errorf("got %q, want %q", got.HTML, want)
	}
}

func FuzzHTML(f *testing.F) {
	for _, seed := range []string{"<b>x</b>", "&lt;", "<a href='https://x'>é</a>", "<pre><code class=\"language-x\">", "/a@b"} {
		f.Add(seed)
	}
	s := simulator.New(simulator.Options{Token: token})
	f.Cleanup(s.Close)
	f.Fuzz(func(t *testing.T, text string) {
		s.SendText(ana, text) // detection and rendering take anything
		if m, ok := s.Last(ana); ok && (m.Text == "" || m.HTML == "") {
			t.Errorf("a blank message from %q", text)
		}
	})
}
