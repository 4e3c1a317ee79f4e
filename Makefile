# Fingerpost: `make site` builds the site, `make test` passes the tests.
CC ?= gcc
BUILD ?= build
STD := -std=c17 -D_GNU_SOURCE -Igenerator
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wstrict-prototypes \
  -Wold-style-definition -Wmissing-prototypes -Wmissing-declarations -Wwrite-strings -Wcast-qual \
  -Wpointer-arith -Wundef -Wvla -Wformat=2 -Wimplicit-fallthrough -Wswitch-enum -Wdouble-promotion \
  -Wnull-dereference -Wredundant-decls -fno-common
CFLAGS ?= -O2 -g
LIBS := -lcmark-gfm-extensions -lcmark-gfm -lyaml
SRC := $(filter-out generator/main.c,$(wildcard generator/*/*.c))
OBJ := $(SRC:generator/%.c=$(BUILD)/native/%.o)
TESTS := $(patsubst tests/unit/test_%.c,%,$(wildcard tests/unit/test_*.c))

$(BUILD)/native/%.o: generator/%.c
	@mkdir -p $(@D)
	$(CC) $(STD) $(WARN) -ffp-contract=off -fno-math-errno $(CFLAGS) -MMD -c -o $@ $<
$(BUILD)/unit/test_%.o: tests/unit/test_%.c
	@mkdir -p $(@D)
	$(CC) $(STD) $(WARN) -Itests/unit $(CFLAGS) -MMD -c -o $@ $<
$(BUILD)/libfingerpost.a: $(OBJ)
	@rm -f $@
	ar rcs $@ $^
# One test program a module: build/unit/str; `make unit-str` builds and runs it.
$(BUILD)/unit/%: $(BUILD)/unit/test_%.o $(BUILD)/libfingerpost.a
	$(CC) $(CFLAGS) -o $@ $< $(BUILD)/libfingerpost.a $(LIBS) -lcmocka
unit-%: $(BUILD)/unit/%
	$<
unit: $(TESTS:%=unit-%)
-include $(OBJ:.o=.d)
.SECONDARY:
.PHONY: unit
