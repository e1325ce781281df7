"""What runs when, with nobody watching."""

from voc.schedule.running import run_forever

__all__ = ["run_forever"]
