"""The chapters of a candidate's record, by what they are about; `contents.py` lists them."""
