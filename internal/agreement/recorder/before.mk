# Read by the copy of scripts/Makefile.build right before the Kbuild file:
# remembers which variables there are.
recorder-before := $(.VARIABLES)
