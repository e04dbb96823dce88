"""Finding things: lists searched while one types, all open flows at once, and where a name is used."""
