"""The pages of the admin door."""
