"""The second pair of eyes: what one person asks for, another approves or refuses.

Nouns: approval. It knows who asked, who decided and why. It refuses to know what is approved: that carries its own
public id here, and acts when it is told.
"""
