"""An association says in plain words what it wants to know; triage, wording, and what becomes of it."""
