"""How the tables of the store came about: one file a step, never changed once it is released."""
