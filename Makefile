# Guichê: the commands of the house. `make` alone lists them.

SHELL       := bash
.SHELLFLAGS := -eu -o pipefail -c

GO   ?= go
LINT := .cache/bin/golangci-lint

# The public tables of the ANS are compared with ours where they stand beside
# the project.
ifneq ($(wildcard ../shared/data/ans/tables/*.csv),)
TAGS := -tags ansdata
endif

.PHONY: help
help: ## list the commands
	@sed -n -E 's/^([a-z-]+):.*## (.*)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 12

.PHONY: demo
demo: ## everything on this machine: bot, PostgreSQL, Redis, a messenger in the browser
	@tools/install demo
	@mkdir -p .cache && $(GO) build -o .cache/guiche ./cmd/guiche
	@exec .cache/guiche demo $(ARGS)

.PHONY: test
test: ready format vet ## all that has to pass: format, vet, every test, on real servers
	@echo "== tests"
	@tools/gotest -race -count=1 -timeout=10m $(TAGS) ./...

.PHONY: ready
ready:
	@tools/install test

.PHONY: format
format: ## tell which files gofmt would change
	@echo "== format"
	@changed=$$(gofmt -l .); \
	if [[ -n "$$changed" ]]; then echo "gofmt -w these:"; echo "$$changed"; exit 1; fi

.PHONY: vet
vet: ## what the Go team's own checks find
	@echo "== vet"
	@$(GO) vet -race $(TAGS) ./...

.PHONY: lint
lint: $(LINT) ## the stricter checks of .golangci.yml
	@echo "== lint"
	@GOLANGCI_LINT_CACHE=$(CURDIR)/.cache/golangci-lint $(LINT) run $(ARGS)

# The linter has a module of its own, so that its many libraries are not ours.
$(LINT): tools/lint/go.mod tools/lint/go.sum
	@echo "== build the linter (two minutes, once)"
	@mkdir -p $(@D)
	@cd tools/lint && $(GO) build -buildvcs=false -o $(CURDIR)/$@ github.com/golangci/golangci-lint/v2/cmd/golangci-lint

.PHONY: bench
bench: ## how many updates a second; ARGS="-h" tells what can be set
	@tools/install demo
	@$(GO) run ./internal/bench $(ARGS)

.PHONY: docs
docs: ## write the generated pages anew
	@mkdir -p .cache
	@$(GO) run ./cmd/guiche docs >.cache/config.md && mv .cache/config.md docs/config.md

.PHONY: gallery
gallery: ## take every picture of docs/dialogs anew, with a headless browser
	@tools/install test
	@GUICHE_GALLERY=1 $(GO) test -count=1 -timeout=20m ./cmd/guiche -run TestGallery -update
	@git status --short docs/dialogs

.PHONY: golden
golden: docs ## write every golden file anew; then read the difference
	@$(GO) test -count=1 $$($(GO) list -f '{{.ImportPath}} {{.TestImports}} {{.XTestImports}}' ./... | awk '/guiche\/internal\/golden/ && !/^guiche\/cmd\// {print $$1}') -update
	@git status --short

.PHONY: clean
clean: ## remove what these commands left in .cache
	@rm -rf .cache
