"""What the registers share whose entries last for years."""
