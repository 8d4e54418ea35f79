all: a b | c d
a b:: c ; @echo $@ # not a comment
x.c x.h &: y.y
x.c x.h&::y.y
%.o: %.c FORCE
	$(call if_changed,cc_o_c)
$(obj)/a.o $(obj)/b.o: $(obj)/%.o: $(src)/%.c | $(obj)
all: X := 1 # c
%.o: private override CFLAGS += -g ; x # y
a: $$(@:=.c)
a\:b: c\|d e\ f | g
: nothing
	ignored
all: \
  one \
  two ; cmd1 \
	cmd2 \
  $(call f,a \
	  b)
	last
FORCE:
