"""The register of standing answers (VA-)."""
