"""FACTS → WORDS, BUTTONS, PICTURES, PAPER (排版与措辞): pure but for reading templates; knows no messenger."""
