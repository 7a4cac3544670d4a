"""What changes in seminars: the meeting itself, its seats and its waiting list."""
