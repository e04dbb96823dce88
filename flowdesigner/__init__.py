"""The desktop designer; the only room that knows PySide6."""
