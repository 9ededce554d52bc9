"""The second pair of eyes: what one person writes and asks for, another approves or refuses.

Nouns: approval, draft. It knows who asked, who decided and why, and through which states a draft goes in the table of
the app that keeps it. It refuses to know what is approved: that carries its own public id here, says what it means, and
acts when it is told.
"""
