"""The entrance's one blueprint: `entrance.sign_in` and `entrance.out` are where the hall sends people, and
`entrance.carry` and `entrance.give_back` where it sends what they had typed.
"""

from flask import Blueprint

blueprint = Blueprint("entrance", __name__)
