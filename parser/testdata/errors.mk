foo bar = x
foo bar := x
just words
        eight spaces
ifeq(a,b)
 ; recipe
= x
undefine
define
override
a: b: c
a: %.a %.b: c
a: : c
$(info 1) words
endif
else
all:
X = 1
	orphan
	another
ifeq x
else
else
endif
ifdef a b
endif
ifeq "a" b
else ifneq (
