package main

import (
	"strings"
	"testing"
)

// sound are the promises about what is stored that hold at every moment, each as a
// question to which the database has no answer.
var sound = map[string]string{
	"the numbers of requests have no gaps": `SELECT max(number) FROM requests HAVING max(number) <> count(*)`,
	"a thread is numbered on, and opens with the request": `SELECT r.number FROM requests r LEFT JOIN interactions i ON i.request_id = r.id
		GROUP BY r.id HAVING count(i.seq) <> coalesce(max(i.seq), 0) OR count(*) FILTER (WHERE i.kind = 'solicitacao') <> 1
			OR count(*) FILTER (WHERE i.seq = 1 AND i.kind = 'solicitacao') <> 1`,
	"a request that was decided has the entry that says so": `SELECT number FROM requests r
		WHERE EXISTS (SELECT FROM request_items WHERE request_id = r.id AND result IN ('autorizado', 'negado'))
			AND NOT EXISTS (SELECT FROM interactions WHERE request_id = r.id AND kind = 'decisao')`,
	"the files of an entry are as many as it says": `SELECT r.number, i.seq FROM requests r JOIN interactions i ON i.request_id = r.id
		WHERE i.files <> (SELECT count(*) FROM files f WHERE f.draft_id = r.id AND f.interaction = i.seq)`,
	"a situation sums up the results": `SELECT number, situation FROM (
			SELECT r.number, r.situation, bool_or(i.result = 'em_analise') AS pending, bool_or(i.result = 'autorizado') AS granted,
				bool_or(i.result = 'negado') AS refused, bool_or(i.result = 'cancelado') AS withdrawn,
				EXISTS (SELECT FROM releases l WHERE l.request_id = r.id AND l.state = 'expirada')
					AND NOT EXISTS (SELECT FROM releases l WHERE l.request_id = r.id AND l.state IN ('aberta', 'apresentada')) AS lapsed,
				EXISTS (SELECT FROM interactions c WHERE c.request_id = r.id AND c.kind = 'cancelamento') AS taken_back
			FROM requests r JOIN request_items i ON i.request_id = r.id GROUP BY r.id) AS s
		WHERE CASE
			WHEN pending THEN situation NOT IN ('em_analise', 'em_revisao', 'em_junta', 'aguardando_documentacao', 'aguardando_justificativa')
			WHEN taken_back AND withdrawn AND (lapsed OR NOT granted) THEN situation <> 'cancelada' -- whatever was denied of it before
			WHEN granted AND lapsed THEN situation <> 'expirada'
			WHEN granted AND (refused OR withdrawn) THEN situation <> 'autorizada_parcialmente'
			WHEN granted THEN situation <> 'autorizada'
			WHEN refused THEN situation <> 'negada'
			ELSE situation <> 'cancelada' END`,
	"what is authorised stands on one guia, and nothing else on any": `SELECT r.number, i.seq FROM requests r JOIN request_items i ON i.request_id = r.id
		WHERE (i.result = 'autorizado')::int <> (SELECT count(*) FROM release_items g JOIN releases l ON l.id = g.release_id
			WHERE l.request_id = r.id AND g.seq = i.seq AND l.state <> 'cancelada')`,
	"a guia is over items of its request": `SELECT l.guia FROM releases l LEFT JOIN release_items g ON g.release_id = l.id
		LEFT JOIN request_items i ON i.request_id = l.request_id AND i.seq = g.seq AND i.code IS NOT NULL WHERE i.seq IS NULL`,
	"only what waits for the audit is claimed, and a claim ends": `SELECT number FROM requests
		WHERE claimed_by <> 0 AND (situation NOT IN ('em_analise', 'em_revisao', 'em_junta') OR claimed_until IS NULL)`,
	"a question is open while the clinic is waited for": `SELECT number FROM requests r
		WHERE (question <> 0) <> (situation IN ('aguardando_documentacao', 'aguardando_justificativa'))
			OR question <> 0 AND NOT EXISTS (SELECT FROM interactions i WHERE i.request_id = r.id AND i.seq = r.question AND i.kind = 'decisao')`,
	"a round has the entry that began it": `SELECT number FROM requests r WHERE round <> 1
		+ EXISTS (SELECT FROM interactions i WHERE i.request_id = r.id AND i.kind = 'revisao')::int
		+ EXISTS (SELECT FROM interactions i WHERE i.request_id = r.id AND i.kind = 'junta')::int`,
	"a term in force has one duty, and no other has one": `SELECT r.number FROM requests r
		WHERE (r.situation IN ('em_analise', 'em_revisao', 'em_junta'))::int <>
			(SELECT count(*) FROM timers t WHERE t.bot = 0 AND t.chat = r.number AND t.name IN ('prazo50', 'prazo80', 'prazo'))`,
	"an open senha has the duty of its end, and no other has one": `SELECT l.guia FROM releases l JOIN requests r ON r.id = l.request_id
		WHERE (l.state = 'aberta') <> EXISTS (SELECT FROM timers t WHERE t.bot = 0 AND t.chat = r.number AND t.name ~ ('^validade\.0*' || l.guia || '$'))`,
	"a duty is some request's": `SELECT chat, name FROM timers t WHERE bot = 0 AND chat > 0 AND NOT EXISTS (SELECT FROM requests r WHERE r.number = t.chat)`,
	"the thread of a demanda is numbered on, and as long as it says": `SELECT i.id FROM inquiries i LEFT JOIN inquiry_entries e ON e.inquiry_id = i.id
		GROUP BY i.id HAVING count(e.seq) <> coalesce(max(e.seq), 0) OR count(e.seq) <> i.entries`,
	"the files of its entries are as many as they say": `SELECT e.inquiry_id, e.seq FROM inquiry_entries e
		WHERE e.files <> (SELECT count(*) FROM files f WHERE f.draft_id = e.inquiry_id AND f.interaction = e.seq)`,
	"a demanda that is open has a duty, and no other has one": `SELECT i.id, i.state FROM inquiries i
		WHERE (i.state <> 'encerrada') <> EXISTS (SELECT FROM timers t WHERE t.bot = 0 AND t.chat = -i.id)`,
	"every sending and every decision is in the audit": `SELECT (SELECT count(*) FROM audit WHERE action = 'submit_request'), (SELECT count(*) FROM requests)
		WHERE (SELECT count(*) FROM audit WHERE action = 'submit_request') <> (SELECT count(*) FROM requests)
		UNION ALL SELECT a.n, i.n FROM (SELECT count(*) AS n FROM audit WHERE action = 'decide_request' AND code NOT IN ('claimed', 'unclaimed')) AS a,
			(SELECT count(*) AS n FROM interactions WHERE kind = 'decisao' AND author = 'auditor') AS i WHERE a.n < i.n`,
	"nobody's update is set aside": `SELECT update_id, reason FROM updates_aside`,
}

