all:
	@echo one

# comment
	@echo $(subst a,b,a \
	   a) \
	two $$(date \
	  +%s) \\
ifdef X
	@echo three
  ifeq ($(X),1)
	ifdef Y
  else
	# a shell comment
  endif
endif
	four
	
X := 1
	ifdef X
	Y := 2
	endif
$(call rules,a)
	maybe
	ifdef Z
	also maybe
	endif
$(info hello)
	A = 1
.RECIPEPREFIX = >
all:
> five \
> six
	B = 1
.RECIPEPREFIX =
all:
	seven
