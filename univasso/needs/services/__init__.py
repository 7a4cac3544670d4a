"""What is done with the needs and the axes: worded, retired, brought near each other."""
