"""`python -m worker` is `meldpost`."""

from worker.cli import main

main()
