"""What every room stands on: rows and their walls, the journal, places, accounts, rights, jobs and deadlines."""