// sound finds what is stored as it has to be.
func (w *world) sound() {
	w.t.Helper()
	if got := w.ask(unsound()); got != "" {
		w.t.Errorf("what is stored breaks these promises:\n%s", got)
	}
}

// unsound asks for every promise that is broken, with what breaks it.
func unsound() string {
	var all []string
	for promise, broken := range sound {
		all = append(all, `SELECT '`+strings.ReplaceAll(promise, "'", "''")+`: ' || x::text FROM (`+broken+`) AS x`)
	}
	return strings.Join(all, " UNION ALL ")
}

// TestEveryPromiseCanBreak damages what is stored in every way that is looked for.
func TestEveryPromiseCanBreak(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.start()
	playDecision(w, false, func() {})
	damages := map[string]string{
		"the numbers of requests have no gaps":                           `UPDATE requests SET number = 5`,
		"a thread is numbered on, and opens with the request":            `UPDATE interactions SET seq = 9 WHERE seq = 7`,
		"a request that was decided has the entry that says so":          `UPDATE interactions SET kind = 'intermediaria' WHERE kind = 'decisao'`,
		"the files of an entry are as many as it says":                   `UPDATE files SET interaction = 2`,
		"a situation sums up the results":                                `UPDATE requests SET situation = 'autorizada_parcialmente'`,
		"what is authorised stands on one guia, and nothing else on any": `UPDATE request_items SET result = 'negado' WHERE seq = 1`,
		"a guia is over items of its request":                            `DELETE FROM release_items WHERE seq = 2`,
		"only what waits for the audit is claimed, and a claim ends":     `UPDATE requests SET claimed_by = 1`,
		"a question is open while the clinic is waited for":              `UPDATE requests SET question = 3`,
		"a round has the entry that began it":                            `UPDATE requests SET round = 1`,
		"a term in force has one duty, and no other has one":             `INSERT INTO timers (bot, chat, name, due_at) VALUES (0, 1, 'prazo50', '2030-01-01')`,
		"an open senha has the duty of its end, and no other has one":    `UPDATE releases SET state = 'cancelada'`,
		"a duty is some request's":                                       `UPDATE timers SET chat = 99 WHERE bot = 0`,
		"every sending and every decision is in the audit":               `UPDATE audit SET action = 'view_request'`,
		"nobody's update is set aside":                                   `INSERT INTO updates_aside (bot, update_id, at, reason, raw) VALUES (1, 1, '2030-01-01', '', '')`,
	}
	const demanda = `INSERT INTO inquiries VALUES (7, 'x', 'conversa', 'aguardando', 0, 'member', 1, '', 0, true, 1, '2030-01-01', '2030-01-01', '2030-01-01', '')`
	damages["the thread of a demanda is numbered on, and as long as it says"] = demanda
	damages["a demanda that is open has a duty, and no other has one"] = demanda
	damages["the files of its entries are as many as they say"] = demanda + `; INSERT INTO inquiry_entries VALUES (7, 1, '2030-01-01', 'abertura', 'member', 1, 2, '')`
	for promise := range sound {
		damage := damages[promise]
		if got := w.ask("BEGIN; " + damage + "; " + unsound() + "; ROLLBACK"); !strings.Contains(got, promise+":") {
			t.Errorf("after %q: %q, want %q", damage, got, promise)
		}
	}
}
