"""`python -m besedka` is the command `besedka`."""

from besedka.cli import main

main()
