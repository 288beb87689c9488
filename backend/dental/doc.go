// Package dental knows teeth, faces and regions of the mouth (TUSS tables 28,
// 32 and 42), the dental procedures of TUSS table 22, and what an item of a
// request still needs or gets wrong.
//
// It promises:
//
//   - Every value is a function of its arguments: no clock, no I/O, no float.
//     What is current depends on the date that the caller gives.
//   - A Tooth, a Faces and a Region that came from a parser stand in the
//     tables; their zero values mean "not given" and are written as "".
//   - A code that cannot be used is answered by the reason (unknown, ended,
//     not yet valid, a slip of the finger) and what was probably meant.
//   - A Problem has a stable kind and, where the rules name one, a reason of
//     TUSS table 38. It never holds a sentence.
//
// The data file and its columns are explained in docs/catalogue.md.
package dental
