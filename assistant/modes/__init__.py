"""How answers are made: every module here that declares a MODE makes them in one way."""
