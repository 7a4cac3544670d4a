"""The hall: what every page promises."""
