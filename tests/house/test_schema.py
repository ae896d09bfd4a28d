"""The schema keeps agencies apart by itself, on both databases, and is the one that the models describe."""

import ast
import re
from pathlib import Path

import pytest
import sqlalchemy as sa

from relay.domain.agency import Agency
from relay.domain.base import Base, OfAgency
from relay.store.migrating import at_head, differences, downgrade, upgrade
from relay.store.store import Store
from tests.stores import Database

# Outside row-level security, because the agency is not known yet when they are asked. Each with its reason.
OUTSIDE = {
    "sign_in_name": "tells to which agency an address signs in",
    "sign_in_session": "tells whose a cookie is",
    "api_token": "tells whose a bearer token is",
    "pass": "whoever comes with it is not signed in",
    "locator": "tells whose a notice's link is",
    "asking_link": "whoever comes with it has no account",
    "share_link": "whoever comes with it has no account",
    "passkey_locator": "tells whose a passkey is",
    "ceremony": "whoever answers it is not signed in",
    "challenge": "whoever comes with its key is not signed in",
    "handoff": "the dispatcher claims for all agencies, and learns the agency from the row",
    "lease": "says which process makes the clock's round; it is nobody's",
}
VERSIONS = Path(__file__).resolve().parents[2] / "migrations/versions"
# What a migration may take from the product, which goes on changing after the migration was shipped: what never changes.
STEADY = {"relay.store.schema_steps"}
TABLES = Base.metadata.tables
TENANT = {
    table.name
    for mapper in Base.registry.mappers
    if issubclass(mapper.class_, OfAgency)
    for table in mapper.tables
}


def test_models_equal_migrations(store: Store) -> None:
    assert at_head(store.writer)
    assert differences(store.writer) == []


def test_the_database_lets_in_the_values_that_the_models_know_and_no_others(store: Store) -> None:
    """Comparing models and migrations passes over CHECKs."""
    inspector = sa.inspect(store.writer)
    for table in TABLES.values():
        kept = {check["name"]: check["sqltext"] for check in inspector.get_check_constraints(table.name)}
        for column in table.columns:
            if isinstance(column.type, sa.Enum):
                found = kept[f"ck_{table.name}_{column.type.name}"]
                assert set(re.findall(r"'(\w+)'", found)) == set(column.type.enums), column


def test_a_migration_that_lets_in_a_kind_of_notice_takes_that_one_back(store: Store) -> None:
    before = {
        revision: kinds_at(store, revision)
        for revision in ("0015", "0014", "0013", "0012", "0009", "0006", "0005")
    }
    assert before["0015"] - before["0014"] == {"passkey_added"}
    assert before["0013"] - before["0012"] == {"records_merged"}
    assert before["0006"] - before["0005"] == {"action_due"}
    upgrade(store.writer)
    assert kinds_at(store, "0009") == before["0009"]


def kinds_at(store: Store, revision: str) -> set[str]:
    """What notices may be in a schema that was taken back to `revision`."""
    downgrade(store.writer, revision)
    checks = sa.inspect(store.writer).get_check_constraints("notice")
    [found] = [check["sqltext"] for check in checks if check["name"] == "ck_notice_noticekind"]
    return set(re.findall(r"'(\w+)'", found))


def test_migrations_can_be_taken_back_and_applied_again(store: Store) -> None:
    downgrade(store.writer, "base")
    left = set(sa.inspect(store.writer).get_table_names()) - {"alembic_version"}
    assert left == set()
    assert not at_head(store.writer)
    upgrade(store.writer)
    assert differences(store.writer) == []


def test_every_table_is_an_agencys_or_outside_for_a_reason() -> None:
    assert TENANT | {Agency.__tablename__} | set(OUTSIDE) == set(TABLES)
    assert TENANT & set(OUTSIDE) == set()


def test_a_tenants_key_begins_with_its_agency() -> None:
    for name in TENANT:
        assert next(iter(TABLES[name].primary_key.columns)).name == "agency_id", name


def test_every_key_between_an_agencys_tables_carries_the_agency_along() -> None:
    for table in TABLES.values():
        for key in table.foreign_key_constraints:
            columns = [column.name for column in key.columns]
            if key.referred_table.name == "agency":
                assert columns == ["agency_id"], key
            else:
                assert columns[0] == "agency_id", key
                assert [element.column.name for element in key.elements] == ["agency_id", "id"], key


def test_nothing_is_deleted_or_emptied_by_the_database_itself(store: Store) -> None:
    """SET NULL on a composite key would null the agency; a cascade would take history away."""
    inspector = sa.inspect(store.writer)
    rules = {
        (table, str(key["options"].get("ondelete")))
        for table in inspector.get_table_names()
        for key in inspector.get_foreign_keys(table)
        if key["options"].get("ondelete") not in (None, "NO ACTION", "RESTRICT")
    }
    assert rules == set()


def test_unique_keys_of_an_agencys_tables_are_unique_within_it() -> None:
    """Otherwise a refused insert would tell that another agency has such a row."""
    for name in TENANT:
        for constraint in TABLES[name].constraints:
            if isinstance(constraint, sa.UniqueConstraint):
                assert "agency_id" in constraint.columns, constraint
        for index in TABLES[name].indexes:
            if index.unique:
                assert "agency_id" in index.columns, index.name


class TestRowLevelSecurity:
    """PostgreSQL's own lines between the agencies."""

    @pytest.fixture
    def database(self) -> Database:
        return "postgres"

    def test_it_is_on_and_forced_with_one_policy_for_reading_and_writing(self, store: Store) -> None:
        flags = sa.text(
            "SELECT relname, relrowsecurity AND relforcerowsecurity FROM pg_class "
            "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
        policies = sa.text(
            "SELECT tablename, cmd, qual, with_check FROM pg_policies WHERE schemaname = 'public'"
        )
        with store.writer.connect() as connection:
            protected = {name for name, on in connection.execute(flags) if on}
            rows = connection.execute(policies).all()
        assert protected == TENANT | {"agency"}
        assert sorted(row.tablename for row in rows) == sorted(protected)
        for row in rows:
            column = "id" if row.tablename == "agency" else "agency_id"
            assert row.cmd == "ALL"
            assert row.qual == row.with_check
            assert f"({column} = (NULLIF(current_setting('relay.agency'" in row.qual

    def test_the_role_that_the_house_uses_cannot_pass_over_it(self, store: Store) -> None:
        asked = sa.text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        with store.writer.connect() as connection:
            assert connection.scalar(asked) is False


@pytest.mark.parametrize("path", sorted(VERSIONS.glob("*.py")), ids=lambda path: path.stem)
def test_a_migration_stands_on_nothing_of_the_product_that_may_change(path: Path) -> None:
    assert taken_from_the_product(path) <= STEADY


@pytest.mark.parametrize("name", sorted(STEADY))
def test_what_migrations_stand_on_stands_on_nothing_of_the_product(name: str) -> None:
    path = VERSIONS.parents[1] / f"{name.replace('.', '/')}.py"
    assert taken_from_the_product(path) == set()


def taken_from_the_product(path: Path) -> set[str]:
    """What a file imports of the product, by its full name."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in found if name.partition(".")[0] in ("relay", "workers")}


def test_migrations_are_one_line() -> None:
    """Two heads could not both be applied."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - heavy: here alone

    assert len(ScriptDirectory(str(VERSIONS.parent)).get_heads()) == 1
