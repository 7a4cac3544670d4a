"""Signing in and out, sessions, invitations."""
