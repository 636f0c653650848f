"""The assessment of a breach as questions on its card."""
