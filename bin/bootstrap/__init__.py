"""What `bin/up`, `bin/test`, `bin/relay` and `bin/shots` share: a set-up that any Linux python3 can do by itself.

Standard library only, and syntax that an old python3 can read far enough to say that it is too old. The parts:
`installation` decides whether .venv is what the locks ask for and makes it so; `installer` finds or fetches uv;
`pip_settings` tells uv what pip on this machine has been told; `saying` prints.
"""
