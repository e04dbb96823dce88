"""What a language is called."""


def first_part(language: str) -> str:
    """The first part of a language's name in small letters: "zh-CN" -> "zh"; Mandarin's "cmn" is "zh"."""
    part = language.replace("_", "-").split("-")[0].lower()
    return "zh" if part == "cmn" else part
