"""The canvas: draws a document, and turns what the mouse and the keys do into its verbs.

`Canvas(document)` (canvas.py) is the widget; `canvas.flow_scene` (scene.py) mirrors the document by its
signals; one class a gesture (gestures/); `canvas.commands` are QActions by id (commands.py, steering.py), for
menus, tool bars and a command palette; `canvas.minimap` is a widget for the window to place beside it.

For panels
    canvas.document.selection             what is selected, and the current node: shared with every view
    canvas.activated(id)                  signal: a node was double-clicked
    canvas.properties_wanted(id)          signal: Enter on a node
    canvas.quick_add_wanted(at, wire)     signal: a list of types is wanted at a point of the scene; then
                                          document.add_node(type, (x, y), after=wire)
    canvas.menu_wanted(hit, at)           signal: the right button; canvas.menu(hit) makes the usual menu
    canvas.told(Say)                      signal: a sentence for the status bar
    canvas.files_dropped([Path])          signal: open them
    canvas.reveal(keys)  follow(id)       select and show; show only, such as the running node
    canvas.fit(keys=())  zoom_to(scale)   edit(key): its title or words in place    arrange(ids=())
    scene.highlight(layer, ids)           the nodes at which calls are now
    scene.set_badges({id: [Badge(kind, text, tip)]})         error, warning, info, breakpoint, count
    scene.set_colours(layer, {id: "#rrggbb"}, {(id, exit): ...})    a layer for each owner, which alone sets
                                          it and clears it; one above the other: live, changes, coverage,
                                          travelled; where calls are now is seen above all
    scene.set_faded(ids)                  shown pale: a search, a filter
    drops.node_data(type)                 the QMimeData with which a palette drags a type
    icons.pixmap(type, size, ratio)       the icon of a type

Interactions of the thirty that users expect
    1 band, Ctrl, Shift, up and down · 2 pan · 3 zoom, fit · 4 minimap · 5 drop from the palette, with a ghost
    7 wire into the empty asks for a node · 8 drop on a wire · 9 add_after_current · 10 delete with heal
    11 both ends of a wire, Shift takes all · 12 ports grow, others are dimmed, Esc · 13 Ctrl+drag, Ctrl+D
    14 Alt+Shift+arrow · 15 clipboard as XML · 16 undo shows what it changed · 17 arrows, one step; Alt walks
    18 grid, guides, equal gaps, align, distribute · 19 arrange, lines and curves, bends · 20 F2, Enter, Del
    28 notes, frames, colours, folding, switching off · nodes carried between flows by mouse (drops.py)
"""
