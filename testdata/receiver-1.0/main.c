// SPDX-License-Identifier: GPL-2.0
#include <linux/module.h>
#include "receiver.h"

static int __init receiver_init(void)
{
	return receiver_tune(100);
}
module_init(receiver_init);

MODULE_DESCRIPTION("A module to lint");
MODULE_LICENSE("GPL");
