package postgres

import (
	"testing"

	"guiche/internal/pgtest"
)

func TestMain(m *testing.M) { pgtest.Main(m, Migrate) }
