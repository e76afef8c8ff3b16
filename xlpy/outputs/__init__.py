"""Papers and tables made of an edition."""
