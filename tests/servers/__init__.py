"""The real servers that the tests run against, and the command behind `bin/test`.

A test about PostgreSQL meets PostgreSQL, a test about Redis meets Redis, a page is opened in Chromium. Where each comes from,
first hit wins: the environment, the machine's own binaries, as root on Debian or Ubuntu the package manager, else what
wheels carry. Where none can be had the tests fail and say what to install; they never skip.
"""
