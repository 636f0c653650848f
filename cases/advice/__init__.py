"""The register of kept advices (KA-)."""
