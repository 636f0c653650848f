"""The register of agreements with other organisations (OV-)."""
