"""Who takes part: associations, researchers and their units, and the register that knows them."""
