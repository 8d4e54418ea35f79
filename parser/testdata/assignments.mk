# assignments with every operator
A = recursive $(B)
B:=simple	
C ::= posix
D :::= immediate
E ?= conditional
F += append
G != shell
obj-$(CONFIG_FOO)+=foo.o   bar.o # two objects
export override H = 1
override private export I := 1
else = 3
include = 4
define = 5
$(call name,a b) = computed
a+b := odd
  INDENTED = 1
	TAB = 1
EMPTY =
K = a\#b \\# comment
L = $(subst x,#,axb) # comment
M = a \
  b	\
	\
  c
.PHONY.x = y
undefine A
override undefine $(B)
