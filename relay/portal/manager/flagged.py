"""Flagged messages: what the guard objects to, and the manager's word on it."""

from flask import Blueprint

blueprint = Blueprint("flagged", __name__, url_prefix="/flagged")
