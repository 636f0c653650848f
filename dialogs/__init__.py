"""What is asked, in which order and in which words; understanding Dutch. No I/O."""
