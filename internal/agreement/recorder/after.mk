# Read by the copy of scripts/Makefile.build right after the Kbuild file: writes
# the record of this visit, a JSON object of one line, to $(RECORDER_FILE).
# Recorded are the lists that kbuild knows, and every variable that the Kbuild
# file made and that can be expanded without running a command of a recipe: the
# simple ones, and recursive ones with the name of a list.
recorder-lists := %-y %-m %-n %- %-objs %-cxxobjs hostprogs userprogs targets clean-files
recorder-settings := obj src kbuild-file kbuild-dir need-builtin need-modorder
recorder-made := $(filter-out $(recorder-before) recorder-%,$(.VARIABLES))
recorder-names := $(sort $(filter $(recorder-lists),$(.VARIABLES)) $(recorder-made))

define recorder-newline


endef
recorder-empty :=
recorder-tab := $(recorder-empty)	$(recorder-empty)
recorder-escaped = $(subst $(recorder-newline),\n,$(subst $(recorder-tab),\t,$(subst ",\",$(subst \,\\,$1))))
recorder-string = "$(call recorder-escaped,$1)"

# The name of a variable, if its value is to be recorded.
recorder-selected = $(if $(filter file override,$(origin $1)),$(if $(filter simple,$(flavor $1))$(filter \
	$(recorder-lists),$1),$1))
recorder-pair = $(call recorder-string,$1): $(call recorder-string,$($1))
recorder-pairs = $(foreach recorder-name,$1,$(call recorder-pair,$(recorder-name))$(recorder-comma))
recorder-comma := ,
recorder-chosen := $(filter-out $(recorder-settings) CONFIG_%,$(foreach recorder-name,$(recorder-names),$(call \
	recorder-selected,$(recorder-name))))

$(file >$(RECORDER_FILE),{"obj": $(call recorder-string,$(obj))$(recorder-comma) \
	"from": $(call recorder-string,$(RECORDER_FROM))$(recorder-comma) \
	"goals": $(call recorder-string,$(MAKECMDGOALS))$(recorder-comma) \
	"need-builtin": $(call recorder-string,$(need-builtin))$(recorder-comma) \
	"need-modorder": $(call recorder-string,$(need-modorder))$(recorder-comma) \
	"variables": {$(call recorder-pairs,$(recorder-chosen)) "": ""}})

# Directories below this one are visited from it.
export RECORDER_FROM := $(obj)
