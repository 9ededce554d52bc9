"""The door of the three administrators: accounts and rights, recovery, extra power, what the books say.

The three are different people (GB/T 22239-2019, 8.1.4.2) and see different lines of the menu.
"""
