"""`python -m caunoi` is the same program as the console script `caunoi`."""

import sys

from caunoi.config.cli import main

if __name__ == "__main__":
    sys.exit(main())
