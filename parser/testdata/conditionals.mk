ifdef A
A1 = 1
else ifndef $(B) # c
B1 = 1
else	ifeq ( a , b )
else ifneq "a$(x)" 'b'
else # plain
C1 = 1
endif # end
ifeq ($(call f,a,b),$(g))
  ifeq (,$(filter a,b,c))
  endif
endif
ifeq 'a'"b"
endif
ifneq (a\
   b,c \
  )
endif
ifeq (a,b) c
else foo
else
endif x
