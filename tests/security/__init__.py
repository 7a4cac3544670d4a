"""What somebody who tries to break in meets."""
