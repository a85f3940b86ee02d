# `make run` and `make test` are all that a fresh machine needs: they install what is missing.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test check dev bench torture screenshots site tools

export CARGO_TARGET_DIR ?= $(HOME)/.cache/ogonhojd/target
export OGONHOJD_ASSETS ?= $(CARGO_TARGET_DIR)/site

# Options for the demo: make run ARGS="--listen 127.0.0.1:4000"
ARGS ?=

help: ## lists these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## starts the demo, a fictional municipality, and prints its address
	@scripts/tools.sh wasm
	@scripts/build-site.sh
	@cargo build -p server
	@exec "$(CARGO_TARGET_DIR)/debug/ogonhojd" demo $(ARGS)

test: ## all tests: Rust on both databases, then people's journeys in a browser
	@scripts/test.sh

check: ## formatting, clippy, forbidden patterns, no regex in the wasm: before every commit
	@scripts/check.sh

dev: ## the demo, built again and restarted when a source changes
	@scripts/dev.sh $(ARGS)

bench: ## pages against ceilings, weight, start-up and 50 people on both databases; PROFILE=dev tries it unoptimised
	@scripts/bench.sh

torture: ## kills the server at random under load on both databases: nothing acknowledged may be lost; takes about 20 minutes
	@scripts/torture.sh

screenshots: ## pictures of the main pages into docs/screenshots
	@scripts/tools.sh wasm browser
	@scripts/build-site.sh
	@cargo build -p server
	@node end2end/screenshots.mjs $(ARGS)

site: ## builds what the browser loads
	@scripts/tools.sh wasm
	@scripts/build-site.sh

tools: ## installs everything that the other targets need
	@scripts/tools.sh all
