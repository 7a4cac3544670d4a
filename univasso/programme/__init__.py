"""The programme seen as a whole: its home page, its house style, what the law asks to say."""
