"""The register of questions to an office (AD-)."""
