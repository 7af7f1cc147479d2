"""How far influence spreads in a network, from whom it spreads furthest, and who depends on whom."""
