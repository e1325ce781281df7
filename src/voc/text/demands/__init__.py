"""What exactly a wish asks a maker for."""
