"""The window of the designer: documents in tabs or free windows, panels docked around them, menus.

For panels (each in a package of its own)
    panels.py     Panel(name, title, make, area, shortcut): one line in PANELS puts a widget into the window
    workspace.py  Workspace: what a panel may know of the rest - open documents, the current one, problems,
                  reveal(document, node, field), tell(Say), run(action id), badges; it needs no window
    ../actions/   Action(id, title, run, keys, menu): one line in a panel's tuple of actions puts a command
                  into menu, command palette and shortcut sheet
"""
