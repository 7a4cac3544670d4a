"""The register, and who takes part."""
