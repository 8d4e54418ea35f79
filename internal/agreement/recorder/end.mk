# Read by the copy of scripts/Makefile.build at its end: a dry run has to expand
# recipes only for their calls of $(MAKE), which no command below makes.
cmd = @:
cmd_and_fixdep = @:
if_changed = @:
if_changed_dep = @:
if_changed_rule = @:
filechk = @:
