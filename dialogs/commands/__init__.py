"""What officers type to open a register."""
