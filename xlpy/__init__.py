"""Plan167: forms out, submissions in, one provincial edition with every figure traceable to its cell."""
