"""Looking after the installation: people, mails, pending work, health."""
