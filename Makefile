# make run        builds driver and runs the first example
# make test       checks the format, builds everything and runs all tests
# make thorough   breaks runs as often as it takes to find what is rare; about half an hour
# make benchmark  measures against ninja, make and Luigi, in release builds
# make install    installs driver into PREFIX/bin (default: ~/.local)

PREFIX ?= $(HOME)/.local
DRIVER = .build/debug/driver
# What is done a million times is done by a release build.
THOROUGHLY = -c release -Xswiftc -enable-testing --scratch-path .build/thorough
SOURCES = Package.swift Sources Templates Pipelines Tests

.PHONY: run test thorough lint format benchmark install packages test-packages

run: packages
	swift build --product driver
	$(DRIVER) --ds 2016-04-26 --only pipeline:cat_gifs

test: test-packages lint
	swift build --build-tests
	# In turn, because those that start processes should not wait for those that reckon.
	swift test --skip-build --skip 'EndToEndTests|FaultTests|LocalLauncherTests'
	swift test --skip-build --filter LocalLauncherTests
	swift test --skip-build --filter EndToEndTests
	swift test --skip-build --filter FaultTests

thorough: test-packages
	swift build $(THOROUGHLY) --build-tests
	DATASWARM_THOROUGH=1 swift test $(THOROUGHLY) --skip-build --filter FaultTests
	DATASWARM_THOROUGH=1 swift test $(THOROUGHLY) --skip-build --filter 'BitTests|CivilTimeTests|FuzzingTests|TaskOutputTests'
	DATASWARM_SEEDS=1000000 swift test $(THOROUGHLY) --skip-build --filter SimulationTests
	DATASWARM_SEEDS=50000 swift test $(THOROUGHLY) --skip-build --filter PlanModelTests
	DATASWARM_SEEDS=3000 swift test $(THOROUGHLY) --skip-build --filter SQLiteStoreTests.RandomWalkTests

lint:
	swift format lint --strict --parallel --recursive $(SOURCES)

format:
	swift format --in-place --parallel --recursive $(SOURCES)

benchmark: packages
	.ci/install ninja-build make python3 python3-pip python3-venv
	swift build -c release --product driver
	swift build -c release --product record-generator
	Tests/Benchmarks/run

install: packages
	swift build -c release --product driver
	install -D .build/release/driver $(PREFIX)/bin/driver
	# What a package that 'driver init' begins depends on.
	mkdir -p $(PREFIX)/share/dataswarm
	address=$$(git remote get-url origin 2>/dev/null); \
	case $$address in *://*|*@*:*) ;; *) address=$(CURDIR) ;; esac; \
	echo "$$address" > $(PREFIX)/share/dataswarm/framework

packages:
	@.ci/install libsqlite3-dev

test-packages: packages
	@.ci/install sqlite3 php-cli python3 python3-pip util-linux tzdata
