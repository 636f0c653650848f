"""The register of requests of data subjects (RV-)."""
