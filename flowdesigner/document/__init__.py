"""The document: a flow that is being edited, its undo, its file and its recovery. Knows no widget.

Views read `document.flow` (flows.model.Flow) and listen; they change things by the verbs below, never by
writing into the flow. Nodes, spots, variables, notes and frames are replaced, not changed in place, so a view
may keep one and compare it with `is`. Texts for people are `Say` (flowdesigner.words.say).

Opening (desk.py)
    new_document(name="", folder=None) -> FlowDocument
    open_document(path, folder=None) -> FlowDocument          raises OpenFailed(.say, .problems)
    work_left(folder=None) -> [LeftBehind]                    what a killed designer left: .file .name .when
    recovered(left, folder=None) -> FlowDocument              left.discard() throws it away instead

FlowDocument (desk.py) is a Document (document.py) is an Editing (editing.py, a QObject)
    signals   changed(parts)     what changed, as Part(kind, key, before, after); after an undo as well
              loaded()           everything is new
              revealed(keys)     an undo or redo touched these: select and show them
              told(Say)          a sentence for the status bar
              title_changed()    path or modified
    state     flow  sheet.notes  sheet.frames  selection  stack (QUndoStack)  modified  path  name  file
              problems (of reading)
    file      save(anyway=False)  save_as(path)  read_again()  close()        raise SaveFailed, ChangedOnDisk
              file.read_only  file.holder (another designer)  file.take_over()  file.lossy
              file.changed_on_disk (signal)  file.look()  file.keep_mine()
    change    apply(Say, parts, merge=False)     any change of one's own, such as a quick fix
              settle()                           the next merging change begins a new step (focus lost)
    nodes     add_node(type, at=None, title="", after=(id, exit), splice=(id, exit)) -> id
              add_after_current(type) -> id      remove(keys, wires, heal=False)     rename(old, new)
              set_node(FlowNode)  set_param(id, name, value)  set_prompt(id, name, prompt)
              set_title(id, text)  set_node_note(id, text)  set_enabled(ids, on)
    wires     wire(id, exit, to)  unwire([(id, exit)])  wire_all({(id, exit): to})  retarget(old, new)
              splice(id, (id, exit), at=None)  bend((id, exit), points)
    flow      set_start(id)  set_handler("hangup" | "error" | key, id)  set_attribute(name, text)
    variables add_variable(Variable)  set_variable(Variable)  remove_variable(name)
              rename_variable(old, new) -> places left to the author
    canvas    move({key: (x, y)})  nudge(keys, dx, dy)  places(keys)  align(ids, edge)
              distribute(ids, direction)  auto_layout(ids=())  add_note(at, text) -> key
              add_frame(at, size, title) -> key  set_things({key: Sticky | Frame})
              set_folded(keys, on)  set_colour(keys, name)
    clipboard copy(keys) -> text  paste(text, at=None, splice=None) -> Pasting  duplicate(keys) -> Pasting
              fragment.MIME, fragment.holds_fragment(text)
    Texts that are typed go with merge=True, one step of undo while the author types.

Selection (selection.py)   keys, wires, current (node id); set(keys, wires), toggle(key), clear()
                           signals changed(), current_changed(id); shared by canvas, tree and panels
Questions (pure functions)
    exits.exit_names(node), exits.is_bound(node), exits.free_exit(node), exits.lines_to(nodes, id)
    wire_edits.can_wire(flow, id, exit, to), wire_edits.can_splice(flow, id, wire)
    wire_edits.leads_to(flow, ids, forwards)
    variable_edits.uses_of(flow, name) -> [(id, place)], variable_edits.undeclared(flow)
    expressions.names_in(node), node_edits.first_params(type), naming.unique(base, taken)
    arranging.members(flow, frame), boxes.box(flow, node, flags)
    folding.folded(sheet), folding.within(sheet, key), folding.held(sheet, keys)
"""
