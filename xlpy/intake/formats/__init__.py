"""The only room that knows file formats: bytes in, sheets of cells and facts out."""
