"""What the converter gave, made ours: its traces gone, our columns put in, written so that people read
it and Git compares it. Equal sources give equal bytes."""
import re
import xml.etree.ElementTree as tree

XFORMS = "http://www.w3.org/2002/xforms"
PREFIXES = {XFORMS: "", "http://www.w3.org/1999/xhtml": "h", "http://openrosa.org/javarosa": "jr",
            "http://openrosa.org/xforms": "orx", "http://www.opendatakit.org/xforms": "odk",
            "urn:rong:form": "kiosk"}
WIDTH = 110
MIXED = ("value", "label", "hint", "title", "name", "itextId")
X = f"{{{XFORMS}}}"


def local(element):
    return element.tag.rsplit("}", 1)[-1]


def parents(root):
    return {child: parent for parent in root.iter() for child in parent}


def tight(expression):
    """Without the blanks the converter puts around each path; what is quoted stays as it is."""
    parts = re.split(r"('[^']*'|\"[^\"]*\")", expression)
    for i in range(0, len(parts), 2):
        part = re.sub(r"\s+", " ", parts[i])
        parts[i] = re.sub(r"\( | (?=[),])", lambda m: m[0].strip(), part)
    return "".join(parts).strip()


def drop_traces(root):
    data = next(e for e in root.iter(X + "instance"))[0]
    for name in ("prefix", "delimiter"):
        data.attrib.pop(name, None)
    for element in root.iter():
        if local(element) == "meta":
            element.attrib.pop("tag", None)
        if local(element) == "bind" and element.get("type") == "string":
            element.attrib.pop("type")
        for name, value in element.attrib.items():
            if name in ("nodeset", "ref", "value", "relevant", "required", "constraint", "calculate",
                        "readonly", f"{{{'http://openrosa.org/javarosa'}}}count"):
                element.set(name, tight(value))
    above = parents(root)
    for bind in list(root.iter(X + "bind")):
        if list(bind.attrib) == ["nodeset"]:
            above[bind].remove(bind)


def spoken(root):
    for translation in root.iter(X + "translation"):
        for value in translation.iter(X + "value"):
            outputs(value)


def outputs(value):
    """⟦path⟧ -> <output/>; the converter's own keep their place."""
    for child in list(value):
        child.tail = re.sub(r"\s+", " ", child.tail or "")
    value.text = re.sub(r"\s+", " ", value.text or "").lstrip()
    if len(value):
        value[-1].tail = (value[-1].tail or "").rstrip()
    else:
        value.text = value.text.rstrip()
    parts = re.split("⟦(.*?)⟧", value.text)
    value.text = parts[0]
    for i in range(1, len(parts), 2):
        output = tree.Element(X + "output", {"value": tight(parts[i])})
        output.tail = parts[i + 1]
        value.insert(i // 2, output)


def put_short(root, short):
    """The short form of a label is no column of XLSForm."""
    for translation in root.iter(X + "translation"):
        for text in translation:
            key = text.get("id")
            words = short.get(key[:-6] if key.endswith(":label") else key, {})
            for language, word in words.items():
                if language == translation.get("lang"):
                    value = tree.Element(X + "value", {"form": "short"})
                    value.text = word
                    text.insert(1, value)
        for text in translation:
            text[:] = sorted(text, key=lambda v: v.get("form") is not None)


def controls(root):
    body = next(e for e in root.iter() if local(e) == "body")
    return {e.get("ref"): e for e in body.iter() if e.get("ref") and local(e) not in
            ("label", "hint", "value", "group", "setvalue")}


def move_asked(root, asked):
    """Each stand-in gives its place to the control it stands for, and leaves no trace."""
    known = controls(root)
    above = parents(root)
    for stand_in, path in asked.items():
        ref = next(r for r in known if r.endswith("/" + stand_in))
        place = above[known[ref]]
        if path not in known:
            raise ValueError(f"{path} has no question to ask here")
        above[known[path]].remove(known[path])
        place[list(place).index(known[ref])] = known[path]
        above[known[path]] = place
        for bind in [b for b in root.iter(X + "bind") if b.get("nodeset") == ref]:
            above[bind].remove(bind)
        for text in [t for t in root.iter(X + "text") if t.get("id").startswith(ref + ":")]:
            above[text].remove(text)
        for node in [n for n in root.iter(X + stand_in)]:
            above[node].remove(node)


def put_set(root, sets):
    known = controls(root)
    for target, trigger, expression in sets:
        if trigger not in known:
            raise ValueError(f"{trigger} is never asked, so it cannot set {target}")
        known[trigger].append(tree.Element(X + "setvalue", {
            "event": "xforms-value-changed", "ref": target, "value": tight(expression)}))


def empty_groups(root):
    body = next(e for e in root.iter() if local(e) == "body")
    above = parents(root)
    for group in reversed([e for e in body.iter(X + "group")]):
        if not [c for c in group if local(c) not in ("label", "hint")]:
            above[group].remove(group)


def escaped(text, quote=False):
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").replace("\n", "&#10;") if quote else text


def name_of(tag):
    space, name = tag[1:].split("}") if tag[0] == "{" else ("", tag)
    prefix = PREFIXES.get(space, "") if space else ""
    return f"{prefix}:{name}" if prefix else name


def opened(element, indent):
    parts = [f'{name_of(n)}="{escaped(v, True)}"' for n, v in element.attrib.items()]
    lines = [f"{indent}<{name_of(element.tag)}"]
    for part in parts:
        if len(lines[-1]) + len(part) + 3 > WIDTH and lines[-1].strip() != f"<{name_of(element.tag)}":
            lines.append(f"{indent}    {part}")
        else:
            lines[-1] += " " + part
    return "\n".join(lines)


def flat(element):
    inner = escaped(element.text or "") + "".join(flat(c) + escaped(c.tail or "") for c in element)
    head = opened(element, "").replace("\n   ", "")
    return f"{head}>{inner}</{name_of(element.tag)}>" if inner else f"{head}/>"


def lines(element, indent):
    if local(element) in MIXED or not len(element):
        return [indent + flat(element)] if len(indent + flat(element)) <= WIDTH or element.text or len(element) \
            else [opened(element, indent) + "/>"]
    out = [opened(element, indent) + ">"]
    for child in element:
        out += lines(child, indent + "  ")
    return out + [f"{indent}</{name_of(element.tag)}>"]


def written(root, comment):
    used = {n.split("}")[0][1:] for e in root.iter() for n in [e.tag, *e.attrib] if n[0] == "{"}
    unknown = used - set(PREFIXES)
    if unknown:
        raise ValueError(f"the namespace {unknown.pop()} is not one we write; leave it out")
    spaces = " ".join(f'xmlns{":" + p if p else ""}="{u}"' for u, p in PREFIXES.items() if u in used)
    body = "\n".join(lines(root, ""))
    body = body.replace(">", " " + spaces + ">", 1)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- {comment} -->\n{body}\n'


def tidied(text, work, comment):
    root = tree.fromstring(text)
    drop_traces(root)
    spoken(root)
    move_asked(root, work["ask"])
    put_set(root, work["set"])
    put_short(root, work["short"])
    empty_groups(root)
    return written(root, comment)
