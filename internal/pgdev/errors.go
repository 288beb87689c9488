package pgdev

import (
	"errors"
	"fmt"
)

// What Start and FindBinaries can refuse. A caller that wants the words for a
// person prints the *Refusal itself.
var (
	// ErrNotInstalled: no PostgreSQL 15 or newer on this machine.
	ErrNotInstalled = errors.New("pgdev: PostgreSQL is not installed")
	// ErrInUse: another process serves from the data folder.
	ErrInUse = errors.New("pgdev: data folder in use")
	// ErrNotPermitted: the folder, or the server in it, belongs to another account.
	ErrNotPermitted = errors.New("pgdev: belongs to another account")
	// ErrNotWritable: the data folder cannot be made or written.
	ErrNotWritable = errors.New("pgdev: data folder not writable")
	// ErrNotReachable: the account that runs PostgreSQL cannot enter the folder.
	ErrNotReachable = errors.New("pgdev: data folder not reachable")
	// ErrOtherVersion: the cluster was made by a version that is not here.
	ErrOtherVersion = errors.New("pgdev: cluster of another version")
	// ErrNotACluster: something else stands where the cluster should.
	ErrNotACluster = errors.New("pgdev: not a cluster")
	// ErrDiskFull: too little room for PostgreSQL.
	ErrDiskFull = errors.New("pgdev: disk full")
	// ErrSocketFolder: no safe folder for the socket.
	ErrSocketFolder = errors.New("pgdev: socket folder refused")
	// ErrStart: PostgreSQL ended, or did not answer, at its start.
	ErrStart = errors.New("pgdev: PostgreSQL did not start")
)

// Refusal is one sentence for the person who runs the command: what is in the
// way and what to do.
type Refusal struct {
	// Kind is one of the Err… values.
	Kind error
	// Sentence is the whole message.
	Sentence string
	// Cause is what the system said, if anything.
	Cause error
}

// Error is the sentence.
func (r *Refusal) Error() string { return r.Sentence }

// Unwrap gives the kind and the cause to errors.Is.
func (r *Refusal) Unwrap() []error {
	if r.Cause == nil {
		return []error{r.Kind}
	}
	return []error{r.Kind, r.Cause}
}

func refuse(kind, cause error, format string, args ...any) error {
	return &Refusal{Kind: kind, Sentence: fmt.Sprintf(format, args...), Cause: cause}
}
