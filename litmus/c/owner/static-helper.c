// SPDX-License-Identifier: MIT
/*
 * about: The release is in a static function below; one path does not call it.
 * source: invented
 * status: active
 * sites: all
 */
#include <linux/mm.h>

struct churn {
	struct page *pages[8];
	int nr;
};

static void churn_unpin(struct churn *c);
int churn_spin(struct churn *c);
bool churn_stopped(struct churn *c);

int bad_stopped(struct churn *c, unsigned long addr)
{
	struct churn local = {};
	int ret;

	local.nr = pin_user_pages_fast(addr, 8, 0, local.pages); //~ site kind=pin releases=unpin_user_pages@churn_unpin
	if (local.nr <= 0)
		return -EFAULT;
	if (churn_stopped(c))
		return -EBUSY; //~ PF101 pin_user_pages_fast
	ret = churn_spin(&local);
	churn_unpin(&local);
	return ret;
}

int good_stopped(struct churn *c, unsigned long addr)
{
	struct churn local = {};
	int ret;

	local.nr = pin_user_pages_fast(addr, 8, 0, local.pages); //~ site kind=pin releases=unpin_user_pages@churn_unpin
	if (local.nr <= 0)
		return -EFAULT;
	if (churn_stopped(c)) {
		churn_unpin(&local);
		return -EBUSY;
	}
	ret = churn_spin(&local);
	churn_unpin(&local);
	return ret;
}

static void churn_unpin(struct churn *c)
{
	unpin_user_pages(c->pages, c->nr);
	c->nr = 0;
}
