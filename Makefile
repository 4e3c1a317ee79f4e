# Fingerpost: `make site` builds the site, `make test` passes the tests, `make help` lists the rest.
#
# A variant is one way to compile everything, with a folder of its own:
#   native  gcc, what users run        clang  the same by clang
#   asan    clang, with its sanitizers of addresses and undefined behaviour
#   fuzz    libFuzzer with both        cover  counts of lines and branches
# `make V=asan unit-str` builds and runs one test program in one of them. The core is
# compiled once more, for WebAssembly, into build/wasm.

VERSION := 0.1.0
LLVM ?= 14
BUILD ?= build
V ?= native
S ?= 60
O := $(BUILD)/$(V)
export BUILD LLVM
export LC_ALL := C

ifeq ($(origin CC),default)
CC := gcc
endif
ifneq ($(filter clang asan fuzz,$(V)),)
CC := clang-$(LLVM)
endif
CFLAGS ?= -O2 -g
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
EXTRA_asan := -O1 $(SANITIZE)
EXTRA_fuzz := -O1 $(SANITIZE) -fsanitize=fuzzer-no-link
EXTRA_analyzer := -fanalyzer -Werror
EXTRA_cover := -O0 --coverage
LDFLAGS_fuzz := -fsanitize=fuzzer

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wstrict-prototypes \
  -Wold-style-definition -Wmissing-prototypes -Wmissing-declarations -Wwrite-strings -Wcast-qual \
  -Wpointer-arith -Wundef -Wvla -Wformat=2 -Wimplicit-fallthrough -Wswitch-enum \
  -Wdouble-promotion -Wnull-dereference -Wredundant-decls
WARN_gcc := -Wlogical-op -Wduplicated-cond -Wduplicated-branches -Wuse-after-free=3 \
  -Warith-conversion -Wformat-signedness
WARN_clang := -Wcomma -Wunreachable-code -Wconditional-uninitialized -Wassign-enum -Wthread-safety
WARN_CI := $(if $(filter true,$(CI)),-Werror)

# No fused multiply-add and no errno from arithmetic: the same bits natively and in the browser.
# The prefix map keeps the folder of the checkout out of the program.
MODE := -std=c17 -fno-common -ffp-contract=off -fno-math-errno -ffile-prefix-map=$(CURDIR)=.
COMPILE = $(CC) $(MODE) $(WARN) $(WARN_$(if $(findstring clang,$(CC)),clang,gcc)) $(WARN_CI) \
  -D_GNU_SOURCE -Igenerator -Itests/unit $(CFLAGS) $(EXTRA_$(V))
LINK = $(CC) $(CFLAGS) $(EXTRA_$(V)) $(LDFLAGS) $(LDFLAGS_$(V))
LIBS := -lcmark-gfm-extensions -lcmark-gfm -lyaml -lzip -lz

# The core in the browser: no libc and no imports. Small, but for what runs over columns of
# samples: there -Os makes vectors, which -Oz does not, and -O2 is hardly faster and 4 KB heavier.
# Structures are passed and returned as their members: a str by address would make modules a
# tenth larger. Loops keep their counters as written, and only what gets smaller is inlined:
# clang's default for speed would cost 5 % more.
# Counts of 32 bits fit ptrdiff_t only where it has 64, hence no warnings of their signs here.
WASM := $(BUILD)/wasm
WASM_CFLAGS := -Oz
WASM_INLINE := 20
WASM_FAST := vm dist fmath sobol stat cost_stat
WASM_COMPILE = clang-$(LLVM) --target=wasm32 $(MODE) $(WARN) $(WARN_clang) $(WARN_CI) \
  -Wno-sign-conversion -Wno-sign-compare -ffreestanding -nostdlibinc -mbulk-memory -msimd128 \
  -msign-ext -mnontrapping-fptoint -mmultivalue -Xclang -target-abi -Xclang experimental-mv \
  -mllvm -disable-lsr -mllvm -inline-threshold=$(WASM_INLINE) -Igenerator -Itests/vectors $(WASM_CFLAGS)
# Not linked through clang, which would run a wasm-opt that happens to be installed. The stack
# comes first, so that what overflows it traps; the deepest call takes 16 KiB of it.
WASM_LINK = wasm-ld-$(LLVM) --no-entry --strip-all --gc-sections --stack-first -z stack-size=65536

