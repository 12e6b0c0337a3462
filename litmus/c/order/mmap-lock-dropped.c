// SPDX-License-Identifier: MIT
/*
 * about: The lock is taken to look the vma up, and dropped before the pages are pinned: who calls the function cannot hold it.
 * source: drivers/staging/media/atomisp/pci/hmm/hmm_bo.c:alloc_user_pages (v5.9), written anew
 * status: active
 * kernel: 6.1
 */
#include <linux/mm.h>
#include <linux/sched/mm.h>

struct net {
	struct page *pages[4];
	int count;
	bool io;
};

int bad_net_fill(struct net *n, unsigned long addr)
{
	struct vm_area_struct *vma;

	mmap_read_lock(current->mm);
	vma = find_vma(current->mm, addr);
	mmap_read_unlock(current->mm);
	if (!vma)
		return -EFAULT;
	if (vma->vm_flags & VM_IO) {
		n->count = pin_user_pages(addr, 4, FOLL_WRITE | FOLL_LONGTERM, n->pages, NULL); //~ PF602 dropped on every path
		n->io = true;
	} else {
		n->count = pin_user_pages_fast(addr, 4, FOLL_WRITE | FOLL_LONGTERM, n->pages);
	}
	return n->count > 0 ? 0 : -EFAULT;
}

int good_net_fill(struct net *n, unsigned long addr)
{
	struct vm_area_struct *vma;

	mmap_read_lock(current->mm);
	vma = find_vma(current->mm, addr);
	if (!vma) {
		mmap_read_unlock(current->mm);
		return -EFAULT;
	}
	n->io = vma->vm_flags & VM_IO;
	n->count = pin_user_pages(addr, 4, FOLL_WRITE | FOLL_LONGTERM, n->pages, NULL);
	mmap_read_unlock(current->mm);
	return n->count > 0 ? 0 : -EFAULT;
}

/* Looks a vma up and takes no lock: whoever calls it holds it. */
int good_net_fill_for_holders(struct net *n, unsigned long addr)
{
	struct vm_area_struct *vma = find_vma(current->mm, addr);

	if (!vma)
		return -EFAULT;
	n->count = pin_user_pages(addr, 4, FOLL_WRITE | FOLL_LONGTERM, n->pages, NULL);
	return n->count > 0 ? 0 : -EFAULT;
}

/* One way leaves the lock as the caller has it. */
int good_net_fill_either(struct net *n, unsigned long addr, bool take)
{
	struct vm_area_struct *vma;

	if (take)
		mmap_read_lock(current->mm);
	vma = find_vma(current->mm, addr);
	n->io = vma && (vma->vm_flags & VM_IO);
	n->count = pin_user_pages(addr, 4, FOLL_WRITE | FOLL_LONGTERM, n->pages, NULL);
	if (take)
		mmap_read_unlock(current->mm);
	return n->count > 0 ? 0 : -EFAULT;
}

void net_empty(struct net *n)
{
	unpin_user_pages_dirty_lock(n->pages, n->count, true);
	n->count = 0;
}
