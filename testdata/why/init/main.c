/* main.c */
#include "loose.c"
