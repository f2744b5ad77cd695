"""The templates shipped: what the desk says by itself, canned answers, next steps; one folder for each language."""

from replies.templates.desk import DeskLines, load_desk
from replies.templates.shelf import Shelf, load_shelf

__all__ = ["DeskLines", "Shelf", "load_desk", "load_shelf"]
