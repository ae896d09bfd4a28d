"""`python -m relay`: the command line, where the installed script is not on the path."""

from relay.cli import main

main()
