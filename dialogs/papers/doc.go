// Package papers draws the pictures and documents that go with replies: the
// odontogram, the faces of a tooth, sheets of thumbnails, attachments as people
// are shown them, days for a calendar, and as PDF a request, an authorisation, a denial
// and a month or a year of what a member pays.
//
//	dialogs.Paper ──▶ Press.Make ──▶ Sheet (PNG, JPEG, PDF or iCalendar)
//	                      └── Blobs: previews and originals
//
// What is drawn is a function of the paper, the operator's profile and the blobs:
// no clock, so the same paper has the same bytes.
package papers
