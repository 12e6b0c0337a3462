// SPDX-License-Identifier: MIT
/*
 * about: A crypto request gets pages that are held by a plain reference; the request keeps them until it is answered.
 * source: net/tls/tls_sw.c:tls_decrypt_sg and fs/cifs/smb2ops.c:crypt_message (v6.1), written anew
 * status: active
 * kernel: 6.12
 */
#include <linux/mm.h>
#include <linux/scatterlist.h>
#include <crypto/skcipher.h>

int bad_encrypt(struct skcipher_request *req, unsigned long addr, u8 *iv)
{
	struct scatterlist sg;
	struct page *page;
	int err;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1) //~ PF401 a device works on the contents
		return -EFAULT;
	sg_init_table(&sg, 1);
	sg_set_page(&sg, page, PAGE_SIZE, 0);
	skcipher_request_set_crypt(req, &sg, &sg, PAGE_SIZE, iv);
	err = crypto_wait_req(crypto_skcipher_encrypt(req), req->base.data);
	set_page_dirty_lock(page);
	put_page(page);
	return err;
}

int good_encrypt(struct skcipher_request *req, unsigned long addr, u8 *iv)
{
	struct scatterlist sg;
	struct page *page;
	int err;

	if (pin_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	sg_init_table(&sg, 1);
	sg_set_page(&sg, page, PAGE_SIZE, 0);
	skcipher_request_set_crypt(req, &sg, &sg, PAGE_SIZE, iv);
	err = crypto_wait_req(crypto_skcipher_encrypt(req), req->base.data);
	unpin_user_pages_dirty_lock(&page, 1, true);
	return err;
}

/* The request that has the pages was not answered yet: its callback lets them go. */
int good_encrypt_later(struct skcipher_request *req, struct cipher_job *job, unsigned long addr, u8 *iv)
{
	struct page *page;
	int err;

	if (pin_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	sg_init_table(job->sg, 1);
	sg_set_page(job->sg, page, PAGE_SIZE, 0);
	skcipher_request_set_crypt(req, job->sg, job->sg, PAGE_SIZE, iv);
	err = crypto_skcipher_encrypt(req);
	if (err == -EINPROGRESS)
		return 0;
	unpin_user_pages_dirty_lock(&page, 1, true);
	return err;
}
