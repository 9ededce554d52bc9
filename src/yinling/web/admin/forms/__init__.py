"""The forms of the admin door."""
