include $(srctree)/a.mk b.mk # two
-include c.mk
sinclude d.mk \
  e.mk
	include tab.mk
export
export A B $(C)
unexport D = 1
vpath %.c src:lib
vpath
load x.so
-load y.so
$(eval $(call template,a))
$(foreach f,a b,$(eval $(f) := 1))
$(rules) ; recipe $@
