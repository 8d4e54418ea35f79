A = $(a) ${b} $c $@ $$ $(c$(d)) ${e$(f)g} $
B = $(x:.c=.o) $(x:%.c=$(y)%.o) $($(a):a=b) $(a:b) ${$(z):$(p)=$(q)} $(a$:=b)
C = $(call f,a,$(call g,b, c),(d,e),{f,g}) $(call $(name),x)
D = $(subst a,b,c,d) $(if $(x),,y) $(if  a , b , c ) $(or a,b,c) ${strip a,b}
E = $(subst) $(nosuch a,b) $(info) $(info	tab) $(filter-out a b,$(c)) $(wildcard *.c)
F = $(a(b)c) $(a($(b)c)) $($(a)(b)
G = $(subst a,$(b,c) $(d
H = $(a
I = ${subst a,b
J = $(subst a,b)
K = $(call a \
   , b)$(eval \
   x)
L = $(x $(subst a,b,${c,d}))
