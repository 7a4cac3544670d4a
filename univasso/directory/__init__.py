"""Who takes part: associations and their members, researchers, places, the register."""
