# One image for every process: web, worker, dispatcher, clock and the migration differ only in their command.

FROM python:3.12-slim-bookworm AS packages
# Where an own package index or certificate is needed: --build-arg PIP_INDEX_URL=...
ARG PIP_INDEX_URL
WORKDIR /srv/relay
COPY pyproject.toml requirements.txt requirements-installer.txt ./
COPY bin/bootstrap bin/bootstrap
# The same set-up as on every other machine: pinned, every file checked against its hash.
RUN PYTHONPATH=bin python -m bootstrap requirements.txt && rm -rf .venv/tools

FROM python:3.12-slim-bookworm
RUN useradd --no-log-init --uid 10001 --home-dir /var/lib/relay --create-home relay
WORKDIR /srv/relay
COPY --from=packages /srv/relay/.venv .venv
COPY relay relay
COPY workers workers
COPY migrations migrations
# Compiled here, because the running image may write nowhere.
RUN python -m compileall -q relay workers migrations
ENV PATH=/srv/relay/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    RELAY_ENVIRONMENT=production \
    RELAY_DATA=/var/lib/relay \
    RELAY_PORT=8000
# By number, so that an orchestrator can see that it is not root.
USER 10001
EXPOSE 8000
ENTRYPOINT ["relay"]
CMD ["serve", "--host", "0.0.0.0"]
