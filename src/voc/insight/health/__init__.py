"""How sources fare, and when they are asked again."""
