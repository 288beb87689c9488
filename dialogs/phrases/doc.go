// Package phrases holds every word of Portuguese that a person reads in the
// chat, one file a subject.
//
// It promises:
//
//   - A phrase is Telegram HTML, ready to be sent: values are escaped here and
//     nowhere else, and no tag reaches over the end of a line, so that a text cut
//     at a line is whole.
//   - Labels of buttons and answers to taps are plain text.
//   - It is complete over every code that it is asked for (situations, caráter,
//     needs, problems, refusals, roles); a test walks them.
//   - It decides nothing and looks nothing up.
//
// "Senha de acesso" opens the counter, "senha de autorização" releases a
// procedure: neither is ever just "senha".
package phrases
