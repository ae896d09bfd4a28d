"""The set-up alone, for the image and for the fetched servers: `PYTHONPATH=bin python3 -m bootstrap requirements.txt`."""

import sys

from bootstrap.installation import carry, ensure
from bootstrap.saying import SetUpError, say

try:
    if sys.argv[1] == "carry":
        carry(*sys.argv[2:])
    else:
        ensure(sys.argv[1])
except SetUpError as reason:
    say(str(reason))
    sys.exit(1)
