"""A command of voc as the child of a scheduler: ``python -m voc.schedule.child FD ARGUMENT…``.

It ends when its parent does, however that ends: else a command whose run another process took over
would go on beside it.
"""

import os
import runpy
import signal
import sys
import threading


def main() -> None:
    lifeline, *arguments = sys.argv[1:]
    threading.Thread(target=_end_with_parent, args=(int(lifeline),), daemon=True).start()
    sys.argv = ["voc", *arguments]
    runpy.run_module("voc", run_name="__main__")


def _end_with_parent(lifeline: int) -> None:
    os.read(lifeline, 1)  # nothing is ever written: it returns when the other end is closed
    os.killpg(0, signal.SIGKILL)  # with all processes that it started


if __name__ == "__main__":
    main()
