"""What the organisation keeps: records, terms, use cases and the ports they need. No I/O."""
