define a
line one # kept \
   joined
define inner
	endef
  endef
$(call x,$1 \
   $2)
endef # done
override define b :=
endef
export define c +=

endef
define d = extra
define
x
endef
endef extra
  define e
	ifdef x
  endef
define $(name)
y
