#!/bin/sh
# Run once, on an empty data folder. The product owns its database and no more than that: a superuser, or a role with
# BYPASSRLS, would see through the wall between agencies. The password comes in as a variable, so that psql quotes it.
set -eu
psql --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres --set=password="$DATABASE_PASSWORD" <<'SQL'
CREATE ROLE relay LOGIN PASSWORD :'password' NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
CREATE DATABASE relay OWNER relay ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE relay FROM PUBLIC;
SQL
