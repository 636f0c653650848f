"""What a register is, and what all of them share."""
