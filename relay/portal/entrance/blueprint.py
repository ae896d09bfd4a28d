"""The entrance's one blueprint: `entrance.sign_in` and `entrance.out` are where the hall sends people."""

from flask import Blueprint

blueprint = Blueprint("entrance", __name__)