# The lowest KiB is the far end of a stack of which a quarter is used, so what is read at a pointer
# and less than that is one instruction.
WASM_OPT = $(BUILD)/shrink/node_modules/.bin/wasm-opt $(WASM_REORDER) -O3 --converge \
  --low-memory-unused --enable-bulk-memory --enable-multivalue --enable-mutable-globals \
  --enable-nontrapping-float-to-int --enable-sign-ext --enable-simd
WASM_REORDER := --flatten --rereloop -Oz

# Scripts go out with short names for what no other file sees.
TERSER = $(BUILD)/shrink/node_modules/.bin/terser --ecma 2020 --compress passes=3 --mangle

# Tests link everything but main.c, which defines main and core_oom.
# Programs of their own: the browser's modules, and what packs those.
SOURCES := $(sort $(filter-out generator/wasm/% generator/host/split.c,$(wildcard generator/*/*.c)))
CORE := $(filter generator/core/%,$(SOURCES))
LIBRARY := $(O)/libfingerpost.a
# A module for each kind of image, by its file in generator/wasm.
ENGINES := chart cost decide search
# What scripts and style sheets are for those who read them goes out without.
BARE := $(patsubst static/%,$(BUILD)/bare/%,$(sort $(wildcard static/*.js static/*.css)))
EMBED := $(BARE) $(sort $(shell find templates static -type f ! -name '.*' ! -name '*~' 2>/dev/null)) \
  $(sort $(ENGINES:%=$(WASM)/%.deflate) $(WASM)/join.deflate)
UNITS := $(patsubst tests/unit/test_%.c,%,$(sort $(wildcard tests/unit/test_*.c)))
FUZZERS := $(patsubst tests/fuzz/fuzz_%.c,%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
PROGRAMS := $(UNITS:%=$(O)/tests/unit/test_%) $(FUZZERS:%=$(O)/tests/fuzz/fuzz_%) \
  $(patsubst %.c,$(O)/%,$(sort $(wildcard tests/vectors/*.c tests/prop/*.c)))
SHRINKERS := $(BUILD)/shrink/node_modules/.package-lock.json
MODULES := tests/browser/node_modules/.package-lock.json
LIGHTHOUSE := $(BUILD)/lighthouse/node_modules/.package-lock.json
RIVALS := $(BUILD)/rivals/node_modules/.package-lock.json
FINDERS := $(BUILD)/rivals-search/node_modules/.package-lock.json
C_FILES := $(sort $(wildcard generator/*.[ch] generator/*/*.[ch] tests/*/*.[ch] \
  tests/bench/*/*.[ch]))

# Sub-makes use all processors unless this make was told a number.
AGAIN = +@$(MAKE) --no-print-directory $(if $(findstring -j,$(MAKEFLAGS)),,-j$$(nproc))

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

site: ## build the generator, then the site into build/site
	@.ci/packages site
	$(AGAIN) generator
	$(BUILD)/fingerpost build -o $(BUILD)/site

test: ## all tests; the last line counts them
	@.ci/packages test
	$(AGAIN) generator programs $(MODULES)
	$(AGAIN) V=asan generator programs
	$(AGAIN) $(WASM)/numbers.wasm
	@tests/run

generator: $(O)/fingerpost
ifeq ($(V),native)
generator: $(BUILD)/fingerpost
endif
programs: $(PROGRAMS)

# Compiling and linking: one rule each. `make --trace` shows the commands.
$(O)/%.o: %.c Makefile
	@mkdir -p $(@D)
	@echo '  $(V): $<'
	@$(COMPILE) -MMD -MP -c -o $@ $<
$(O)/generator/main.o $(O)/generator/cli/%.o: COMPILE += -DFINGERPOST_VERSION='"$(VERSION)"'
$(LIBRARY): $(SOURCES:%.c=$(O)/%.o) $(O)/embed.o
	@rm -f $@
	@ar rcsD $@ $^
$(O)/fingerpost: $(O)/generator/main.o $(LIBRARY)
	@$(LINK) -o $@ $^ $(LIBS)
$(BUILD)/fingerpost: $(BUILD)/native/fingerpost
	@ln -f $< $@
$(O)/tests/%: $(O)/tests/%.o $(LIBRARY)
	@$(LINK) -o $@ $(filter %.o,$^) $(LIBRARY) $(LIBS) -lcmocka -lm
# Without libFuzzer, a fuzz target runs over the files it is given.
ifneq ($(V),fuzz)
$(FUZZERS:%=$(O)/tests/fuzz/fuzz_%): $(O)/tests/fuzz/replay.o
endif

# The browser's modules: the engines, and one for tests/wasm/run alone.
$(WASM)/%.o: %.c Makefile
	@mkdir -p $(@D)
	@echo '  wasm: $<'
	@$(WASM_COMPILE) -MMD -MP -c -o $@ $<
$(WASM_FAST:%=$(WASM)/generator/core/%.o): WASM_CFLAGS := -Os -msimd128
$(WASM_FAST:%=$(WASM)/generator/core/%.o): WASM_INLINE := 0
$(ENGINES:%=$(WASM)/%.linked.wasm): $(WASM)/%.linked.wasm: $(CORE:%.c=$(WASM)/%.o) \
  $(WASM)/generator/wasm/memory.o $(WASM)/generator/wasm/%.o
$(WASM)/numbers.wasm: $(CORE:%.c=$(WASM)/%.o) $(WASM)/tests/wasm/numbers.o
$(ENGINES:%=$(WASM)/%.linked.wasm) $(WASM)/numbers.wasm:
	@$(WASM_LINK) -o $@ $^
# A twenty-fifth of what readers load; for size and then for speed comes out smallest.
# In the engine of costs, functions stay apart that are called once but are not small: browsers
# compile the hot ones again during the first run, and of large ones that takes much of it.
$(WASM)/cost.wasm: WASM_REORDER := --one-caller-inline-max-function-size=60
$(ENGINES:%=$(WASM)/%.wasm) $(WASM)/join.wasm: $(WASM)/%.wasm: $(WASM)/%.linked.wasm $(SHRINKERS)
	@$(WASM_OPT) -o $@ $<

$(BUILD)/bare/%.css: static/%.css generator/host/strip.awk
	@mkdir -p $(@D)
	@awk -f generator/host/strip.awk $< > $@.new && mv $@.new $@
$(BUILD)/bare/%.js: static/%.js $(SHRINKERS)
	@mkdir -p $(@D)
	@$(TERSER) -o $@ $<

# What joins the parts of a module again needs no more of the core than their description.
$(WASM)/join.linked.wasm: $(WASM)/generator/wasm/join.o
	@$(WASM_LINK) -z stack-size=4096 -o $@ $^
$(WASM)/join.deflate: $(WASM)/join.wasm
	@zopfli --deflate --i15 -c $< > $@

# As pages carry them. Sorted by kind, opcodes and numbers take a sixth less; zopfli takes a second
# to save a twentieth of what zlib makes of them.
$(WASM)/split: generator/host/split.c generator/core/module.h
	@mkdir -p $(@D)
	@echo '  split: $<'
	@$(CC) $(MODE) $(WARN) $(WARN_CI) -Igenerator -O2 -o $@ $<
$(WASM)/%.parts: $(WASM)/%.wasm $(WASM)/split
	@$(WASM)/split $< > $@.new && mv $@.new $@
$(ENGINES:%=$(WASM)/%.deflate): $(WASM)/%.deflate: $(WASM)/%.parts
	@zopfli --deflate --i15 -c $< > $@

# The files inside the program. The list is written anew each time, and counts
# as changed when a file was added or removed.
$(O)/embed.S: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' $(EMBED) | awk -v build='$(BUILD)' -f generator/host/embed.awk > $@.new
	@cmp -s $@.new $@ && rm $@.new || mv $@.new $@
$(O)/embed.o: $(O)/embed.S $(EMBED)
	@$(CC) -c -o $@ $<

# The browser tests' tools; npm leaves this file behind when it is done.
$(MODULES): tests/browser/package-lock.json
	npm ci --prefix tests/browser --ignore-scripts --no-audit --no-fund
	@touch $@

# What makes modules smaller, and what benchmarks compare with, where no lint and no test looks.
$(SHRINKERS): generator/host/package.json generator/host/package-lock.json
$(RIVALS): tests/bench/cost/package.json tests/bench/cost/package-lock.json
$(FINDERS): tests/bench/search/package.json tests/bench/search/package-lock.json
$(LIGHTHOUSE): tests/bench/lighthouse/package.json tests/bench/lighthouse/package-lock.json
$(SHRINKERS) $(RIVALS) $(FINDERS) $(LIGHTHOUSE): %/node_modules/.package-lock.json:
	@mkdir -p $*
	@cp $^ $*
	npm ci --prefix $* --ignore-scripts --no-audit --no-fund
	@touch $@

unit: $(UNITS:%=unit-%) ## all unit tests; `make unit-NAME` runs one of them
unit-%: $(O)/tests/unit/test_%
	$<

bad: generator ## bad input: is each fault found, at its place?
	tests/bad/run $(O)/fingerpost
golden: generator ## whole sites: do they come out as expected?
	tests/golden/run $(O)/fingerpost
golden-accept: generator ## take what comes out as expected, and show what changed
	tests/golden/run $(O)/fingerpost --accept

wasm: generator $(PROGRAMS) $(WASM)/numbers.wasm ## does the core say the same in WebAssembly?
	@tests/run wasm
bench-cost: generator $(O)/tests/bench/cost/bench $(RIVALS) ## how fast cost tables are, and others
	tests/bench/cost/run
bench-decide: generator $(O)/tests/bench/decide/bench ## how fast decisions are built and answered
	tests/bench/decide/run
bench-highlight: $(O)/tests/bench/highlight/bench ## how fast code is coloured
	@$< generator/model/site.c tests/prop/commands.sh static/wizard.js content/costs/adapt-llm.yaml \
	  tests/browser/package-lock.json static/site.css tests/golden/markdown/want/index.html \
	  tests/bench/highlight/sample.* README.md
bench-search: generator $(FINDERS) ## how well and how fast a site is searched, and by others
	tests/bench/search/run
bench: ## what Lighthouse says of a guide, a wizard and a calculator
	@.ci/packages bench
	$(AGAIN) generator $(LIGHTHOUSE)
	$(BUILD)/fingerpost build -o $(BUILD)/site
	tests/bench/lighthouse/run
weigh: generator ## what a reader's browser loads for each kind of page, as shipped
	tests/bench/weigh

asan: ## unit tests, bad input and golden sites under the sanitizers
	$(AGAIN) V=asan generator programs
	@tests/run asan

fuzz: ## libFuzzer on one target: make fuzz T=NAME [S=SECONDS]
	$(AGAIN) V=fuzz $(BUILD)/fuzz/tests/fuzz/fuzz_$(T)
	@mkdir -p $(BUILD)/corpus/$(T) tests/fuzz/corpus/$(T)
	$(BUILD)/fuzz/tests/fuzz/fuzz_$(T) -max_total_time=$(S) -print_final_stats=1 \
	  $(patsubst %,-dict=%,$(wildcard tests/fuzz/$(T).dict)) \
	  -artifact_prefix=$(BUILD)/corpus/$(T)- $(BUILD)/corpus/$(T) tests/fuzz/corpus/$(T)

# Below these percentages something is not tested at all.
GCOVR = gcovr --root . --object-directory $(BUILD)/cover --print-summary --output $(BUILD)/cover
cover: ## test coverage, with floors
	@.ci/packages tidy
	$(AGAIN) V=cover generator programs
	@find $(BUILD)/cover -name '*.gcda' -delete
	@tests/run cover
	$(GCOVR)/all.txt --filter generator/ --fail-under-line 85
	$(GCOVR)/core.txt --filter generator/core/ --fail-under-line 95 --fail-under-branch 85

lint: ## layers, sizes, style, diagnostics, core without libc, format
	@.ci/packages test
	$(AGAIN) $(BUILD)/native/libfingerpost.a
	@tests/run lints
format: ## put all C into the one format
	@clang-format-$(LLVM) -i $(C_FILES)
format-check:
	tests/lint/format
tidy: ## clang-tidy, cppcheck and gcc's analyzer
	@.ci/packages tidy
	printf '%s\n' $(SOURCES) generator/main.c generator/host/split.c | xargs -P "$$(nproc)" -n 4 sh -c \
	  'clang-tidy-$(LLVM) --quiet "$$@" -- -std=c17 -D_GNU_SOURCE -DFINGERPOST_VERSION=\"\" -Igenerator' tidy
	clang-tidy-$(LLVM) --quiet generator/wasm/*.c -- --target=wasm32 -std=c17 -ffreestanding -Igenerator
	cppcheck --quiet --error-exitcode=1 --enable=warning,performance,portability --std=c11 \
	  --inline-suppr -D_GNU_SOURCE -Igenerator generator
	$(AGAIN) V=analyzer generator
clean: ## remove what was built
	rm -rf $(BUILD)

.DELETE_ON_ERROR:
.SECONDARY:
.PHONY: help site test generator programs unit bad golden golden-accept asan fuzz cover lint format \
  format-check tidy clean wasm weigh bench bench-cost bench-decide bench-highlight bench-search FORCE
-include $(patsubst %.c,$(O)/%.d,$(filter %.c,$(C_FILES)))
-include $(patsubst %.c,$(WASM)/%.d,$(CORE) $(wildcard generator/wasm/*.c) tests/wasm/numbers.c)
