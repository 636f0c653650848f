"""The register of breaches (DL-), read in this order: register, case, life, rhythm, messages, forms, cards."""
