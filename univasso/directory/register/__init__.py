"""The national register of associations: its files, the words that find an entry, its answers."""
