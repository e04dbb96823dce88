"""A call driven from outside: keys, breakpoints, steps forward and back, values and answers changed."""
