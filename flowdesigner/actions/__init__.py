"""What can be done in the window, as data: menus, command palette and shortcut sheet are made from it."""
