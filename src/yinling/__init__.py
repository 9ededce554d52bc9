"""Yinling 银龄: precise services to retired cadres. `docs/map.md` says which package holds what."""
