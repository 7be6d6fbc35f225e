"""How each weight file was made: one command each, data folder given, seeds fixed."""
