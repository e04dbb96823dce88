"""CW1xx: the file itself - that it can be read, is a flow, and keeps to its form and bounds."""

from __future__ import annotations

from flows.codes.table import code

UNREADABLE = code(
    "CW101",
    "error",
    "The file cannot be read",
    zh="无法读取文件：{reason}",
    en="the file cannot be read: {reason}",
    cure_zh="检查路径和读取权限。",
    cure_en="Check the path and the right to read it.",
    why="The file does not exist, is a folder, or this user may not read it.",
)
FILE_TOO_LARGE = code(
    "CW102",
    "error",
    "The file is too large",
    zh="文件大于 {limit} MiB",
    en="the file is larger than {limit} MiB",
    cure_zh="把流程拆成几个子流程。",
    cure_en="Split the flow into sub-flows.",
    why="A flow file has a bound, so that no file can exhaust the machine that reads it.",
)
NOT_UTF8 = code(
    "CW103",
    "error",
    "The file is not UTF-8",
    zh="文件不是 UTF-8 编码",
    en="the file is not encoded in UTF-8",
    cure_zh="用 UTF-8 编码重新保存文件。",
    cure_en="Save the file again as UTF-8.",
    why="Flow files are UTF-8; another encoding is declared, or these bytes are none.",
)
CONTROL_CHARACTER = code(
    "CW104",
    "error",
    "A control character",
    zh="含有控制字符 {character}",
    en="it holds the control character {character}",
    cure_zh="删除该字符。",
    cure_en="Delete the character.",
    why="XML 1.0 allows no control characters but tab and line end; they usually come with pasted text.",
)
NOT_XML = code(
    "CW105",
    "error",
    "The file is not well-formed XML",
    zh="不是正确的 XML：{reason}",
    en="it is not well-formed XML: {reason}",
    cure_zh="检查这一行的标签是否闭合、< 和 & 是否写成 &lt; 和 &amp;。",
    cure_en="See that tags are closed, and that < and & are written &lt; and &amp;.",
    why="The XML parser stopped at this line.",
)
DOCTYPE = code(
    "CW106",
    "error",
    "A document type",
    zh="流程文件不允许有 <!DOCTYPE>",
    en="a flow file may have no <!DOCTYPE>",
    cure_zh="删除 <!DOCTYPE ...> 及其中的实体。",
    cure_en="Delete the <!DOCTYPE ...> and its entities.",
    why="Document types bring entities, which read other files or grow without bound. They are never read.",
)
TOO_DEEP = code(
    "CW107",
    "error",
    "Elements nested too deeply",
    zh="元素嵌套超过 {limit} 层",
    en="elements are nested more than {limit} deep",
    cure_zh="检查是否漏了结束标签。",
    cure_en="See whether an end tag is missing.",
    why="A flow file nests a few levels only; more is a mistake or an attack.",
)
NOT_A_FLOW = code(
    "CW108",
    "error",
    "The file is no flow",
    zh="根元素是 {found}，应为命名空间 urn:callwright:flow 中的 <flow>",
    en="its root is {found}, not <flow> in the namespace urn:callwright:flow",
    cure_zh='以 <flow xmlns="urn:callwright:flow" format="1" ...> 开头。',
    cure_en='Begin with <flow xmlns="urn:callwright:flow" format="1" ...>.',
    why="Another kind of XML file, or the namespace is missing.",
)
BAD_FORMAT = code(
    "CW109",
    "error",
    "No format number",
    zh="格式号 format=“{value}”不是整数",
    en="format='{value}' is no format number",
    cure_zh='写 format="1"。',
    cure_en='Write format="1".',
    why="Every flow file says which format it is written in, a whole number from 1.",
)
NEWER_FORMAT = code(
    "CW110",
    "error",
    "A newer format",
    zh="文件格式为 {value}，本程序只认识到 {known}",
    en="the file is of format {value}, this program knows up to {known}",
    cure_zh="升级 Callwright。",
    cure_en="Upgrade Callwright.",
    why="The file was written by a newer program. What it means cannot be guessed, so it is refused.",
)
TOO_MANY = code(
    "CW111",
    "error",
    "Too many of something",
    zh="{what}超过 {limit} 个",
    en="there are more than {limit} {what}",
    cure_zh="把流程拆成几个子流程。",
    cure_en="Split the flow into sub-flows.",
    why="Nodes, variables, rows and elements have bounds, so that every tool stays quick.",
)
TEXT_TOO_LONG = code(
    "CW112",
    "error",
    "A text is too long",
    zh="有一段文字超过 {limit} 个字符",
    en="a text is longer than {limit} characters",
    cure_zh="缩短文字，或分成几段。",
    cure_en="Shorten it, or split it.",
    why="No text or attribute of a flow may be longer than the longest value that a variable holds.",
)
MISSING_ATTRIBUTE = code(
    "CW113",
    "error",
    "A missing attribute",
    zh="<{element}> 缺少属性 {attribute}",
    en="<{element}> has no {attribute}",
    cure_zh='写上 {attribute}="..."。',
    cure_en='Write {attribute}="...".',
    why="docs/flow-format.md says which attributes each element must have.",
)
BAD_ID = code(
    "CW114",
    "error",
    "Not an identifier",
    zh="“{value}”不能作标识：只能用字母、数字和 _，不以数字开头，最多 64 个",
    en="'{value}' is no identifier: letters, digits and _, no digit first, at most 64",
    cure_zh="换一个标识；给人看的名称写在 title 里。",
    cure_en="Choose another; the name for people belongs in title.",
    why="Ids of nodes and names of exits, variables and parameters are identifiers, so that expressions, "
    "scripts and tests can name them.",
)
DUPLICATE_NODE = code(
    "CW115",
    "error",
    "Two nodes with one id",
    zh="节点 {id} 在第 {first} 行已经有了",
    en="there is a node {id} already, in line {first}",
    cure_zh="给其中一个换个 id，并改正指向它的出口。",
    cure_en="Give one of them another id, and mend the exits that lead to it.",
    why="Exits name nodes by their ids; often the trace of two changes that were merged.",
)
DUPLICATE = code(
    "CW116",
    "error",
    "Something is said twice",
    zh="{what} 写了两次",
    en="{what} stands here twice",
    cure_zh="删去一个。",
    cure_en="Delete one of them.",
    why="A parameter, exit, variable, handler or prompt may be given once only.",
)
UNKNOWN_ELEMENT = code(
    "CW117",
    "warning",
    "An unknown element",
    zh="不认识元素 <{element}>，原样保留",
    en="the element <{element}> is not known, and kept as it is",
    cure_zh="检查拼写；别的程序的内容请放在自己的命名空间里。",
    cure_en="Check its spelling; what belongs to another program goes into a namespace of its own.",
    why="It has no effect. It is written back when the flow is saved.",
)
UNKNOWN_ATTRIBUTE = code(
    "CW118",
    "warning",
    "An unknown attribute",
    zh="<{element}> 的属性 {attribute} 不认识，原样保留",
    en="<{element}> has the unknown attribute {attribute}, kept as it is",
    cure_zh="检查拼写。",
    cure_en="Check its spelling.",
    why="It has no effect. It is written back when the flow is saved.",
)
MISPLACED = code(
    "CW119",
    "error",
    "Something that does not belong here",
    zh="<{element}> 里不能有 {what}",
    en="{what} does not belong in <{element}>",
    cure_zh="检查拼写和位置；见 docs/flow-format.md。",
    cure_en="Check its spelling and place; see docs/flow-format.md.",
    why="Here nothing unknown can be kept, so it would be lost when the flow is saved.",
)
STRAY_TEXT = code(
    "CW120",
    "error",
    "Text outside an element for text",
    zh="<{element}> 里不能直接写文字“{text}”",
    en="<{element}> holds the text '{text}' outside any element for text",
    cure_zh="要说的话写在 <say> 里，值写在 <param> 里。",
    cure_en="Words to speak go into <say>, values into <param>.",
    why="Only <about>, <note>, <param>, <cell>, <say>, <value> and <tone> hold text.",
)
BAD_ATTRIBUTE = code(
    "CW121",
    "error",
    "A bad attribute",
    zh="{attribute}=“{value}”不对，应为{wanted}",
    en="{attribute}='{value}' is not {wanted}",
    cure_zh="改正这个属性。",
    cure_en="Mend the attribute.",
    why="docs/flow-format.md says what each attribute may be.",
)
NAME_OF_FILE = code(
    "CW122",
    "error",
    "The file has another name than its flow",
    zh="流程名为 {name}，文件名却是 {found}",
    en="the flow is named {name}, its file {found}",
    cure_zh="把文件改名为 {name}.flow.xml，或改流程的 name。",
    cure_en="Rename the file to {name}.flow.xml, or change the flow's name.",
    why="Flows call each other by name, and the name is looked up as a file: both must be one.",
)
EMPTY_FILE = code(
    "CW123",
    "error",
    "The file is empty",
    zh="文件是空的",
    en="the file is empty",
    cure_zh="从备份或版本库取回文件。",
    cure_en="Get the file back from a copy or from version control.",
    why="Nothing but white space was read, often after a disk was full.",
)
MISTYPED_ELEMENT = code(
    "CW124",
    "error",
    "A mistyped element",
    zh="元素 <{element}> 写错了，是否为 <{meant}>？",
    en="the element <{element}> is mistyped; is <{meant}> meant?",
    cure_zh="改为 <{meant}>；大小写也要一致。",
    cure_en="Write <{meant}>; capitals matter.",
    why="The rest of the flow is checked as if it were written right, so that one slip gives one message.",
)
NOT_JSON = code(
    "CW125",
    "error",
    "The file is not JSON",
    zh="不是正确的 JSON：{reason}",
    en="it is not JSON: {reason}",
    cure_zh="重新从 Twilio Studio 导出流程定义（Show Flow JSON）；若是 FreeSWITCH 的菜单，用 --from ivr。",
    cure_en="Export the flow from Twilio Studio again (Show Flow JSON); a FreeSWITCH menu is --from ivr.",
    why="`callwright import` reads a definition of Twilio Studio as JSON, and stopped at this line.",
)
NOT_STUDIO = code(
    "CW126",
    "error",
    "No definition of Twilio Studio",
    zh="这不是 Twilio Studio 的流程定义：没有 states",
    en="it is no definition of Twilio Studio: it has no list called states",
    cure_zh="在 Twilio Studio 中用 Show Flow JSON 导出流程，再导入那个文件。",
    cure_en="Export the flow in Twilio Studio (Show Flow JSON), and import that file.",
    why="The file is JSON, but of something else. A definition has a list `states`, one for each widget.",
)
