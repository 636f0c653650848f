"""What works on any register: filing and acting, lists, digests, figures, destruction."""
